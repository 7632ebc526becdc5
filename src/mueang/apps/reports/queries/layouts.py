"""The content of a report as headings, paragraphs, tables and footnotes, in one language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from mueang.apps.indicators.enums import Level, Method, Unit
from mueang.apps.reports.enums import Kind
from mueang.methods.thai import Period, format_date
from mueang.standards.wordprocessing import Block, Heading, Note, Paragraph, Table
from mueang.ui.words import period as shown_period

_MARK = re.compile(r"\[(\d{1,2})\]")
_SHARES = (42, 18, 18, 22)


def blocks_of(content: dict[str, Any], *, language: str, seal: str = "") -> list[Block]:
    """What the document says in `language`; `seal` is the line under the title that says what it is a copy of."""
    with translation.override(language):
        return list(_blocks(content, language, seal))


def footer_of(content: dict[str, Any], *, language: str) -> str:
    return f"{content['city'][f'name_{language}']} · {content['form'][f'name_{language}']}"


def _blocks(content: dict[str, Any], language: str, seal: str) -> Iterator[Block]:
    span = Period(*(date.fromisoformat(day) for day in content["period"]))
    form, city = content["form"], content["city"]
    yield Heading(content["title"], 0)
    yield Paragraph((f"{form[f'name_{language}']} · {city[f'name_{language}']} · {shown_period(span)}",), "lead")
    if city["is_invented"]:
        yield Paragraph((_("An example with an invented city, invented figures and invented people."),), "warning")
    yield Paragraph((seal,), "small")
    is_brief = content["kind"] == Kind.BRIEF
    for section in content["sections"]:
        if not is_brief:
            yield Heading(f"{section['code']}. {section[f'title_{language}']}", 1)
        for question in section["questions"]:
            yield from _question(question, language, is_brief=is_brief)
    if any(question["to_check"] and not question["checked_with"] for question in _questions(content)):
        yield Paragraph((_("* This question is not compared with the printed form yet: check it there."),), "quiet")
    if not is_brief:
        yield Paragraph((_("About the form: %(source)s") % {"source": form["source"]},), "quiet")


def _questions(content: dict[str, Any]) -> list[dict[str, Any]]:
    return [question for section in content["sections"] for question in section["questions"]]


def _question(question: dict[str, Any], language: str, *, is_brief: bool) -> Iterator[Block]:
    star = " *" if question["to_check"] and not question["checked_with"] else ""
    code = "" if is_brief else f"{question['code']} "
    yield Heading(f"{code}{question[f'title_{language}']}{star}", 2)
    if not is_brief:
        told = question["answers"].get(language, {"words": 0})["words"]
        count = _("%(n)s of at most %(limit)s words") % {"n": told, "limit": question["limit"]}
        yield Paragraph((f"{question[f'ask_{language}']} ({count})",), "small")
    notes = [Note(footnote(figure, language=language), figure["observation"]) for figure in question["figures"]]
    text = question["answers"].get(language, {"text": ""})["text"].strip()
    for part in text.split("\n\n") if text else [_("Not answered yet.")]:
        if part.strip():
            yield Paragraph(_with_notes(part.strip(), notes), "plain" if text else "quiet")
    if notes:
        yield _table(question["figures"], notes, language)


def _with_notes(text: str, notes: list[Note]) -> tuple[str | Note, ...]:
    """The text with a footnote wherever it names the number of a figure, as [1]; other brackets stay as they are."""
    pieces: list[str | Note] = []
    end = 0
    for mark in _MARK.finditer(text):
        number = int(mark.group(1))
        if 0 < number <= len(notes):
            before = text[end : mark.start()].rstrip(" ")
            # Two marks side by side would be read as one number.
            pieces += [before or (" " if pieces else ""), notes[number - 1]]
            end = mark.end()
    return (*pieces, text[end:])


def _table(figures: list[dict[str, Any]], notes: list[Note], language: str) -> Table:
    rows = tuple(
        (
            (f"[{number}] {figure[f'name_{language}']}",),
            (value_of(figure), note),
            (_where(figure, language),),
            (_when(figure),),
        )
        for number, (figure, note) in enumerate(zip(figures, notes, strict=True), 1)
    )
    return Table((_("Figure"), _("Value"), _("Of where"), _("Of when")), rows, _SHARES)


def value_of(figure: dict[str, Any]) -> str:
    """The number with its unit, and its margin where it has one."""
    unit = Unit(figure["unit"])
    number = _grouped(figure["value"])
    told = f"{number}%" if unit == Unit.PERCENT else number if unit == Unit.COUNT else f"{number} {unit.label}"
    if figure["lower"] is not None:
        told += f" ({_grouped(figure['lower'])}–{_grouped(figure['upper'])})"
    return told


def footnote(figure: dict[str, Any], *, language: str) -> str:
    """All that a reader needs to find the figure again: value, where and when, source, method, day."""
    parts = [
        f"{figure[f'name_{language}']}: {value_of(figure)}",
        f"{_where(figure, language)}, {_when(figure)}",
        _("source: %(source)s") % {"source": figure["source"]},
        _("method: %(method)s") % {"method": Method(figure["method"]).label},
    ]
    if figure["numerator"] is not None and figure["denominator"] is not None:
        counted = {"n": _grouped(figure["numerator"]), "all": _grouped(figure["denominator"])}
        parts.append(_("counted: %(n)s of %(all)s") % counted)
    if figure["completeness_percent"] is not None:
        parts.append(_("%(percent)s%% complete") % {"percent": figure["completeness_percent"]})
    day = format_date(date.fromisoformat(figure["recorded_on"]), language=language, style="short")
    parts.append(_("written down %(day)s") % {"day": day})
    if figure["note"]:
        parts.append(figure["note"])
    return " · ".join(str(part) for part in parts)


def _where(figure: dict[str, Any], language: str) -> str:
    community = figure[f"community_{language}"] or figure["community_th"]
    return f"{Level(figure['level']).label} {community}".strip()


def _when(figure: dict[str, Any]) -> str:
    return shown_period(Period(*(date.fromisoformat(day) for day in figure["period"])))


def _grouped(number: str) -> str:
    whole, _point, rest = number.partition(".")
    return f"{int(whole):,}" + (f".{rest}" if rest else "") if int(whole or 0) or not whole.startswith("-") else number
