"""Figures as a city reads them: the newest of each indicator, wider areas beside it, and the whole history of one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mueang.apps.accounts.rules import Viewer
from mueang.apps.indicators.enums import Level
from mueang.apps.indicators.models import Indicator, Observation
from mueang.apps.indicators.rules import indicators_of, visible_observations
from mueang.apps.network.models import City
from mueang.lib.workbook import Column, Table
from mueang.ui.words import current_language
from mueang.ui.words import period as shown_period

WIDER = (Level.DISTRICT, Level.PROVINCE, Level.NATION)


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator with the city's newest figure, the one before it, and the newest of each wider area, apart."""

    indicator: Indicator
    newest: Observation | None
    before: Observation | None
    wider: list[Observation]

    @property
    def change(self) -> Decimal | None:
        """Newest less the one before, where both are of years counted alike."""
        if self.newest is None or self.before is None or self.newest.period.kind != self.before.period.kind:
            return None
        return self.newest.value - self.before.value

    @property
    def is_better(self) -> bool | None:
        """Whether the change is for the better; None where nothing changed or neither way is better."""
        if not self.change or self.indicator.better == "neither":
            return None
        return (self.change > 0) == (self.indicator.better == "higher")


def register(*, viewer: Viewer, city: City, only: Iterable[int] | None = None) -> list[Measured]:
    """Every indicator of the city, or those of `only`, measured or not: two SQL statements."""
    indicators = indicators_of(city)
    if only is not None:
        indicators = indicators.filter(pk__in=list(only))
    shown = list(indicators)
    told = visible_observations(viewer).standing().filter(city=city, indicator__in=[row.pk for row in shown])
    by_indicator: defaultdict[int, list[Observation]] = defaultdict(list)
    for row in told.exclude(level=Level.COMMUNITY).order_by("-period_to", "-period_from", "-pk"):
        by_indicator[row.indicator_id].append(row)
    return [_measured(indicator, by_indicator[indicator.pk]) for indicator in shown]


def _measured(indicator: Indicator, rows: list[Observation]) -> Measured:
    """From the newest on; a figure of a wider area never stands for the city."""
    own = [row for row in rows if row.level == Level.CITY]
    newest_of = {level: next((row for row in rows if row.level == level), None) for level in WIDER}
    return Measured(
        indicator=indicator,
        newest=own[0] if own else None,
        before=own[1] if len(own) > 1 else None,
        wider=[row for row in newest_of.values() if row is not None],
    )


@dataclass(frozen=True, slots=True)
class IndicatorPage:
    """One indicator: the city's figures year by year, its communities', the wider areas', and everything ever said."""

    indicator: Indicator
    measured: Measured
    trend: list[tuple[str, float | None]]
    communities: list[Observation] = field(default_factory=list)
    history: list[Observation] = field(default_factory=list)


def indicator_page(*, viewer: Viewer, city: City, uuid: UUID) -> IndicatorPage | None:
    """None where the city has no such indicator. Three SQL statements, however many figures."""
    indicator = indicators_of(city).prefetch_related("items__framework").filter(uuid=uuid).first()
    if indicator is None:
        return None
    rows = visible_observations(viewer).filter(city=city, indicator=indicator)
    history = list(rows.select_related("neighbourhood", "recorded_by").order_by("-period_to", "-recorded_at", "-pk"))
    standing = [row for row in history if row.withdrawn_at is None]
    own = [row for row in standing if row.level == Level.CITY]
    newest_of_community: dict[int | None, Observation] = {}
    for row in standing:
        if row.level == Level.COMMUNITY:
            newest_of_community.setdefault(row.neighbourhood_id, row)
    return IndicatorPage(
        indicator=indicator,
        measured=_measured(indicator, standing),
        trend=[(shown_period(row.period), float(row.value)) for row in reversed(own)],
        communities=sorted(newest_of_community.values(), key=lambda row: (-row.value, row.neighbourhood_id or 0)),
        history=history,
    )


def observation_table(*, viewer: Viewer, city: City) -> Table:
    """Every standing figure, then one empty line an indicator that is not measured: the workbook that comes back."""
    indicators = list(indicators_of(city))
    rows = visible_observations(viewer).standing().filter(city=city).select_related("indicator", "neighbourhood")
    lines: list[list[object]] = [_line(row) for row in rows.order_by("indicator__position", "level", "-period_to")]
    measured = {line[0] for line in lines}
    lines += [
        [row.code, _named(row), str(Level.CITY.label), *[""] * 11] for row in indicators if row.code not in measured
    ]
    return Table(_("City figures"), [Column(heading) for heading in headings()], lines)  # type: ignore[arg-type]  # a list of lists of what may be written


def headings() -> list[str]:
    """In the order of a line, as `read_figures` finds them again."""
    return [
        _("Indicator code"),
        _("Indicator"),
        pgettext("of a figure", "Level"),
        _("Community"),
        pgettext("of a figure", "Period"),
        pgettext("of a figure", "Value"),
        _("Numerator"),
        _("Denominator"),
        _("Lower end"),
        _("Upper end"),
        pgettext("of a figure", "Method"),
        _("Completeness (%)"),
        pgettext("of a figure", "Source"),
        pgettext("of a figure", "Note"),
    ]


def _line(row: Observation) -> list[object]:
    return [
        row.indicator.code,
        _named(row.indicator),
        row.get_level_display(),
        row.neighbourhood.name_th if row.neighbourhood else "",
        shown_period(row.period),
        row.value,
        row.numerator,
        row.denominator,
        row.lower,
        row.upper,
        row.get_method_display(),
        row.completeness_percent,
        row.source,
        row.note,
    ]


def _named(indicator: Indicator) -> str:
    return indicator.name_th if current_language() == "th" else indicator.name_en or indicator.name_th
