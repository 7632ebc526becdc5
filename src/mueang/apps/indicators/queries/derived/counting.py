"""A city's derived indicators counted where its rows are: SQL over the live tables, plain rows for the few."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from mueang.apps.indicators.queries.derived.relations import Row, queries_of, rows_of
from mueang.apps.network.models import City
from mueang.methods.derived import (
    RELATIONS,
    Count,
    Definition,
    Number,
    Span,
    by_statements,
    completeness,
    in_rows,
    numbers,
)
from mueang.methods.derived.counting import Counter, Tallies
from mueang.methods.derived.definitions import Group
from mueang.methods.thai import Period


@dataclass(frozen=True, slots=True)
class Counted:
    """What one definition gives for a city, and how much is known of how much (None where nothing can be missing)."""

    definition: Definition
    numbers: list[Number]
    completeness: tuple[int, int] | None

    @property
    def n_unknown(self) -> int:
        known, knowable = self.completeness or (0, 0)
        return knowable - known

    @property
    def completeness_percent(self) -> int | None:
        known, knowable = self.completeness or (0, 0)
        return known * 100 // knowable if knowable else None


def span_of(period: Period, *, today: date) -> Span:
    """As far as the period has come: what is due or held later cannot be counted yet."""
    return Span(period.starts_on, min(period.ends_on, today))


def city_counter(city: City, *, now: datetime) -> Counter:
    """Counts in the rows of one city as they are now; one SQL statement a count, fewer for what is in plain rows."""
    queries, plain = queries_of(city, now=now), rows_of(city)
    kept: dict[str, list[Row]] = {}

    def count(what: Count, group: Group, span: Span) -> Tallies:
        if what.relation in queries:
            told, values = queries[what.relation].query.sql_with_params()
            names = ", ".join(RELATIONS[what.relation].names)
            head = f"WITH {what.relation} ({names}) AS ({told}) "
            return by_statements(lambda text: _run(head + text, values))(what, group, span)
        if what.relation not in kept:
            kept[what.relation] = list(plain[what.relation]())
        return in_rows(kept)(what, group, span)

    return count


def _run(text: str, values: Sequence[Any]) -> Iterable[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        return [tuple(row) for row in cursor.fetchall()]


def counted(definition: Definition, *, city: City, period: Period, now: datetime, counter: Counter) -> Counted:
    """One definition for one city: nothing is withheld yet, so nothing of it is shown or kept as it is."""
    span = span_of(period, today=timezone.localdate(now))
    told = numbers(definition, span=span, counter=counter, cities=[city.slug])
    return Counted(definition, told, completeness(definition, span=span, counter=counter).get(city.slug))
