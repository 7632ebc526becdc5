"""Numbers of a definition from counts: which engine counted does not matter, since one division stands at the end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from mueang.methods.derived.definitions import AGE_BANDS, Condition, Count, Definition, Group, Span
from mueang.methods.derived.relations import RELATIONS
from mueang.methods.derived.statements import statement

Row = Mapping[str, Any]
DECIMALS = 6
_SCALE = 10**DECIMALS


@dataclass(frozen=True, slots=True)
class Tally:
    """A number, and how many rows it was counted from."""

    n: int = 0
    n_rows: int = 0


Tallies = Mapping[tuple[str, str], Tally]
Counter = Callable[[Count, Group, Span], Tallies]


@dataclass(frozen=True, slots=True)
class Number:
    """What a definition gives for one city and part (`part` '' with `group` '' is the city itself)."""

    city: str
    group: Group
    part: str
    numerator: int
    denominator: int | None
    n_rows: int
    value: Decimal | None


def numbers(definition: Definition, *, span: Span, counter: Counter, cities: Iterable[str] = ()) -> list[Number]:
    """The numbers of a definition for each city and part that has a row above or below the line.

    Parameters
    ----------
    definition : what to count
    span : days that count
    counter : an engine: `by_statements` of something that runs SQL, or `in_rows`
    cities : cities that are told in any case, with zeros

    Returns
    -------
    list of Number by group, city and part; parts of one group add up to their city wherever rows or sums are counted,
    and different people by age. `value` is None where there is nothing to divide by.

    Source
    ------
    Ours; docs/methods/derived.md.
    """
    told: list[Number] = []
    always = {(city, "") for city in cities}
    for group in ("", *definition.groups):
        above = counter(definition.numerator, group, span)
        below = counter(definition.denominator, group, span) if definition.denominator else {}
        for city, part in sorted({*above, *below, *(always if not group else ())}):
            over = above.get((city, part), Tally())
            under = below.get((city, part), Tally()).n if definition.denominator else None
            value = divided(over.n, under, per=definition.per)
            told.append(Number(city, group, part, over.n, under, over.n_rows, value))
    return told


def completeness(definition: Definition, *, span: Span, counter: Counter) -> dict[str, tuple[int, int]]:
    """How much is known of how much could be known, by city; empty where nothing can be missing."""
    if definition.known is None or definition.knowable is None:
        return {}
    known, knowable = counter(definition.known, "", span), counter(definition.knowable, "", span)
    return {key[0]: (known.get(key, Tally()).n, all_of.n) for key, all_of in knowable.items()}


def divided(numerator: int, denominator: int | None, *, per: Fraction) -> Decimal | None:
    """`per` times numerator over denominator, rounded once, half to even, to six decimals; None over zero.

    >>> divided(2, 3, per=Fraction(100)), divided(90, None, per=Fraction(1, 60)), divided(1, 0, per=Fraction(1))
    (Decimal('66.666667'), Decimal('1.500000'), None)
    """
    if denominator == 0:
        return None
    above = per.numerator * numerator * _SCALE
    below = per.denominator * (1 if denominator is None else denominator)
    whole, rest = divmod(above, below)
    # A nation has hundreds of thousands of numbers: plain integers take a quarter of what fractions do.
    whole += rest * 2 > below or (rest * 2 == below and whole % 2 == 1)
    return Decimal(whole).scaleb(-DECIMALS)


def by_statements(run: Callable[[str], Iterable[tuple[Any, ...]]]) -> Counter:
    """A counter out of anything that runs SQL over the relations; a number comes back whole or not at all.

    Raises
    ------
    ValueError
        When counting, if an engine gives a number that is not whole.
    """

    def count(what: Count, group: Group, span: Span) -> Tallies:
        rows = run(statement(what, group=group, span=span))
        return {(str(city), str(part)): Tally(_whole(n), _whole(n_rows)) for city, part, n_rows, n in rows}

    return count


def _whole(number: Any) -> int:
    found = int(number or 0)
    if found != (number or 0):
        raise ValueError("a count is not whole")
    return found


def in_rows(rows: Mapping[str, Iterable[Row]]) -> Counter:
    """A counter over plain rows, by relation: for the few that are in no table, and to judge the engines by."""

    def count(what: Count, group: Group, span: Span) -> Tallies:
        found: defaultdict[tuple[str, str], list[Any]] = defaultdict(list)
        for row in rows.get(what.relation, ()):
            if _counts(row, what, span=span):
                found[str(row["city"]), _part(row, group, what, span=span)].append(row[what.of] if what.of else 1)
        return {key: Tally(_MEASURES[what.how](values), len(values)) for key, values in found.items()}

    return count


_MEASURES: dict[str, Callable[[list[Any]], int]] = {"rows": len, "different": lambda one: len(set(one)), "sum": sum}


def _counts(row: Row, what: Count, *, span: Span) -> bool:
    if what.day and not span.starts_on.isoformat() <= str(row[what.day]) <= span.ends_on.isoformat():
        return False
    return all(_holds(row, one, span=span) for one in what.where)


def _holds(row: Row, one: Condition, *, span: Span) -> bool:
    value = row[one.column]
    if one.op == "after_end":
        return str(value) > span.ends_on.isoformat()
    return value in one.value if isinstance(one.value, tuple) else bool(value == one.value)


def _part(row: Row, group: Group, what: Count, *, span: Span) -> str:
    if not group:
        return ""
    if group != "age_band" or "age_band" in RELATIONS[what.relation].names:
        return str(row[group])
    age = span.ends_on.year - row["birth_year"]
    return next((band for band, _first, last in AGE_BANDS if age <= last), "older") if row["birth_year"] else ""
