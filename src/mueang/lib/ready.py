"""Statements that are compiled once: a hot path binds values to finished SQL instead of building it at every request.

Building the SQL of a look-up costs Django 0.26 ms of processor time, running it 0.02 ms; a queryset that is asked
thousands of times a minute in one shape is therefore kept finished, once for each connection. Rows come back as
ordinary model instances, related ones included.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Generic, TypeVar, cast

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
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
        here = connections[DEFAULT_DB_ALIAS]
        ready = _kept(here, self, lambda: _Compiled(self._rows()))
        with _cursor(here) as cursor:
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
        here = connections[DEFAULT_DB_ALIAS]
        sql, parameters = _kept(here, self, self._compiled)
        with _cursor(here) as cursor:
            cursor.execute(sql, _bound(parameters, values))
            n_rows: int = cursor.rowcount
        return n_rows

    def _compiled(self) -> Any:
        query = cast("UpdateQuery", self._rows().query.chain(UpdateQuery))
        query.add_update_values(self._changes)
        return query.get_compiler(DEFAULT_DB_ALIAS).as_sql()


def insert_rows(rows: Sequence[M]) -> None:
    """Insert new rows of one model and give them their keys. Call it within a transaction."""
    for start in range(0, len(rows), _TOGETHER):
        _insert(rows[start : start + _TOGETHER])


def _insert(rows: Sequence[M]) -> None:
    here = connections[DEFAULT_DB_ALIAS]
    sql, columns = _kept(here, (rows[0]._meta.label, len(rows)), lambda: _insertion(rows[0]._meta, len(rows)))
    values = []
    for row in rows:
        for field, is_text in columns:
            value = field.pre_save(row, True)
            # What most columns hold needs no preparing, and asking for it takes longer than all the rest.
            is_ready = value is None or (is_text and type(value) is str)
            values.append(value if is_ready else field.get_db_prep_save(value, here))
    with _cursor(here) as cursor:
        cursor.execute(sql, values)
        keys = cursor.fetchall()
    for row, (key,) in zip(rows, keys, strict=True):
        row.pk = key
        row._state.adding, row._state.db = False, here.alias


def _insertion(meta: Any, n_rows: int) -> tuple[str, list[tuple[Any, bool]]]:
    """The statement, and the columns that it takes with whether each holds text."""
    quote = connections[DEFAULT_DB_ALIAS].ops.quote_name
    fields = [field for field in meta.concrete_fields if not field.primary_key]
    columns = ", ".join(quote(field.column) for field in fields)
    line = f"({', '.join(['%s'] * len(fields))})"
    sql = (
        f"INSERT INTO {quote(meta.db_table)} ({columns}) VALUES {', '.join([line] * n_rows)} "  # noqa: S608 (names of our own models)
        f"RETURNING {quote(meta.pk.column)}"
    )
    return sql, [(field, isinstance(field, models.CharField | models.TextField)) for field in fields]


class _Compiled(Generic[M]):
    """A queryset's SQL, and how its rows become instances."""

    def __init__(self, rows: models.QuerySet[M]) -> None:
        self.compiler: Any = rows.query.get_compiler(DEFAULT_DB_ALIAS)
        self.sql, self.parameters = self.compiler.as_sql()
        select, about = self.compiler.select, self.compiler.klass_info
        self.start, self.end = about["select_fields"][0], about["select_fields"][-1] + 1
        self.names = [column.target.attname for column, _sql, _alias in select[self.start : self.end]]
        self.model: type[M] = about["model"]
        self.related = _populators(about, select, DEFAULT_DB_ALIAS)
        self.converters = self.compiler.get_converters(column for column, _sql, _alias in select)

    def instances(self, found: Sequence[Sequence[Any]]) -> Iterator[M]:
        alias = self.compiler.using
        for row in self.compiler.apply_converters(found, self.converters) if self.converters else found:
            one = self.model.from_db(alias, self.names, row[self.start : self.end])
            for related in self.related:
                related.populate(row, one)
            yield one


def _kept(here: BaseDatabaseWrapper, key: object, make: Callable[[], Any]) -> Any:
    """What was made for `key` on this thread's connection."""
    kept = here.__dict__.setdefault(_KEPT, {})
    found = kept.get(key)
    if found is None:
        found = kept[key] = make()
    return found


def _cursor(here: Any) -> Any:
    """PostgreSQL plans such a statement once a connection, not at every press: that halves its part of the work.

    The cursor that Django uses elsewhere there sends finished text, which cannot be prepared.
    """
    # A prepared statement has no text in the log of statements: where one is kept, it must read.
    if here.vendor != "postgresql" or here.queries_logged:
        return here.cursor()
    from django.db.backends.postgresql.base import ServerBindingCursor  # where there is PostgreSQL, its driver is

    here.ensure_connection()
    # Prepared at the first use; what Django itself sends is not of this kind and goes as ever.
    here.connection.prepare_threshold = 0
    return here._prepare_cursor(ServerBindingCursor(here.connection))  # type: ignore[call-arg]  # the stubs do not see its base


def _bound(parameters: Sequence[Any], values: dict[str, object]) -> list[Any]:
    return [values[one.name] if isinstance(one, Slot) else one for one in parameters]
