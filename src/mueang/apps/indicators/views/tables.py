"""Figures as Excel."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mueang.apps.indicators.queries import FrameworkPage, IndicatorPage, ItemLine, PanelPage
from mueang.lib.downloads import csv_response, excel_response
from mueang.ui.templatetags.ui import name
from mueang.ui.words import period


def wants_excel(request: HttpRequest) -> bool:
    return request.GET.get("format") == "xlsx"


def history_file(page: IndicatorPage, *, as_csv: bool) -> HttpResponse:
    """Everything that was ever said of one indicator."""
    headings = [
        pgettext("of a figure", "Level"),
        _("Community"),
        pgettext("of a figure", "Period"),
        pgettext("of a figure", "Value"),
        pgettext("of a figure", "Method"),
        _("Completeness (%)"),
        pgettext("of a figure", "Source"),
        _("Written on"),
        _("No longer counts since"),
        _("Why"),
    ]
    lines = [
        [
            row.get_level_display(),
            name(row.neighbourhood) if row.neighbourhood else "",
            period(row.period),
            row.value,
            row.get_method_display(),
            row.completeness_percent,
            row.source,
            timezone.localdate(row.recorded_at),
            timezone.localdate(row.withdrawn_at) if row.withdrawn_at else None,
            row.withdrawn_why,
        ]
        for row in page.history
    ]
    stem = f"{page.indicator.code}-{timezone.localdate():%Y%m%d}"
    respond = csv_response if as_csv else excel_response
    return respond(file_name=stem, title=name(page.indicator)[:31], headings=headings, rows=lines)


def framework_excel(page: FrameworkPage) -> HttpResponse:
    """Every line of a framework with what is measured of it."""
    headings = [
        pgettext("of a framework", "Line"),
        pgettext("of a framework", "Name"),
        _("Indicator"),
        pgettext("of a figure", "Period"),
        pgettext("of a figure", "Value"),
        pgettext("of a figure", "Source"),
        _("Compared with the printed text"),
    ]
    lines = [row for line in page.lines for part in (line, *line.features) for row in _lines(part)]
    stem = f"{page.framework.code}-{timezone.localdate():%Y%m%d}"
    return excel_response(file_name=stem, title=name(page.framework)[:31], headings=headings, rows=lines)


def panel_excel(page: PanelPage) -> HttpResponse:
    """What was judged, as far as it may be seen: without names, as the reviewers see it."""
    headings = [_("Indicator"), _("Middle"), _("Level by the rubric"), _("Evidence")]
    rows = [
        [name(line.question.indicator), line.middle, told.level, told.evidence]
        for line in page.lines
        for told in line.told
    ]
    stem = f"panel-{timezone.localdate():%Y%m%d}"
    return excel_response(file_name=stem, title=page.panel.name[:31], headings=headings, rows=rows)


def _lines(line: ItemLine) -> list[list[object]]:
    checked = line.check.source if line.check else _("check against the printed annex") if line.is_unchecked else ""
    if not line.measured:
        not_measured = "" if line.features else _("not measured")
        return [[line.item.code, name(line.item), "", "", not_measured, "", checked]]
    return [
        [
            line.item.code,
            name(line.item),
            name(row.indicator),
            period(row.newest.period) if row.newest else "",
            row.newest.value if row.newest else _("not measured"),
            row.newest.source if row.newest else "",
            checked,
        ]
        for row in line.measured
    ]
