"""Gaps between groups of people: bars with intervals, what each number means in a sentence, and the table."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.indicators.actions import Part, say_parts
from mueang.apps.indicators.errors import IndicatorRefused
from mueang.apps.indicators.forms import FigureFileForm
from mueang.apps.indicators.queries.inequality import (
    Dimension,
    GroupLine,
    Inequality,
    figures_to_tell_apart,
    inequality_of,
)
from mueang.apps.indicators.queries.part_sheets import PartsRead, part_table, read_parts
from mueang.apps.indicators.rules import may_measure, visible_observations
from mueang.apps.indicators.views.doors import city_to_measure, find_city, tabs_of
from mueang.apps.indicators.views.tables import wants_excel
from mueang.lib.downloads import EXCEL, excel_response
from mueang.lib.workbook import WorkbookError, write_workbook
from mueang.ui.templatetags.ui import name

KINDS = {
    "neighbourhood": gettext_lazy("Community"),
    "age": pgettext_lazy("way to tell people apart", "Age"),
    "sex": pgettext_lazy("way to tell people apart", "Sex"),
    "income": pgettext_lazy("way to tell people apart", "Income"),
    "disability": pgettext_lazy("way to tell people apart", "Disability"),
    "language": pgettext_lazy("way to tell people apart", "Language of home"),
}
# Name and meaning of each measure, in a sentence an officer can read out.
MEASURES = {
    "gini": (
        gettext_lazy("Gini"),
        gettext_lazy("0 if all groups have the same; nearer to 1 the more few of them have."),
    ),
    "palma": (
        gettext_lazy("Palma"),
        gettext_lazy(
            "All that the best-off tenth has, over all that the worst-off four tenths have; 0.25 if all have the same."
        ),
    ),
    "theil": (
        gettext_lazy("Theil T"),
        gettext_lazy(
            "0 if all groups have the same; it can be parted exactly into what lies within groups and between them."
        ),
    ),
    "income": (
        gettext_lazy("Slope by income"),
        gettext_lazy("Below 0 it gathers among people of low income, above 0 among people of high income."),
    ),
    "deprivation": (
        gettext_lazy("Slope by poor communities"),
        gettext_lazy("Below 0 it gathers in poor communities, above 0 in communities that are better off."),
    ),
}


@dataclass(frozen=True, slots=True)
class GapBar:
    """A group's gap on the scale of its kind, in hundredths of the width: where zero, the gap and its ends are."""

    line: GroupLine
    zero: float
    at: float | None
    low: float | None
    high: float | None


@login_required
@require_http_methods(["GET"])
def page(request: SignedInRequest, city: str) -> HttpResponse:
    """One figure by every way it is told apart."""
    found = find_city(request, city)
    told = inequality_of(viewer=request.user, city=found, code=request.GET.get("indicator"))
    if wants_excel(request) and told.chosen is not None:
        return _excel(told)
    context = {
        "city": found,
        "tabs": tabs_of(found, "unequal"),
        "page": told,
        "may_measure": may_measure(request.user, found),
        "apart": figures_to_tell_apart(viewer=request.user, city=found),
        "upload": FigureFileForm(),
        "dimensions": [(KINDS[one.kind], one, gap_bars(one)) for one in told.dimensions],
        "measures": [(*MEASURES[one.code], one) for one in told.measures],
        "factors": [(str(KINDS[kind]), None if share is None else share * 100) for kind, _part, share in told.factors],
        "is_count": told.chosen is not None and told.chosen.indicator.unit == "count",
    }
    return render(request, "indicators/inequality.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def parts(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """A figure's groups as a workbook, out and back; with a faulty cell nothing is written."""
    found = find_city(request, city) if request.method == "GET" else city_to_measure(request, city)
    row = get_object_or_404(visible_observations(request.user).standing().filter(city=found, level="city"), uuid=uuid)
    if request.method == "GET":
        book = write_workbook([part_table(observation=row, city=found)], language=get_language() or "th")
        headers = {"Content-Disposition": 'attachment; filename="groups.xlsx"'}
        return HttpResponse(book, content_type=EXCEL, headers=headers)
    form, read = FigureFileForm(request.POST, request.FILES), PartsRead()
    if form.is_valid():
        file = form.cleaned_data["workbook"]
        with suppress(WorkbookError):
            read = read_parts(file.read(), name=file.name, city=found)
    if read.faulty:
        cells = ", ".join(read.faulty[:20])
        messages.error(request, _("Nothing was written. Please correct these cells: %(cells)s") % {"cells": cells})
    elif not read.parts:
        messages.error(request, _("No line with a value and a number of people was found."))
    else:
        try:
            say_parts(observation=row, parts=[Part(**said) for said in read.parts], actor=request.user)
        except IndicatorRefused as refusal:
            messages.error(request, refusal.sentence)
        else:
            messages.success(request, _("The figure is told apart."))
    return redirect("indicators:unequal", city)


def gap_bars(dimension: Dimension) -> list[GapBar]:
    """Bars on one scale for the groups of one kind, which holds zero and every interval."""
    ends = [0.0]
    for line in dimension.lines:
        ends += [line.difference] if line.difference is not None else []
        ends += line.interval or ()
    low, high = min(ends), max(ends)
    span = (high - low) or 1.0

    def place(value: float | None) -> float | None:
        return None if value is None else round(4 + 92 * (value - low) / span, 1)

    return [
        GapBar(
            line=line,
            zero=place(0.0) or 4.0,
            at=place(0.0 if line.is_reference else line.difference),
            low=place(line.interval[0]) if line.interval else None,
            high=place(line.interval[1]) if line.interval else None,
        )
        for line in dimension.lines
    ]


def _excel(told: Inequality) -> HttpResponse:
    headings = [
        _("Told apart by"),
        _("Group"),
        _("Number of people"),
        _("Value of the group"),
        _("Gap"),
        _("Lower end"),
        _("Upper end"),
        _("Ratio"),
        _("Few people"),
    ]
    rows: list[list[Any]] = [
        [
            str(KINDS[one.kind]),
            line.label,
            _("withheld") if line.is_withheld else line.people,
            line.value,
            line.difference,
            line.interval[0] if line.interval else None,
            line.interval[1] if line.interval else None,
            line.ratio,
            _("yes") if line.is_few else "",
        ]
        for one in told.dimensions
        for line in one.lines
    ]
    rows += [
        [
            _("On the whole"),
            str(MEASURES[one.code][0]),
            None,
            one.value,
            None,
            *(one.interval or (None, None)),
            None,
            "",
        ]
        for one in told.measures
    ]
    indicator = told.chosen.indicator  # type: ignore[union-attr]  # asked only where there is one
    stem = f"inequality-{indicator.code}-{timezone.localdate():%Y%m%d}"
    return excel_response(file_name=stem, title=name(indicator)[:31], headings=headings, rows=rows)
