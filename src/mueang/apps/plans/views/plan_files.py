"""A plan as a workbook that can be edited and brought back, and its money."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from mueang.apps.plans.enums import Category
from mueang.apps.plans.queries import ActivityLine
from mueang.lib.downloads import EXCEL, excel_response
from mueang.lib.workbook import Column, Table, write_workbook
from mueang.ui.templatetags.ui import field, name

SATANG = 100


def plan_excel(found: Any, lines: list[ActivityLine]) -> HttpResponse:
    """Activities, their milestones and their money, a sheet each; `queries.sheet_reading` reads all three."""
    book = write_workbook([_activities(lines), _milestones(lines), _money(lines)], language=get_language() or "th")
    headers = {"Content-Disposition": f'attachment; filename="work-plan-{found.year}.xlsx"'}
    return HttpResponse(book, content_type=EXCEL, headers=headers)


def _activities(lines: Iterable[ActivityLine]) -> Table:
    headings = [
        _("Order"),
        _("Activity"),
        _("Activity, in English"),
        _("Aim"),
        _("Who answers for it"),
        _("First day"),
        _("Last day"),
        _("In which neighbourhoods"),
        pgettext("plan", "For whom"),
        _("How many people are expected"),
        _("Expected results"),
        _("State"),
        _("Progress, per cent"),
        _("Set aside, baht"),
        _("Spent, baht"),
        _("Key in the system"),
    ]
    rows: list[list[Any]] = [
        [
            line.activity.number,
            line.activity.title_th,
            line.activity.title_en,
            line.activity.aim,
            str(line.activity.owner),
            line.activity.starts_on,
            line.activity.ends_on,
            ", ".join(str(name(place)) for place in line.places),
            line.activity.for_whom,
            line.activity.n_people,
            line.activity.expected,
            line.activity.get_state_display(),
            line.activity.progress_percent,
            line.planned_satang / SATANG,
            None if line.spent_satang is None else line.spent_satang / SATANG,
            str(line.activity.uuid),
        ]
        for line in lines
    ]
    return Table(_("Activities"), [Column(str(heading)) for heading in headings], rows)


def _milestones(lines: Iterable[ActivityLine]) -> Table:
    headings = [_("Activity"), pgettext("plan", "Milestone"), _("Due on"), _("Reached on"), _("Key in the system")]
    rows: list[list[Any]] = [
        [line.activity.title_th, row.title_th, row.due_on, row.done_on, str(line.activity.uuid)]
        for line in lines
        for row in line.milestones
    ]
    return Table(_("Milestones"), [Column(str(heading)) for heading in headings], rows)


def _money(lines: Iterable[ActivityLine]) -> Table:
    headings = [
        _("Activity"),
        _("Source of money"),
        _("Group of expenses"),
        _("Budget, baht"),
        _("Key in the system"),
    ]
    rows: list[list[Any]] = [
        [
            line.activity.title_th,
            name(row.source),
            str(Category(row.category).label),
            row.amount_satang / SATANG,
            str(line.activity.uuid),
        ]
        for line in lines
        for row in line.budget
    ]
    return Table(_("Money"), [Column(str(heading)) for heading in headings], rows)


def money_excel(found: Any, lines: list[ActivityLine]) -> HttpResponse:
    headings = [_("Activity"), _("Source of money"), _("Group of expenses"), _("Set aside, baht")]
    rows = [
        [field(line.activity, "title"), name(row.source), Category(row.category).label, row.amount_satang / SATANG]
        for line in lines
        for row in line.budget
    ]
    return excel_response(file_name=f"budget-{found.year}", title=str(_("Money")), headings=headings, rows=rows)
