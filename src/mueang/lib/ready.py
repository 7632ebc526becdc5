"""Statements that are compiled once: a hot path binds values to finished SQL instead of building it at every request.

Building the SQL of a look-up costs Django 0.26 ms of processor time, running it 0.02 ms; a queryset that is asked
thousands of times a minute in one shape is therefore kept finished, once for each connection. Rows come back as
ordinary model instances, related ones included.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Generic, TypeVar, cast

from django.db import connection, connections, models
from django.db.models.expressions import Expression
from django.db.models.query import get_related_populators
from django.db.models.sql import UpdateQuery

M = TypeVar("M", bound=models.Model)
_KEPT = "_mueang_ready"
# Rows in one INSERT: SQLite takes 999 values, and our widest row has under 20.
_TOGETHER = 40
# The stubs are those of the next Django, where it takes one argument more.
_populators: Any = get_related_populators


class Slot(Expression):
    """Where a queryset takes a value by name at each call. The value goes to the database as it is: a key, a text."""

    def __init__(self, name: str, *, output_field: models.Field[Any, Any] | None = None) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Any:  # noqa: ARG002 (Django's signature)
        return "%s", (self,)


class ReadyRows(Generic[M]):
    """The rows of a queryset with slots."""

    def __init__(self, rows: Callable[[], models.QuerySet[M]]) -> None:
        self._rows = rows

    def __call__(self, **values: object) -> list[M]:
        ready = _kept(self, lambda: _Compiled(self._rows()))
        with connection.cursor() as cursor:
            cursor.execute(ready.sql, _bound(ready.parameters, values))
            found = cursor.fetchall()
        return list(ready.instances(found)) if found else []

    def first(self, **values: object) -> M | None:
        """One of them; give the queryset a bound of one."""
        return next(iter(self(**values)), None)


class ReadyChange:
    """One UPDATE of the rows of a queryset with slots; a call says how many rows it changed."""

    def __init__(self, rows: Callable[[], models.QuerySet[Any]], **changes: object) -> None:
        self._rows, self._changes = rows, changes

    def __call__(self, **values: object) -> int:
        sql, parameters = _kept(self, self._compiled)
        with connection.cursor() as cursor:
            cursor.execute(sql, _bound(parameters, values))
            n_rows: int = cursor.rowcount
        return n_rows

    def _compiled(self) -> Any:
        query = cast("UpdateQuery", self._rows().query.chain(UpdateQuery))
        query.add_update_values(self._changes)
        return query.get_compiler(connection.alias).as_sql()


def insert_rows(rows: Sequence[M]) -> None:
    """Insert new rows of one model and give them their keys. Call it within a transaction."""
    for start in range(0, len(rows), _TOGETHER):
        _insert(rows[start : start + _TOGETHER])


def _insert(rows: Sequence[M]) -> None:
    meta = rows[0]._meta
    fields = [field for field in meta.concrete_fields if not field.primary_key]
    sql = _kept((meta.label, len(rows)), lambda: _insert_sql(meta, fields, len(rows)))
    values = [field.get_db_prep_save(field.pre_save(row, True), connection) for row in rows for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        keys = cursor.fetchall()
    for row, (key,) in zip(rows, keys, strict=True):
        row.pk = key
        row._state.adding, row._state.db = False, connection.alias


class _Compiled(Generic[M]):
    """A queryset's SQL, and how its rows become instances."""

    def __init__(self, rows: models.QuerySet[M]) -> None:
        self.compiler: Any = rows.query.get_compiler(connection.alias)
        self.sql, self.parameters = self.compiler.as_sql()
        select, about = self.compiler.select, self.compiler.klass_info
        self.start, self.end = about["select_fields"][0], about["select_fields"][-1] + 1
        self.names = [column.target.attname for column, _sql, _alias in select[self.start : self.end]]
        self.model: type[M] = about["model"]
        self.related = _populators(about, select, connection.alias)
        self.converters = self.compiler.get_converters(column for column, _sql, _alias in select)

    def instances(self, found: Sequence[Sequence[Any]]) -> Iterator[M]:
        for row in self.compiler.apply_converters(found, self.converters) if self.converters else found:
            one = self.model.from_db(connection.alias, self.names, row[self.start : self.end])
            for related in self.related:
                related.populate(row, one)
            yield one


def _insert_sql(meta: Any, fields: Sequence[Any], n_rows: int) -> str:
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    line = f"({', '.join(['%s'] * len(fields))})"
    return (
        f"INSERT INTO {quote(meta.db_table)} ({columns}) VALUES {', '.join([line] * n_rows)} "  # noqa: S608 (names of our own models)
        f"RETURNING {quote(meta.pk.column)}"
    )


def _kept(key: object, make: Callable[[], Any]) -> Any:
    """What was made for `key` on this thread's connection."""
    kept = vars(connections[connection.alias]).setdefault(_KEPT, {})
    found = kept.get(key)
    if found is None:
        found = kept[key] = make()
    return found


def _bound(parameters: Sequence[Any], values: dict[str, object]) -> list[Any]:
    return [values[one.name] if isinstance(one, Slot) else one for one in parameters]
