"""Every row of a database at one moment, read while others write, and put back into an empty one.

SQLite gives its rows as lines of JSON in the order they were written, PostgreSQL as it copies them; both as stored, so
that what is put back is the same to the last digit. Rows of SQLite can be put into PostgreSQL, not the other way.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper

from mueang.lib.reach import EVERYWHERE, SETTING

MANY = 500


@dataclass(frozen=True, slots=True)
class Table:
    """One table as it is read: its columns in order, the first by which its rows are known."""

    name: str
    columns: tuple[str, ...]
    key: str

    @property
    def listed(self) -> str:
        return ", ".join(f'"{column}"' for column in self.columns)


class RowsUnfit(Exception):
    """Rows of this kind of database do not go into that one, or did not arrive as they left."""


class Rows(Protocol):
    """The rows of one database, by a connection of its own."""

    form: str

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """What a statement of ours gives."""

    def lines(self, table: Table) -> Iterator[bytes]:
        """Every row of a table, a line each."""

    def numbers(self, tables: Sequence[Table]) -> dict[str, int]:
        """The last number given in tables that count their rows: it is not given again."""

    def fill(self, tables: Sequence[Table], lines_of: Any, *, form: str) -> None:
        """Put the rows that `lines_of(table)` gives into tables made empty first, guards lifted meanwhile."""

    def set_numbers(self, numbers: dict[str, int], tables: Sequence[Table]) -> None:
        """Go on counting where the source was."""


def tables_of_models() -> list[Table]:
    """Every table that Django keeps for us, by name."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        meta = model._meta
        if meta.managed and not meta.proxy:
            columns = tuple(str(field.column) for field in meta.local_concrete_fields)
            found[meta.db_table] = Table(meta.db_table, columns, str(meta.pk.column))
    return [found[name] for name in sorted(found)]


def unknown_tables(connection: BaseDatabaseWrapper) -> list[str]:
    """Tables of the database that no model knows, besides Django's own list of migrations."""
    known = {table.name for table in tables_of_models()} | {"django_migrations"}
    return sorted(set(connection.introspection.table_names()) - known)


@contextmanager
def rows_of(connection: BaseDatabaseWrapper, *, to_write: bool = False) -> Iterator[Rows]:
    """The rows of the database `connection` leads to, at the moment this begins.

    Read beside whatever else goes on: nobody waits for it. With `to_write` what is filled stands at the end, or not.
    """
    opened = _sqlite if connection.vendor == "sqlite" else _postgresql
    with opened(connection, to_write) as rows:
        yield rows


# SQLite


@contextmanager
def _sqlite(connection: BaseDatabaseWrapper, to_write: bool) -> Iterator[Rows]:
    import sqlite3

    # A connection of its own, without Django's converters: values as they are stored.
    name = str(connection.settings_dict["NAME"])
    here = sqlite3.connect(name, uri=name.startswith("file:"), isolation_level=None, timeout=60)
    try:
        here.execute("PRAGMA synchronous = FULL")
        here.execute("BEGIN IMMEDIATE" if to_write else "BEGIN")
        # A reader's moment is that of its first statement.
        here.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
        yield SQLiteRows(here)
        here.execute("COMMIT" if to_write else "ROLLBACK")
    finally:
        here.close()


