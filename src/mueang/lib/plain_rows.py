"""Very many plain rows written at once: COPY on PostgreSQL, one prepared statement on SQLite, no model instances."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection, models

_TOGETHER = 5_000


def insert_plain(model: type[models.Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Insert `rows` (values of `columns`, by the database's own names). Call it within a transaction.

    Values go to the database as they are: keys, numbers, text, bytes, and instants as `stored` gives them. Constraints
    hold as ever; keys are not handed back.
    """
    quote = connection.ops.quote_name
    table, names = quote(model._meta.db_table), ", ".join(quote(column) for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # A table behind walls takes no COPY: the rows come in beside it, and one statement brings them over.
            cursor.execute(f"CREATE TEMP TABLE coming_in ON COMMIT DROP AS SELECT {names} FROM {table} WITH NO DATA")  # noqa: S608 (names of our own models)
            with cursor.copy(f"COPY coming_in ({names}) FROM STDIN") as copying:
                for row in rows:
                    copying.write_row(row)
            cursor.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM coming_in")  # noqa: S608 (as above)
            cursor.execute("DROP TABLE coming_in")
            return
        marks = ", ".join(["%s"] * len(columns))
        for start in range(0, len(rows), _TOGETHER):
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows[start : start + _TOGETHER])  # noqa: S608 (names of our own models)


def update_plain(model: type[models.Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Update rows by their keys: each is the values of `columns`, then the key. Call it within a transaction."""
    quote = connection.ops.quote_name
    table, changes = quote(model._meta.db_table), ", ".join(f"{quote(column)} = %s" for column in columns)
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET {changes} WHERE id = %s", list(rows))  # noqa: S608 (as above)


def stored(field: models.Field[Any, Any], value: Any) -> Any:
    """A value as the database keeps it."""
    return field.get_db_prep_save(value, connection)
