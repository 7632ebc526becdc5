"""The tables of an app created in one step of its first migration.

Django renders the models of every app anew for each table a migration creates, so a house of 140 tables takes
seventeen seconds to build and every further app makes the earlier ones slower. Creating an app's tables in one
operation renders each table once (decision 24).
"""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class CreateTables(Operation):
    """Create the tables of an app, in the order given; what one refers to is of a lower app or stands before it."""

    def __init__(self, tables: list[CreateModel]) -> None:
        """Take ordinary ``CreateModel`` operations, each with its indexes and constraints among its options."""
        self.tables = tables

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Add the models to the state; in a rendered one only they are rendered, as nothing refers to them yet."""
        rendered = state.__dict__.pop("apps", None)
        for table in self.tables:
            table.state_forwards(app_label, state)
        if rendered is not None:
            rendered.render_multiple([state.models[app_label, table.name_lower] for table in self.tables])
            state.__dict__["apps"] = rendered

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Create each table with its indexes and constraints."""
        for table in self.tables:
            table.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Drop the tables, the last first."""
        for table in reversed(self.tables):
            table.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """Say what ``migrate --plan`` prints."""
        return "Create the tables " + ", ".join(table.name for table in self.tables)
