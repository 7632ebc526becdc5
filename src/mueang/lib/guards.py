"""Rules that the database keeps by itself: triggers of a migration, and whether they still stand.

A form, an action and a model can be gone around; what a trigger refuses is refused to everybody who may only read and
write rows. Whoever owns the database can take a trigger away: `standing` says whether somebody did.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

_STANDING = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'",
}


class SetGuards(Operation):
    """Create triggers after the tables they stand on: statements by kind of database, each under its trigger's name.

    A later migration that makes a table anew on SQLite drops its triggers: run the operation again after it.
    """

    reversible = True
    reduces_to_sql = True

    def __init__(self, *, sqlite: Mapping[str, str], postgresql: Mapping[str, str]) -> None:
        self.statements = {"sqlite": sqlite, "postgresql": postgresql}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Triggers are no part of what Django knows of a table."""

    def database_forwards(
        self,
        app_label: str,  # noqa: ARG002 -- as Django calls it
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,  # noqa: ARG002
        to_state: ProjectState,  # noqa: ARG002
    ) -> None:
        """Create them, as they are written."""
        set_up(schema_editor.connection, self.statements[schema_editor.connection.vendor])

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """They go with their tables."""

    def describe(self) -> str:
        """Say what ``migrate --plan`` prints."""
        return "Set guards: " + ", ".join(sorted(self.statements["sqlite"]))


def set_up(connection: BaseDatabaseWrapper, statements: Mapping[str, str]) -> None:
    """Run each statement as it is written: a percent sign is no parameter."""
    with connection.cursor() as cursor:
        for statement in statements.values():
            cursor.execute(statement)


def standing(connection: BaseDatabaseWrapper, names: Iterable[str]) -> set[str]:
    """Those of `names` that are triggers of this database, switched on."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDING[connection.vendor])
        return {row[0] for row in cursor.fetchall()} & set(names)
