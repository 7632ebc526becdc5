"""Geometry of small line charts over time and of intervals in a row, ready for a template to draw."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

WIDTH, HEIGHT = 320, 170
LEFT, RIGHT, TOP, BOTTOM = 44, 306, 16, 136
# Room above and below the lines, as a share of their spread.
AIR = 0.15
MOST_LABELS = 4


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure of a line: the day its period ends, its words, its value and, where there is one, its interval."""

    on: date
    label: str
    value: float
    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True, slots=True)
class Dot:
    """A figure as drawn; `low` and `high` are the ends of its interval."""

    x: int
    y: int
    words: str
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """`kind` picks its dashes and the shape of its marks; `points` joins them."""

    kind: str
    name: str
    dots: list[Dot]
    points: str


@dataclass(frozen=True, slots=True)
class TrendChart:
    """Lines on one scale, whose ends are said: it need not begin at zero. `mark` is where a year begins."""

    lines: list[Line]
    top: float
    bottom: float
    ticks: list[tuple[int, str]]
    mark: int | None
    width: int = WIDTH
    height: int = HEIGHT


def trend_chart(
    lines: Sequence[tuple[str, str, Sequence[Measure]]],
    *,
    least: float | None = None,
    greatest: float | None = None,
    mark: date | None = None,
) -> TrendChart | None:
    """Lines as (kind, name, measures); `least` and `greatest` are what a value can be. None without a figure."""
    every = [measure for _kind, _name, measures in lines for measure in measures]
    if not every:
        return None
    bottom, top = _scale(every, least=least, greatest=greatest)
    days = sorted({measure.on.toordinal() for measure in every} | ({mark.toordinal()} if mark else set()))
    first, span = days[0], max(days[-1] - days[0], 1)

    def x_of(day: date) -> int:
        if days[0] == days[-1]:
            return (LEFT + RIGHT) // 2
        return round(LEFT + 10 + (RIGHT - LEFT - 20) * (day.toordinal() - first) / span)

    def y_of(value: float) -> int:
        return round(BOTTOM - (BOTTOM - TOP) * (value - bottom) / (top - bottom))

    drawn = []
    for kind, name, measures in lines:
        dots = [
            Dot(
                x=x_of(one.on),
                y=y_of(one.value),
                words=f"{one.label}: {one.value:,g}",
                low=None if one.lower is None else y_of(one.lower),
                high=None if one.upper is None else y_of(one.upper),
            )
            for one in measures
        ]
        drawn.append(Line(kind, name, dots, " ".join(f"{dot.x},{dot.y}" for dot in dots)))
    return TrendChart(
        lines=drawn,
        top=top,
        bottom=bottom,
        ticks=_ticks([(x_of(one.on), one.label) for one in every]),
        mark=x_of(mark) if mark else None,
    )


def _scale(every: Iterable[Measure], *, least: float | None, greatest: float | None) -> tuple[float, float]:
    ends = [end for one in every for end in (one.value, one.lower, one.upper) if end is not None]
    low, high = min(ends), max(ends)
    air = (high - low) * AIR or abs(high) * AIR or 1.0
    bottom, top = _round_down(low - air, air), _round_up(high + air, air)
    if least is not None:
        bottom = max(bottom, float(least))
    if greatest is not None:
        top = min(top, float(greatest))
    return (bottom, top) if top > bottom else (bottom, bottom + 1)


def _step(air: float) -> float:
    """A round step of about the air: 1, 2, 5 or 10 times a power of ten."""
    power = 1.0
    while power * 10 <= air:
        power *= 10
    while power > air:
        power /= 10
    return next(power * times for times in (5, 2, 1) if power * times <= air)


def _round_down(value: float, air: float) -> float:
    step = _step(air)
    return round(value // step * step, 6)


def _round_up(value: float, air: float) -> float:
    step = _step(air)
    return round(-(-value // step) * step, 6)


def _ticks(found: Iterable[tuple[int, str]]) -> list[tuple[int, str]]:
    """A label at each place in time, thinned so that they do not run into each other; first and last stay."""
    by_place = dict(sorted(found))
    places = list(by_place.items())
    if len(places) <= MOST_LABELS:
        kept = places
    else:
        every = -(-(len(places) - 1) // (MOST_LABELS - 1))
        kept = [one for number, one in enumerate(reversed(places)) if number % every == 0][::-1]
    apart: list[tuple[int, str]] = []
    for place, label in reversed(kept):
        if not apart or apart[-1][0] - place >= 7 * max(len(label), len(apart[-1][1])):
            apart.append((place, label))
    return apart[::-1]
