"""Numbers from operations as rows: parts in words, and everything as Excel."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from mueang.apps.catalog.enums import Mode
from mueang.apps.indicators.queries import DerivedHistory, DerivedPage, DerivedRow
from mueang.apps.planning.enums import AgeGroup
from mueang.lib.downloads import excel_response
from mueang.ui.templatetags.ui import name
from mueang.ui.words import period as shown_period

GROUPS = {
    "neighbourhood": gettext_lazy("By community"),
    "age_band": gettext_lazy("By age"),
    "mode": gettext_lazy("By way of learning"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One part in words, and its frozen value."""

    words: str
    value: Any


@dataclass(frozen=True, slots=True)
class Parts:
    """Parts of one kind."""

    words: str
    rows: list[Part]


def parts_of(row: DerivedRow) -> list[Parts]:
    """Ages from the youngest on, ways of learning in their order, communities by name; the unknown last."""
    return [
        Parts(str(GROUPS[group]), [Part(part_words(group, value), value) for value in _in_order(group, values)])
        for group, values in row.parts.items()
    ]


def part_words(group: str, value: Any) -> str:
    part = value.part
    if group == "neighbourhood":
        community = value.neighbourhood
        return name(community) if community else _("No community is named")
    if not part:
        return _("Age not known") if group == "age_band" else ""
    return str(AgeGroup(part).label) if group == "age_band" else str(Mode(part).label)


def _in_order(group: str, values: Iterable[Any]) -> list[Any]:
    order = {"age_band": AgeGroup.values, "mode": Mode.values}.get(group)

    def place(value: Any) -> tuple[int, str]:
        part = value.part
        return (order.index(part) if order and part else (99 if not part else 0), part_words(group, value))

    return sorted(values, key=place)


def derived_excel(page: DerivedPage) -> HttpResponse:
    """Every number of the year, the city and its parts."""
    lines = []
    for row in page.rows:
        if row.value is not None:
            lines.append(_line(row, "", "", row.value))
        for group, values in row.parts.items():
            lines += [
                _line(row, str(GROUPS[group]), part_words(group, value), value) for value in _in_order(group, values)
            ]
    stem = f"operations-{page.period.ends_on.year}-{timezone.localdate():%Y%m%d}"
    return excel_response(file_name=stem, title=_("From operations"), headings=_headings(), rows=lines)


def history_excel(page: DerivedHistory) -> HttpResponse:
    """One number: the year asked for with its parts, and everything ever frozen of the city as a whole."""
    lines = [
        _line(page.row, str(GROUPS[g]), part_words(g, one), one) for g, told in page.row.parts.items() for one in told
    ]
    whole = {row.pk: row for row in [*page.releases, *page.by_year]}
    lines = [_line(page.row, "", "", row) for row in whole.values()] + lines
    stem = f"{page.row.definition.code}-{timezone.localdate():%Y%m%d}"
    return excel_response(file_name=stem, title=_("From operations"), headings=_headings(), rows=lines)


def _headings() -> list[str]:
    return [
        _("Indicator code"),
        _("Indicator"),
        _("Split"),
        _("Part"),
        pgettext("of a figure", "Period"),
        pgettext("of a figure", "Value"),
        _("Unit"),
        _("Numerator"),
        _("Denominator"),
        _("Rows counted"),
        _("Withheld"),
        _("Completeness (%)"),
        _("Counted up to"),
        _("Frozen on"),
        _("No longer counts since"),
        _("Definition"),
    ]


def _line(row: DerivedRow, group: str, part: str, value: Any) -> list[Any]:
    return [
        row.definition.code,
        name(row.indicator) if row.indicator else "",
        group,
        part,
        shown_period(value.period),
        value.value,
        row.indicator.get_unit_display() if row.indicator else "",
        value.numerator,
        value.denominator,
        value.n_rows,
        _("withheld") if value.is_withheld else "",
        value.completeness_percent,
        value.counted_to,
        timezone.localdate(value.frozen_at),
        timezone.localdate(value.replaced_at) if value.replaced_at else None,
        value.version,
    ]
