"""A plan's report as a document: headings, paragraphs and tables in one language, drawn as PDF or .docx."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mueang.apps.plans.queries.plan_reports import shown_report
from mueang.apps.reports.queries import docx_of_blocks, pdf_of_blocks
from mueang.methods.thai import Period
from mueang.standards.wordprocessing import Block, Heading, Paragraph, Table
from mueang.ui.templatetags.ui import field, name
from mueang.ui.words import baht, number, thai_date
from mueang.ui.words import period as shown_period

Told = Mapping[str, Any]
DRAWN_AS: dict[str, Callable[..., bytes]] = {"docx": docx_of_blocks, "pdf": pdf_of_blocks}


def file_of(content: Told, *, kind: str, language: str, seal: str, made_at: datetime) -> bytes:
    """The report as a file: .docx to go on with, PDF/A to hand in; the same content gives the same bytes."""
    with translation.override(language):
        shown = shown_report(content)
        blocks = list(_blocks(shown, seal))
        footer = f"{name(shown['city'])} · {field(shown['plan'], 'title')}"
    return DRAWN_AS[kind](
        blocks,
        title=content["title"],
        author=footer.partition(" · ")[0],
        footer=footer,
        language=language,
        made_at=made_at,
    )


def _blocks(shown: Told, seal: str) -> Iterator[Block]:
    yield Heading(shown["title"], 0)
    yield Paragraph((_lead(shown),), "lead")
    if shown["city"]["is_invented"]:
        yield Paragraph((_("An example with an invented city, invented figures and invented people."),), "warning")
    yield Paragraph((seal,), "small")
    if shown["corrects"]:
        yield Paragraph((_corrects(shown["corrects"]),), "quiet")
    yield from _texts(shown["whole"])
    yield Heading(_("At a glance"), 1)
    yield _glance(shown["sums"])
    yield from _money(shown["money"])
    yield from _reached(shown["reached"])
    yield Heading(_("Activities"), 1)
    for row in shown["activities"]:
        yield from _activity(row)
    yield from _not_known(shown["not_known"])
    day = thai_date(shown["drawn_at"], "long")
    yield Paragraph(
        (_("Figures are drawn from the rows of the city as they were on %(day)s.") % {"day": day},), "quiet"
    )


def _lead(shown: Told) -> str:
    parts = [field(shown["plan"], "title"), name(shown["city"]), shown_period(Period(*shown["period"]))]
    if shown["source"]:
        parts.append(name(shown["source"]))
    return " · ".join(parts)


def _corrects(told: Told) -> str:
    said = {"title": told["title"], "day": thai_date(date.fromisoformat(told["signed_on"])), "digest": told["digest"]}
    return _("Corrects “%(title)s”, signed on %(day)s. Fingerprint (SHA-256): %(digest)s") % said


def _texts(text: str) -> Iterator[Block]:
    for part in text.replace("\r\n", "\n").split("\n\n"):
        if part.strip():
            yield Paragraph((part.strip(),))


def _glance(sums: Told) -> Table:
    rows = (
        (_("Activities done"), f"{sums['n_done']} / {sums['n_standing']}"),
        (_("Milestones reached"), f"{sums['n_reached']} / {sums['n_milestones']}"),
        (_("Milestones that are late"), number(sums["n_late"])),
        (_("Set aside"), baht(sums["set_aside"])),
        (_("Spent in this period"), _spent(sums["within"])),
        (_("Spent until its end"), _spent(sums["until"])),
    )
    return Table((_("What"), _("Figure")), tuple(((one,), (other,)) for one, other in rows), (60, 40))


def _spent(satang: int | None) -> str:
    return _("not in the books") if satang is None else baht(satang)


def _money(money: list[Told]) -> Iterator[Block]:
    if not money:
        return
    yield Heading(_("Money by source"), 1)
    rows = tuple(
        (
            (f"{name(row)} ({row['kind_label']})",),
            (_("amount not known") if row["there_is"] is None else baht(row["there_is"]),),
            (baht(row["set_aside"]),),
            (_spent(row["within"]),),
            (_spent(row["until"]),),
        )
        for row in money
    )
    headings = (
        _("Source of money"),
        _("There is"),
        _("Set aside"),
        _("Spent in this period"),
        _("Spent until its end"),
    )
    yield Table(headings, rows, (32, 17, 17, 17, 17))


def _reached(reached: list[Told]) -> Iterator[Block]:
    if not reached:
        return
    yield Heading(_("People reached"), 1)
    rows = tuple(
        (
            (field(row["activity"], "title"),),
            (number(row["activity"]["n_expected"]),),
            (f"{row['kind']}: {row['figure']}",),
        )
        for row in reached
    )
    yield Table((_("Activity"), _("Expected"), _("Counted so far")), rows, (48, 16, 36))


def _activity(row: Told) -> Iterator[Block]:
    late = f" · {pgettext('plan', 'Late')}" if row["is_late"] else ""
    yield Heading(f"{row['number']}. {field(row, 'title')}", 2)
    days = f"{thai_date(row['starts_on'])} – {thai_date(row['ends_on'])}"
    yield Paragraph((f"{days} · {row['owner']} · {row['state_label']} {row['percent']}%{late}",), "quiet")
    if row["dropped_why"]:
        yield Paragraph((f"{_('Dropped:')} {row['dropped_why']}",), "warning")
    for text in (row["note"], row["words"]):
        yield from _texts(text)
    lines = [
        *((field(one, "title"), one["told"]) for one in row["milestones"]),
        *((f"{one['label']} {field(one, 'about')}".strip(), one["told"]) for one in row["evidence"]),
    ]
    if row["budget"]:
        told = {"planned": baht(row["set_aside"]), "spent": _spent(row["spent"] and row["spent"]["until"])}
        lines.append((_("Money"), _("%(spent)s spent of %(planned)s set aside") % told))
    if lines:
        yield Table((_("Milestone, evidence, money"), _("As it is")), tuple(((a,), (b,)) for a, b in lines), (55, 45))


def _not_known(not_known: list[Told]) -> Iterator[Block]:
    if not_known:
        yield Heading(_("What is not known"), 1)
    for row in not_known:
        names = ", ".join(field(one, "title") for one in row["of"])
        yield Paragraph((f"{row['told']} {names}".strip(),))
