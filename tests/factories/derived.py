"""Invented rows of the relations that derived indicators count in, and the engines that count in them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from random import Random
from typing import Any

from mueang.methods.derived import AGE_BANDS, NEVER, RELATIONS, by_statements

CITIES = ("yala", "trang")
AREAS = ("", "01", "02", "03")


def invented(*, seed: int, n: int = 60) -> dict[str, list[dict[str, Any]]]:
    """A few rows of every relation: two cities, people of all ages, days in and out of the period."""
    chance = Random(seed)
    day = lambda: f"{chance.choice(('2025', '2026'))}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"  # noqa: E731
    flag = lambda: chance.randint(0, 1)  # noqa: E731
    key = lambda most: chance.randint(1, most)  # noqa: E731
    births = {person: chance.choice((0, chance.randint(1930, 2026))) for person in range(1, n + 1)}
    areas = {one: chance.choice(AREAS) for one in range(1, 10)}

    def seat() -> dict[str, Any]:
        person, offering = key(n), key(9)
        return {"offering": offering, "neighbourhood": areas[offering], "person": person, "birth_year": births[person]}

    def row(name: str) -> dict[str, Any]:
        asked = key(9)
        kept = key(9)
        return {
            "neighbourhoods": lambda: {"neighbourhood": chance.choice(AREAS[1:]), "is_counted": flag()},
            "residents": lambda: {
                "neighbourhood": chance.choice(AREAS[1:]),
                "age_band": chance.choice(AGE_BANDS)[0],
                "people": chance.randint(0, 10**6),
            },
            "places": lambda: {
                "neighbourhood": chance.choice(AREAS),
                "place": key(10**9),
                "is_confirmed": flag(),
                "closed_on": chance.choice((NEVER, day())),
            },
            "sessions": lambda: {"neighbourhood": areas[asked], "offering": asked, "day": day(), "has_roll": flag()},
            "attendance": lambda: (
                (told := seat())
                | {
                    # A seat is of one activity: its enrollment lies in one community.
                    "enrollment": told["person"] * 100 + told["offering"],
                    "mode": chance.choice(("lecture", "lab", "practice")),
                    "minutes": chance.randint(1, 480),
                    "day": day(),
                }
            ),
            "enrollments": lambda: (
                seat() | {"state": chance.choice(("completed", "not_completed", "withdrawn", "enrolled")), "day": day()}
            ),
            "reserved_seats": lambda: {
                "offering": key(9),
                "reserved": kept,
                "used": chance.randint(0, kept),
                "day": day(),
            },
            "teachers": lambda: {
                "neighbourhood": "",
                "offering": key(9),
                "person": key(n),
                "has_learned": flag(),
                "day": day(),
            },
            "promises": lambda: {"promise": key(10**9), "is_kept": flag(), "day": day()},
            "returns": lambda: {
                "back": asked + key(3),
                "asked": asked,
                "still_there": chance.randint(0, asked),
                "day": day(),
            },
        }[name]() | {"city": chance.choice(CITIES)}

    return {name: [row(name) for _ in range(n)] for name in RELATIONS}


_TYPES = {"integer": "BIGINT", "text": "VARCHAR", "date": "DATE"}


def filled(connection: Any, rows: dict[str, list[dict[str, Any]]]) -> Any:
    """The rows as tables of a connection of sqlite3 or DuckDB; gives the counter over them."""
    for relation in RELATIONS.values():
        columns = ", ".join(f"{column.name} {_TYPES[column.kind]}" for column in relation.columns)
        connection.execute(f"CREATE TABLE {relation.name} ({columns})")
        marks = ", ".join("?" for _ in relation.columns)
        values = [[row[name] for name in relation.names] for row in rows[relation.name]]
        if values:
            connection.executemany(f"INSERT INTO {relation.name} VALUES ({marks})", values)  # noqa: S608

    def run(text: str) -> Iterable[tuple[Any, ...]]:
        return connection.execute(text).fetchall()

    return by_statements(run)


def in_sqlite(rows: dict[str, list[dict[str, Any]]]) -> Any:
    return filled(sqlite3.connect(":memory:"), rows)
