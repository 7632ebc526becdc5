"""What of the counted numbers may be told: counts of few people are withheld, and protected ones over time as well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mueang.apps.indicators.queries.derived.counting import Counted
from mueang.methods.derived import Number
from mueang.methods.small_cells import Release, withhold, withhold_again, withhold_table


@dataclass(frozen=True, slots=True)
class Told:
    """One number as it may be kept: nothing of a withheld one is in it."""

    number: Number
    is_withheld: bool
    n_rows: int | None
    n_unknown: int | None
    completeness_percent: int | None


def told(counted: Counted, *, earlier: Sequence[Release] = ()) -> list[Told] | None:
    """Every number of a definition, the few withheld; None where what was released before has to stand as it is.

    `earlier` are all releases of a protected definition for the same period, as `release_of` reads them.
    """
    if counted.definition.secrecy == "protected":
        return _protected(counted, earlier=earlier)
    hidden = _few(counted) if counted.definition.secrecy == "few" else set()
    percent, n_unknown = counted.completeness_percent, counted.n_unknown
    return [
        Told(one, key in hidden, None if key in hidden else one.n_rows, n_unknown, percent)
        for one in counted.numbers
        for key in [(one.group, one.part)]
    ]


def _few(counted: Counted) -> set[tuple[str, str]]:
    """Groups one by one, each with the city as its total; the city is withheld if any of them would tell of few."""
    definition = counted.definition
    hidden: set[tuple[str, str]] = set()
    city = next(one for one in counted.numbers if not one.group)
    if _people(city, counted) and withhold([_people(city, counted)])[0] is None:
        hidden.add(("", ""))
    for group in definition.groups:
        parts = [one for one in counted.numbers if one.group == group]
        if definition.is_share:
            rows = [[one.numerator, (one.denominator or 0) - one.numerator] for one in parts]
            table = withhold_table(rows) if rows else []
            hidden |= {(group, one.part) for one, row in zip(parts, table, strict=False) if None in row}
            if table and None in table[-1]:
                hidden.add(("", ""))
        else:
            shown = withhold([_people(one, counted) for one in parts])
            hidden |= {(group, one.part) for one, n in zip(parts, shown, strict=True) if n is None}
    return hidden


def _people(one: Number, counted: Counted) -> int:
    """What could point at somebody: people or seats where those are counted, else the rows that were summed."""
    return one.n_rows if counted.definition.numerator.how == "sum" else one.numerator


def _protected(counted: Counted, *, earlier: Sequence[Release]) -> list[Told] | None:
    """All or nothing of one row: part of the denominator, the rest of it, and what is not known yet."""
    (one,) = counted.numbers
    below = one.denominator or 0
    release = withhold_again([one.numerator, below - one.numerator, counted.n_unknown], earlier=earlier)
    is_whole = None not in release.cells and release.total is not None
    if not is_whole and any(None not in before.cells for before in earlier):
        return None
    if not is_whole:
        return [Told(one, True, None, None, None)]
    return [Told(one, False, below, counted.n_unknown, counted.completeness_percent)]


def release_of(numerator: int | None, denominator: int | None, *, n_unknown: int | None) -> Release:
    """What a frozen row of a protected definition told."""
    if numerator is None or denominator is None or n_unknown is None:
        return Release((None, None, None), None)
    return Release((numerator, denominator - numerator, n_unknown), denominator + n_unknown)
