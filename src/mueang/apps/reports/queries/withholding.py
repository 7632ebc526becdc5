"""Which figures of a release are withheld, so that neither it nor any two releases tell of a few people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from mueang.apps.indicators.enums import Level, Unit
from mueang.methods.small_cells import LEAST_SHOWN, Release, withhold_again

_REST = "rest of the city"


@dataclass(frozen=True, slots=True)
class Line:
    """What decides about a figure; `community` only for one of a community. Without a value it was withheld."""

    indicator: str
    period: tuple[Hashable, Hashable]
    level: str
    community: Hashable
    unit: str
    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    counts_things: bool = False

    @property
    def key(self) -> tuple[Hashable, ...]:
        return (self.indicator, *self.period)


def withheld(lines: Sequence[Line], *, earlier: Sequence[Sequence[Line]] = ()) -> set[int]:
    """Places among `lines` of what is withheld; `earlier` are the lines of every release before, as published.

    Counts of communities are withheld by `withhold_again`, with what is left of the city beside them: the city's figure
    is their sum. Rates of communities are given all or none, and none where how many people they stand on is not known.
    """
    hidden = {place for place, line in enumerate(lines) if line.level == Level.CITY and _is_few(line)}
    groups: defaultdict[tuple[Hashable, ...], list[int]] = defaultdict(list)
    for place, line in enumerate(lines):
        if line.level in {Level.CITY, Level.COMMUNITY} and not line.counts_things:
            groups[line.key].append(place)
    told: defaultdict[tuple[Hashable, ...], list[list[Line]]] = defaultdict(list)
    for release in earlier:
        for key, rows in _by_key(release).items():
            told[key].append(rows)
    for key, places in groups.items():
        communities = [place for place in places if lines[place].level == Level.COMMUNITY]
        city = next((place for place in places if lines[place].level == Level.CITY), None)
        if communities or any(row.level == Level.COMMUNITY for rows in told[key] for row in rows):
            is_count = lines[places[0]].unit == Unit.COUNT
            hide = _hidden_counts if is_count else _hidden_rates
            hidden |= hide(lines, communities, city, told[key])
    return hidden


def _is_few(line: Line) -> bool:
    """A figure of the city that itself counts a few people."""
    if line.counts_things:
        return False
    counts = [line.value] if line.unit == Unit.COUNT else [line.numerator, _rest(line)]
    return any(count is not None and 0 < count < LEAST_SHOWN for count in counts)


def _rest(line: Line) -> Decimal | None:
    if line.numerator is None or line.denominator is None:
        return None
    return line.denominator - line.numerator


def _by_key(lines: Iterable[Line]) -> dict[tuple[Hashable, ...], list[Line]]:
    found: defaultdict[tuple[Hashable, ...], list[Line]] = defaultdict(list)
    for line in lines:
        if line.level in {Level.CITY, Level.COMMUNITY}:
            found[line.key].append(line)
    return found


def _whole(value: Decimal | None) -> int | None:
    return int(value) if value is not None and value == value.to_integral_value() and value >= 0 else None


def _hidden_counts(
    lines: Sequence[Line], communities: list[int], city: int | None, earlier: list[list[Line]]
) -> set[int]:
    counts = {lines[place].community: _whole(lines[place].value) for place in communities}
    odd = {place for place in communities if counts[lines[place].community] is None}
    total = _whole(lines[city].value) if city is not None else None
    names = list(
        dict.fromkeys([*counts, *(row.community for rows in earlier for row in rows if row.level == Level.COMMUNITY)])
    )
    now = [counts.get(name) or 0 for name in names]
    rest = None if total is None or odd else total - sum(now)
    adds_up = rest is not None and rest >= 0
    before = [_published(rows, names, adds_up=adds_up) for rows in earlier]
    given = withhold_again([*now, rest if rest is not None and adds_up else 0], earlier=before)
    hidden = odd | {place for place in communities if given.cells[names.index(lines[place].community)] is None}
    # Without a community that was shown before, the rest of the city is not the same people any more.
    is_gone = any(name not in counts for name in names)
    return hidden | ({city} if city is not None and (given.total is None or is_gone) else set())


def _published(rows: list[Line], names: list[Hashable], *, adds_up: bool) -> Release:
    """An earlier release as cells of the communities and the rest; the rest is known where all else is."""
    shown = {row.community: _whole(row.value) for row in rows if row.level == Level.COMMUNITY}
    total = next((_whole(row.value) for row in rows if row.level == Level.CITY), None) if adds_up else None
    cells = [shown.get(name) for name in names]
    known = [cell for cell in cells if cell is not None]
    rest = total - sum(known) if total is not None and len(known) == len(cells) else None
    return Release((*cells, rest), total)


def _hidden_rates(
    lines: Sequence[Line], communities: list[int], city: int | None, earlier: list[list[Line]]
) -> set[int]:
    """All communities or none: hiding some of several sums at once could tell more than it hides."""
    now = [lines[place] for place in (*communities, *([city] if city is not None else []))]
    for count_of in (lambda line: _whole(line.numerator), lambda line: _whole(_rest(line))):
        counts = _counts_and_rest(now, count_of)
        if counts is None:
            return set(communities)
        known = [before for rows in earlier if (before := _counts_and_rest(rows, count_of)) is not None]
        changes = [abs(count - before[name]) for before in known for name, count in counts.items() if name in before]
        if any(0 < count < LEAST_SHOWN for count in [*counts.values(), *changes]):
            return set(communities)
    return set()


def _counts_and_rest(rows: list[Line], count_of: Callable[[Line], int | None]) -> dict[Hashable, int] | None:
    """People in each community, and in the rest of the city where that can be worked out; None if any is unknown."""
    counts: dict[Hashable, int] = {}
    for row in rows:
        count = count_of(row)
        if row.level == Level.COMMUNITY:
            if count is None:
                return None
            counts[row.community] = count
    total = next((count_of(row) for row in rows if row.level == Level.CITY), None)
    if total is not None and counts:
        counts[_REST] = abs(total - sum(counts.values()))
    return counts
