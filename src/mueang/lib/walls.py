"""Row-level security raised by a migration: on PostgreSQL a table shows only rows of the cities in reach (`lib.reach`).

The owner of the tables is bound too (FORCE); a superuser, and a role with BYPASSRLS, are not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import RunSQL

from mueang.lib.reach import EVERYWHERE, SETTING

POLICY = "of_cities_in_reach"
# Asked once a statement and not once a row: the planner takes a query that needs no row out of the condition.
_IS_EVERYWHERE = f"(SELECT current_setting('{SETTING}', true)) = '{EVERYWHERE}'"
_CITIES = f"(SELECT NULLIF(NULLIF(current_setting('{SETTING}', true), '{EVERYWHERE}'), ''))::bigint[]"


class RaiseWalls(RunSQL):
    """Put tables behind walls: by their own city, or through the row of another such table that they point at.

    Nothing on a database without row-level security.
    """

    def __init__(self, *, by_city: Sequence[str], through: dict[str, tuple[str, str]]) -> None:
        """`by_city` names tables that have a city; `through` a table's column and the table that it points at."""
        self.by_city, self.through = by_city, through
        super().__init__(list(self._raising()), list(self._lowering()))

    @property
    def tables(self) -> list[str]:
        return [*self.by_city, *self.through]

    def describe(self) -> str:
        """Say what ``migrate --plan`` prints."""
        return "Raise walls around " + ", ".join(self.tables)

    def _raising(self) -> Iterator[str]:
        own = dict.fromkeys(self.by_city, f"city_id = ANY ({_CITIES})")
        theirs = {
            table: f"EXISTS (SELECT 1 FROM {of} AS owner WHERE owner.id = {table}.{column})"  # noqa: S608 (names of our own tables)
            for table, (column, of) in self.through.items()
        }
        for table, condition in (own | theirs).items():
            yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
            yield f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"
            yield f"CREATE POLICY {POLICY} ON {table} USING ({_IS_EVERYWHERE} OR {condition})"

    def _lowering(self) -> Iterator[str]:
        for table in self.tables:
            yield f"DROP POLICY {POLICY} ON {table}"
            yield f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY"
            yield f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"

    def _run_sql(self, schema_editor: BaseDatabaseSchemaEditor, sqls: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            super()._run_sql(schema_editor, sqls)  # type: ignore[misc]  # the stubs leave it out
