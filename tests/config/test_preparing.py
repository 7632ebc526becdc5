"""Bringing an installation up to date before it serves."""

import pytest
from django.db import OperationalError
from django.db.migrations.executor import MigrationExecutor

from mueang.apps.catalog.queries import interests
from mueang.config import preparing
from mueang.lib.trouble import told


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


class Early(Exception):
    """What a server says to whoever comes too early."""

    __module__ = "psycopg"


@pytest.fixture
def answers(monkeypatch):
    """What becomes of each try to connect: an error's words, or None for a connection; no pause between."""
    left = []

    def ensure_connection():
        if (said := left.pop(0)) is not None:
            raise OperationalError(said) from Early(said)

    monkeypatch.setattr(preparing.connection, "ensure_connection", ensure_connection)
    monkeypatch.setattr(preparing, "PAUSE_SECONDS", 0)
    return left


def test_a_database_that_is_starting_up_is_waited_for_and_each_reason_said_once(answers):
    early = "FATAL: the database system is starting up"
    answers += ["Connection refused", early, early, early, None]
    said = []

    preparing.wait_for_database(say=said.append)

    assert said == [
        "Waiting: the database does not answer (Connection refused)",
        f"Waiting: the database is starting up ({early})",
    ]
    assert answers == []


def test_whoever_is_told_to_stop_waits_no_longer(answers):
    answers += ["Connection refused", "Connection refused", None]

    with pytest.raises(OperationalError) as caught:
        preparing.wait_for_database(say=lambda _text: None, is_stopping=lambda: len(answers) < 2)

    assert told(caught.value) == "the database does not answer (Connection refused)"
    assert answers == [None]


def test_a_wait_has_an_end(answers, monkeypatch):
    monkeypatch.setattr(preparing, "LONGEST_WAIT", -1)
    answers += ["Connection refused", None]

    with pytest.raises(OperationalError):
        preparing.wait_for_database(say=lambda _text: None)

    assert answers == [None]
