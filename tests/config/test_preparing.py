"""Bringing an installation up to date before it serves."""

from django.db.migrations.executor import MigrationExecutor

from mueang.apps.catalog.queries import interests
from mueang.config import preparing


def test_a_prepared_installation_is_left_alone(db, tmp_path, settings):
    settings.STATIC_ROOT = tmp_path / "static"
    said = []
    preparing.prepare(say=said.append)

    preparing.prepare(say=said.append)

    assert said == ["Gathering static files …"]
    assert (settings.STATIC_ROOT / "ui" / "mueang.css").exists()


def test_a_new_installation_gets_its_schema_and_the_public_facts(db, tmp_path, settings, monkeypatch):
    settings.STATIC_ROOT = tmp_path
    called = []
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda *_: [1])
    monkeypatch.setattr(preparing, "call_command", lambda name, **_: called.append(name))
    said = []

    preparing.prepare(say=said.append)

    assert said[0] == "Preparing the database …"
    assert called[0] == "migrate"
    assert interests().exists()
