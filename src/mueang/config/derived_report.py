"""Derived indicators of many cities: their rows as a snapshot, and what may be told of the numbers counted in one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from mueang.apps.indicators.queries.derived.counting import Counted
from mueang.apps.indicators.queries.derived.relations import queries_of, rows_of
from mueang.apps.indicators.queries.derived.withholding import told
from mueang.apps.network.models import City
from mueang.lib.snapshots import opened, write
from mueang.methods.derived import DEFINITIONS, RELATIONS, Definition, Number, Span, by_statements, numbers
from mueang.methods.derived import completeness as completeness_of

# Protected counts stay in their city: a nation adds up what cities froze.
OPEN = tuple(one for one in DEFINITIONS if one.secrecy != "protected")
_TYPES = {"integer": "BIGINT", "text": "VARCHAR", "date": "DATE"}
HEADINGS = ("code", "version", "city", "group", "part", "value", "numerator", "denominator", "rows", "complete")


def relations_needed(definitions: Iterable[Definition] = OPEN) -> list[str]:
    counts = [(one.numerator, one.denominator, one.known, one.knowable) for one in definitions]
    return sorted({count.relation for four in counts for count in four if count is not None})


def write_snapshot(folder: Path, *, cities: Iterable[City], now: datetime) -> dict[str, int]:
    """The relations of `cities` as Parquet files; gives how many rows each has. Raises NoEngine."""
    folder.mkdir(parents=True, exist_ok=True)
    chosen = list(cities)
    return {
        name: write(
            folder / f"{name}.parquet",
            _rows(name, chosen, now=now),
            columns={column.name: _TYPES[column.kind] for column in RELATIONS[name].columns},
        )
        for name in relations_needed()
    }


def _rows(name: str, cities: Iterable[City], *, now: datetime) -> Iterator[Iterable[Any]]:
    for city in cities:
        queries = queries_of(city, now=now)
        if name in queries:
            yield from queries[name].iterator(chunk_size=2000)
        else:
            yield from ([row[column] for column in RELATIONS[name].names] for row in rows_of(city)[name]())


def computed(folder: Path, *, engine: str, master: str, span: Span) -> list[tuple[Any, ...]]:
    """What may be told of every city, in the order of HEADINGS; numbers of few people are withheld (None).

    Raises NoEngine, NoSnapshot.
    """
    lines: list[tuple[Any, ...]] = []
    with opened(folder, engine=engine, names=relations_needed(), master=master) as run:
        counter = by_statements(run)
        for definition in OPEN:
            complete = completeness_of(definition, span=span, counter=counter)
            by_city: defaultdict[str, list[Number]] = defaultdict(list)
            for one in numbers(definition, span=span, counter=counter):
                by_city[one.city].append(one)
            for city, found in sorted(by_city.items()):
                lines += _lines(Counted(definition, found, complete.get(city)))
    return lines


def _lines(counted: Counted) -> Iterator[tuple[Any, ...]]:
    definition = counted.definition
    for one in told(counted) or ():
        number = one.number
        known = (number.value, number.numerator, number.denominator)
        shown = (None, None, None) if one.is_withheld else known
        head = (definition.code, definition.version, number.city, number.group, number.part)
        yield (*head, *shown, one.n_rows, one.completeness_percent)
