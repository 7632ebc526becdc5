"""A plan's report as a file: Word or PDF in either language, and its figures as Excel."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.plans.queries.plan_reports import PlanReportPage, plan_report_page, shown_report
from mueang.apps.plans.queries.report_layouts import DRAWN_AS, file_of
from mueang.apps.plans.views.reports import find_report
from mueang.lib.downloads import EXCEL
from mueang.lib.workbook import Column, Table, write_workbook
from mueang.ui.templatetags.ui import field, name
from mueang.ui.words import thai_date

SATANG = 100
TYPES = {"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "pdf": "application/pdf"}
FIGURES = "figures.xlsx"


@login_required
@never_cache
@require_safe
def file(request: SignedInRequest, city: str, uuid: UUID, form: str) -> HttpResponse:
    """As in th.docx, en.pdf or figures.xlsx: what was signed, or the draft, which says so."""
    row = find_report(request, city, uuid)
    page = plan_report_page(row, viewer=request.user, now=timezone.now())
    stem = f"plan-report-{row.plan.year}-{row.period_from:%Y%m%d}-{row.period_to:%Y%m%d}"
    if form == FIGURES:
        book = write_workbook(_sheets(shown_report(page.content)), language=get_language() or "th")
        return _sent(book, file_name=f"{stem}.xlsx", media_type=EXCEL)
    language, _point, kind = form.partition(".")
    if language not in {"th", "en"} or kind not in DRAWN_AS:
        raise Http404
    with translation.override(language):
        seal, made_at = _seal(page), page.signed.signed_at if page.signed else timezone.now()
    body = file_of(page.content, kind=kind, language=language, seal=seal, made_at=made_at)
    return _sent(body, file_name=f"{stem}-{language}.{kind}", media_type=TYPES[kind])


def _seal(page: PlanReportPage) -> str:
    if page.signed is None:
        return _("Draft of %(day)s, not signed") % {"day": thai_date(timezone.localdate(), "long")}
    day = thai_date(page.signed.signed_at, "long")
    said = {"name": page.signed.signed_by, "day": day, "digest": page.signed.digest}
    return _("Signed by %(name)s on %(day)s. Fingerprint (SHA-256): %(digest)s") % said


def _sent(body: bytes, *, file_name: str, media_type: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{file_name}"'}
    return HttpResponse(body, content_type=media_type, headers=headers)


def _sheets(shown: Mapping[str, Any]) -> list[Table]:
    """Activities, milestones, money and evidence, one sheet each; every figure as a number."""
    return [_activities(shown), _milestones(shown), _money(shown), _evidence(shown)]


def _activities(shown: Mapping[str, Any]) -> Table:
    return _table(
        _("Activities"),
        [
            _("Number"), _("Activity"), _("Who answers for it"), _("First day"), _("Last day"), _("State"),
            pgettext("plan", "Late"), _("Progress, per cent"), _("Set aside, baht"), _("Spent in this period, baht"),
            _("Spent until its end, baht"),
        ],
        [
            [
                row["number"], field(row, "title"), row["owner"], row["starts_on"], row["ends_on"], row["state_label"],
                _("Yes") if row["is_late"] else "", row["percent"], row["set_aside"] / SATANG,
                _baht(row["spent"], "within"), _baht(row["spent"], "until"),
            ]
            for row in shown["activities"]
        ],
    )  # fmt: skip


def _milestones(shown: Mapping[str, Any]) -> Table:
    return _table(
        _("Milestones"),
        [_("Activity"), pgettext("plan", "Milestone"), _("Due on"), _("Reached on"), _("As it is")],
        [
            [field(row, "title"), field(one, "title"), _day(one["due_on"]), _day(one["done_on"]), one["told"]]
            for row in shown["activities"]
            for one in row["milestones"]
        ],
    )


def _money(shown: Mapping[str, Any]) -> Table:
    return _table(
        _("Money"),
        [
            _("Source of money"), _("Kind of source"), _("There is, baht"), _("Set aside, baht"),
            _("Spent in this period, baht"), _("Spent until its end, baht"),
        ],
        [
            [
                name(row), row["kind_label"], _whole(row["there_is"]), row["set_aside"] / SATANG,
                _whole(row["within"]), _whole(row["until"]),
            ]
            for row in shown["money"]
        ],
    )  # fmt: skip


def _evidence(shown: Mapping[str, Any]) -> Table:
    return _table(
        _("Evidence"),
        [_("Activity"), _("Kind"), _("Of what"), _("Counted from"), _("Counted until"), _("Figure"), _("Counted on")],
        [
            [
                field(row, "title"), one["label"], field(one, "about"), _day(one["from_on"]), _day(one["to_on"]),
                one["told"] if one["n"] is None else one["n"], _day(one["counted_on"]),
            ]
            for row in shown["activities"]
            for one in row["evidence"]
        ],
    )  # fmt: skip


def _table(title: str, headings: list[str], rows: list[list[Any]]) -> Table:
    return Table(title, [Column(str(heading)) for heading in headings], rows)


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _whole(satang: int | None) -> float | None:
    return None if satang is None else satang / SATANG


def _baht(spent: Mapping[str, int] | None, key: str) -> float | None:
    return _whole(spent[key] if spent else None)
