"""Statements that are compiled once: a hot path binds values to finished SQL instead of building it at every request.

Building the SQL of a look-up costs Django 0.26 ms of processor time, running it 0.02 ms; a queryset that is asked
thousands of times a minute in one shape is therefore kept finished, once for each connection. Rows come back as
ordinary model instances, related ones included. Finished SQL goes to the driver itself, past the wrappers that would
look at it each time, unless somebody listens to them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from operator import attrgetter
from types import NoneType
from typing import Any, Generic, TypeVar, cast
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.base import ModelState
from django.db.models.expressions import Expression
from django.db.models.query import get_related_populators
from django.db.models.sql import UpdateQuery

from mueang.lib.replica import alias_for_reading

M = TypeVar("M", bound=models.Model)
_Kinds = dict[type, Callable[[Any], Any] | None]
_KEPT, _CURSOR = "_mueang_ready", "_mueang_cursor"
# Rows in one INSERT: SQLite takes 999 values, and our widest row has under 20.
_TOGETHER = 40
# As long as a list is made, its last value said again: so that a connection keeps few statements of one shape.
_LENGTHS = (1, 2, 5, 12, _TOGETHER)
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
        here = connections[alias_for_reading()]
        ready = _kept(here, self, lambda: _Compiled(self._rows()))
        found = ready.run(here, _bound(ready.parameters, values)).fetchall()
        return list(ready.instances(found)) if found else []

    def first(self, **values: object) -> M | None:
        """One of them; give the queryset a bound of one."""
        return next(iter(self(**values)), None)


class ReadyAmong(Generic[M]):
    """The rows of a queryset whose column is among a list of values; it is given the slots of the list.

    A longer list than forty is asked for in parts: an order of the rows holds within each.
    """

    # The stubs know of no expressions in a list.
    def __init__(self, rows: Callable[[list[Any]], models.QuerySet[M]]) -> None:
        self._rows = rows
        self._by_length: dict[int, ReadyRows[M]] = {}

    def __call__(self, among: Sequence[object], **values: object) -> list[M]:
        if len(among) > _TOGETHER:
            rest = self(among[_TOGETHER:], **values)
            return [*self(among[:_TOGETHER], **values), *rest]
        if not among:
            return []
        length = next(length for length in _LENGTHS if length >= len(among))
        repeated = [*among, *[among[-1]] * (length - len(among))]
        named = {f"among_{place}": value for place, value in enumerate(repeated)}
        ready = self._by_length.get(len(named))
        if ready is None:
            ready = self._by_length.setdefault(
                len(named), ReadyRows(lambda: self._rows([Slot(name) for name in named]))
            )
        return ready(**values, **named)


class ReadyChange:
    """One UPDATE of the rows of a queryset with slots; a call says how many rows it changed."""

    def __init__(self, rows: Callable[[], models.QuerySet[Any]], **changes: object) -> None:
        self._rows, self._changes = rows, changes

    def __call__(self, **values: object) -> int:
        here = connections[DEFAULT_DB_ALIAS]
        statement, parameters = _kept(here, self, self._compiled)
        n_rows: int = statement.run(here, _bound(parameters, values)).rowcount
        return n_rows

    def _compiled(self) -> tuple[_Statement, Sequence[Any]]:
        query = cast("UpdateQuery", self._rows().query.chain(UpdateQuery))
        query.add_update_values(self._changes)
        sql, parameters = query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
        return _Statement(sql), parameters


class ReadyText:
    """One statement of our own writing, with %s for each value; gives the rows it returns."""

    def __init__(self, sql: str) -> None:
        self._sql = sql

    def __call__(self, *values: object) -> list[Any]:
        here = connections[alias_for_reading()]
        found: list[Any] = _kept(here, self, lambda: _Statement(self._sql)).run(here, values).fetchall()
        return found


def insert_rows(rows: Sequence[M]) -> None:
    """Insert new rows of one model and give them their keys. Call it within a transaction."""
    for start in range(0, len(rows), _TOGETHER):
        _insert(rows[start : start + _TOGETHER])


def _insert(rows: Sequence[M]) -> None:
    here = connections[DEFAULT_DB_ALIAS]
    statement, columns = _kept(here, (rows[0]._meta.label, len(rows)), lambda: _insertion(rows[0]._meta, len(rows)))
    values = []
    for row in rows:
        for field, name, kinds in columns:
            value = getattr(row, name) if name else field.pre_save(row, True)
            # What most columns hold needs little preparing, and asking its field takes longer than all the rest.
            kind = type(value)
            if kind in kinds:
                prepare = kinds[kind]
                values.append(value if prepare is None else prepare(value))
            else:
                values.append(field.get_db_prep_save(value, here))
    keys = statement.run(here, values).fetchall()
    for row, (key,) in zip(rows, keys, strict=True):
        row.pk = key
        row._state.adding, row._state.db = False, here.alias


def _insertion(meta: Any, n_rows: int) -> tuple[_Statement, list[tuple[Any, str, _Kinds]]]:
    """The statement, and its columns: each with its value's attribute, and how plain types are prepared.

    Without an attribute the field itself has to say what the value is.
    """
    here = connections[DEFAULT_DB_ALIAS]
    quote = here.ops.quote_name
    fields = [field for field in meta.concrete_fields if not field.primary_key]
    columns = ", ".join(quote(field.column) for field in fields)
    line = f"({', '.join(['%s'] * len(fields))})"
    sql = (
        f"INSERT INTO {quote(meta.db_table)} ({columns}) VALUES {', '.join([line] * n_rows)} "  # noqa: S608 (names of our own models)
        f"RETURNING {quote(meta.pk.column)}"
    )
    return _Statement(sql), [(field, _plain_name(field), _plain_kinds(field, here)) for field in fields]


def _plain_name(field: Any) -> str:
    """The attribute that holds the field's value, unless saving changes it."""
    return (
        field.attname
        if type(field).pre_save in (models.Field.pre_save, models.DateTimeField.pre_save)
        and not (getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False))
        else ""
    )


