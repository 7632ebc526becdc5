"""Rosters already read, and the pages' client."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from factories.people import workbook
from mueang.apps.people.actions import stage_roster
from mueang.apps.people.models import Roster, RosterRow


@pytest.fixture
def stage(cast: Any) -> Callable[..., Roster]:
    """Stage rows (of `factories.people.workbook`) or whole files in the cast's city, as its officer."""

    def staged(*rows: Any, data: bytes | None = None, actor: Any = None, **options: Any) -> Roster:
        file = data if data is not None else workbook(*rows, **options)
        return stage_roster(city=cast.city, file_name="รายชื่อ.xlsx", data=file, actor=actor or cast.officer)

    return staged


@pytest.fixture
def row_of() -> Callable[[Roster, int], RosterRow]:
    """A roster's row by Excel's number."""
    return lambda roster, number: RosterRow.objects.select_related("roster", "known_person").get(
        roster=roster, number=number
    )


@pytest.fixture
def officer_client(cast: Any, client: Client) -> Client:
    client.force_login(cast.officer)
    return client


@pytest.fixture
def kept_on_disk(tmp_path: Path) -> Iterator[Callable[[], None]]:
    """Call it to move the test's database into a file: SQLite's shared memory knows no waiting for another's lock."""
    memory = connection.settings_dict["NAME"]

    def move() -> None:
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(tmp_path / "copy.sqlite3")])
            connection.settings_dict["NAME"] = str(tmp_path / "copy.sqlite3")

    yield move
    connection.settings_dict["NAME"] = memory