class SQLiteRows:
    """Lines of JSON; bytes as {"x": hexadecimal}."""

    form = "sqlite"

    def __init__(self, here: Any) -> None:
        self._here = here

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = self._here.execute(sql).fetchall()
        return found

    def lines(self, table: Table) -> Iterator[bytes]:
        encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_hexadecimal).encode
        # In the order they were written: new rows come last, whatever their key.
        for row in self._here.execute(f'SELECT {table.listed} FROM "{table.name}" ORDER BY rowid'):  # noqa: S608 -- our own names
            yield encode(row).encode() + b"\n"

    def numbers(self, tables: Sequence[Table]) -> dict[str, int]:
        known = {table.name for table in tables}
        return {name: number for name, number in self.ask("SELECT name, seq FROM sqlite_sequence") if name in known}

    def set_numbers(self, numbers: dict[str, int], tables: Sequence[Table]) -> None:
        self._here.executemany("DELETE FROM sqlite_sequence WHERE name = ?", [(table.name,) for table in tables])
        self._here.executemany("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", list(numbers.items()))

    def fill(self, tables: Sequence[Table], lines_of: Any, *, form: str) -> None:
        if form != self.form:
            raise RowsUnfit("a backup of PostgreSQL goes into PostgreSQL: name an empty database by --database")
        guards = self.ask("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        for name, _sql in guards:
            self._here.execute(f'DROP TRIGGER "{name}"')
        for table in tables:
            self._here.execute(f'DELETE FROM "{table.name}"')  # noqa: S608 -- our own names
        for table in tables:
            marks = ", ".join("?" * len(table.columns))
            statement = f'INSERT INTO "{table.name}" ({table.listed}) VALUES ({marks})'  # noqa: S608 -- our own names
            self._here.executemany(statement, rows_in(lines_of(table)))
        for _name, sql in guards:
            self._here.execute(sql)
        if lost := self.ask("PRAGMA foreign_key_check"):
            raise RowsUnfit(f"{len(lost)} rows refer to rows that are not there, first in {lost[0][0]}")


def _hexadecimal(value: bytes) -> dict[str, str]:
    return {"x": value.hex()}


def rows_in(lines: Iterable[bytes]) -> Iterator[list[Any]]:
    """The rows that lines of JSON hold."""
    for line in lines:
        yield [bytes.fromhex(value["x"]) if type(value) is dict else value for value in json.loads(line)]


# PostgreSQL


@contextmanager
def _postgresql(connection: BaseDatabaseWrapper, to_write: bool) -> Iterator[Rows]:  # only PostgreSQL
    from psycopg import IsolationLevel

    here = connection.get_new_connection(connection.get_connection_params())
    try:
        here.autocommit = False
        here.isolation_level = IsolationLevel.READ_COMMITTED if to_write else IsolationLevel.REPEATABLE_READ
        here.read_only = not to_write
        # Walls bind the owner too (`lib.walls`): all rows are asked for. Moments are written the same wherever it runs.
        here.execute(f"SET LOCAL {SETTING} = '{EVERYWHERE}'")
        here.execute("SET LOCAL timezone = 'UTC'")
        here.execute("SET LOCAL datestyle = 'ISO'")
        yield PostgreSQLRows(here)
        if to_write:
            here.commit()
    finally:
        here.close()


class PostgreSQLRows:  # only PostgreSQL
    """Lines as COPY writes them."""

    form = "postgresql"

    def __init__(self, here: Any) -> None:
        self._here = here

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = self._here.execute(sql).fetchall()
        return found

    def lines(self, table: Table) -> Iterator[bytes]:
        statement = f'COPY (SELECT {table.listed} FROM "{table.name}" ORDER BY "{table.key}") TO STDOUT'  # noqa: S608 -- our own names
        with self._here.cursor() as cursor, cursor.copy(statement) as copy:
            for line in copy:
                yield bytes(line)

    def numbers(self, tables: Sequence[Table]) -> dict[str, int]:
        found: dict[str, int] = {}
        for table in tables:
            sequence = self._sequence_of(table)
            if sequence:
                (last,) = self.ask(f"SELECT pg_sequence_last_value('{sequence}'::regclass)")[0]
                if last:
                    found[table.name] = last
        return found

    def set_numbers(self, numbers: dict[str, int], tables: Sequence[Table]) -> None:
        for table in tables:
            sequence = self._sequence_of(table)
            if sequence and table.name in numbers:
                self.ask(f"SELECT setval('{sequence}'::regclass, {numbers[table.name]:d})")

    def _sequence_of(self, table: Table) -> str:
        (found,) = self._here.execute(
            "SELECT pg_get_serial_sequence(%s, %s)", (f'"{table.name}"', table.key)
        ).fetchone()
        return found or ""

    def fill(self, tables: Sequence[Table], lines_of: Any, *, form: str) -> None:
        names = [f'"{table.name}"' for table in tables]
        behind_walls = [f'"{name}"' for (name,) in self.ask("SELECT relname FROM pg_class WHERE relforcerowsecurity")]
        for name in names:
            self._here.execute(f"ALTER TABLE {name} DISABLE TRIGGER USER")
        # What a wall binds takes no COPY; its owner may, as long as the wall does not bind them.
        for name in behind_walls:
            self._here.execute(f"ALTER TABLE {name} NO FORCE ROW LEVEL SECURITY")
        self._here.execute(f"TRUNCATE {', '.join(names)}")
        for table in tables:
            statement = f'COPY "{table.name}" ({table.listed}) FROM STDIN'
            with self._here.cursor() as cursor, cursor.copy(statement) as copy:
                if form == self.form:
                    for line in lines_of(table):
                        copy.write(line)
                else:
                    for row in rows_in(lines_of(table)):
                        copy.write_row(row)
        # What refers to nothing is found here.
        self._here.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for name in behind_walls:
            self._here.execute(f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY")
        for name in names:
            self._here.execute(f"ALTER TABLE {name} ENABLE TRIGGER USER")