def _plain_kinds(field: Any, here: BaseDatabaseWrapper) -> _Kinds:
    """The types whose values the column takes as they are (None), or after one known step."""
    target = field.target_field if field.is_relation else field
    kinds: _Kinds = {NoneType: None}
    if isinstance(target, models.CharField | models.TextField):
        kinds[str] = None
    elif isinstance(target, models.IntegerField):
        kinds[int] = None
    elif isinstance(target, models.BooleanField):
        kinds[bool] = None
    elif isinstance(target, models.DateTimeField):
        kinds[datetime] = here.ops.adapt_datetimefield_value
    elif isinstance(target, models.UUIDField):
        kinds[UUID] = None if here.features.has_native_uuid_field else attrgetter("hex")
    return kinds


class _Statement:
    """Finished SQL, and how the driver of this connection takes it."""

    def __init__(self, sql: str) -> None:
        self.sql = sql
        self._in_question_marks = sql.replace("%s", "?").replace("%%", "%")

    def run(self, here: Any, values: Sequence[Any]) -> Any:
        """A cursor with what the database answered."""
        if here.vendor == "sqlite":
            values = [value.hex if isinstance(value, UUID) else value for value in values]
        if here.queries_logged or here.execute_wrappers:
            # Whoever listens hears it from Django's own cursor, where even a prepared statement reads.
            cursor = here.cursor()
            cursor.execute(self.sql, values)
            return cursor
        here.ensure_connection()
        here.validate_no_broken_transaction()
        with here.wrap_database_errors:
            if here.vendor == "sqlite":
                return here.connection.execute(self._in_question_marks, values)
            # Planned once a connection, not at every press: that halves the server's part of the work.
            return _plain_cursor(here).execute(self.sql, values, prepare=True)  # only PostgreSQL


def _plain_cursor(here: Any) -> Any:  # only PostgreSQL
    """The cursor of this connection for statements the server prepares; Django's own sends finished text."""
    kept = here.__dict__.get(_CURSOR)
    if kept is None or kept.connection is not here.connection:
        from psycopg import Cursor  # where there is PostgreSQL, its driver is

        kept = here.__dict__[_CURSOR] = Cursor(here.connection)
    return kept


class _Compiled(_Statement, Generic[M]):
    """A queryset's SQL, and how its rows become instances."""

    def __init__(self, rows: models.QuerySet[M]) -> None:
        self.compiler: Any = rows.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, self.parameters = self.compiler.as_sql()
        super().__init__(sql)
        select, about = self.compiler.select, self.compiler.klass_info
        self.start, self.end = about["select_fields"][0], about["select_fields"][-1] + 1
        self.names = [column.target.attname for column, _sql, _alias in select[self.start : self.end]]
        self.model = _Quick(about["model"])
        self.related = _populators(about, select, DEFAULT_DB_ALIAS)
        _quicken(self.related)
        self.converters = self.compiler.get_converters(column for column, _sql, _alias in select)

    def instances(self, found: Sequence[Sequence[Any]]) -> Iterator[M]:
        alias = self.compiler.using
        for row in self.compiler.apply_converters(found, self.converters) if self.converters else found:
            one = self.model.from_db(alias, self.names, row[self.start : self.end])
            for related in self.related:
                related.populate(row, one)
            yield one


class _Quick:
    """Makes instances of a model from rows: what `Model.from_db` does, without looking at each field again."""

    def __init__(self, model: Any) -> None:
        self._new = model.__new__
        self._model = model

    def from_db(self, alias: str, names: Sequence[str], values: Sequence[Any]) -> Any:
        one = self._new(self._model)
        state = ModelState()
        state.adding, state.db = False, alias
        one.__dict__.update(zip(names, values, strict=True), _state=state)
        return one


def _quicken(populators: Sequence[Any]) -> None:
    for one in populators:
        one.model_cls = _Quick(one.model_cls)
        _quicken(one.related_populators)


def _kept(here: BaseDatabaseWrapper, key: object, make: Callable[[], Any]) -> Any:
    """What was made for `key` on this thread's connection."""
    kept = here.__dict__.setdefault(_KEPT, {})
    found = kept.get(key)
    if found is None:
        found = kept[key] = make()
    return found


def _bound(parameters: Sequence[Any], values: dict[str, object]) -> list[Any]:
    return [values[one.name] if isinstance(one, Slot) else one for one in parameters]
