"""A city that began with the first schema is brought to today's with what it holds."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from tests.config.test_backup import another_house

from mueang.apps.audit.actions import record
from mueang.apps.audit.queries import verify_books
from mueang.apps.network.models import City
from mueang.apps.people.models import Person
from mueang.config.backing_up import read_backup
from mueang.config.restoring import ends_of, restore
from mueang.lib.backups.key import key_in
from mueang.lib.backups.store import Store

# A backup of the demo city made by each release, in a folder of its version, with its key beside it: nothing in it is
# of real life.
RELEASES = Path(__file__).resolve().parent.parent / "upgrades"


@pytest.fixture
def empty_database(shared_database, settings, tmp_path):
    """A file without tables in the place of the suite's database."""
    if connection.vendor != "sqlite":
        pytest.skip("the steps are the same on both databases, and take their time")
    settings.OPTIONS = {**settings.OPTIONS, "PORT": 1}
    with another_house(settings, tmp_path / "elsewhere"):
        yield


def test_rows_of_the_first_schema_go_through_every_step_since(empty_database):
    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    first = {step for one in graph.nodes if one[1].startswith("0001") for step in graph.forwards_plan(one)}
    state = executor.migrate(ends_of(first, graph=graph))
    of_then = state.apps.get_model("network", "City")(
        slug="then",
        kind="town_municipality",
        name_th="เมืองสมมติ",
        name_en="Invented City",
        province_code="95",
        latitude=6.5,
        longitude=101.3,
        is_invented=True,
        uuid=uuid4(),
    )
    of_then.save()
    person = state.apps.get_model("people", "Person")
    person.objects.create(city_id=of_then.pk, given_name="สมมติ", family_name="ไม่มีจริง", is_invented=True)

    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())

    assert City.objects.get().name_th == "เมืองสมมติ"
    assert Person.objects.get().family_name == "ไม่มีจริง"
    record(actor=None, verb="read", target=City.objects.get())
    assert list(verify_books()) == []


def test_what_every_release_kept_is_restored_by_this_one(empty_database):
    for release in sorted(RELEASES.glob("*/backups")):
        store = Store.open(release, key_in(release.parent / "key"))
        backup = read_backup(store, store.moments()[-1])
        assert restore(store, backup, replace="127.0.0.1").n_rows == backup.n_rows
    # From the first release on there is one.
    assert RELEASES.is_dir() == (Path(RELEASES.parent.parent, "docs", "releases.md").exists())
