"""Connections at rest: lent again in good order only, on the same file only, and never to two at once."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.db import OperationalError
from tests.lib.test_sqlite import begin, connect

from mueang.lib.sqlite.resting import Resting

# Of its own database each; pytest-django guards every connection there is.
pytestmark = pytest.mark.django_db


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "city.sqlite3"
    with connect(path).cursor() as cursor:
        cursor.execute("CREATE TABLE people (name TEXT)")
    return path


def opened(path: Path, *, timeout: int = 30):
    here = connect(path, timeout=timeout)
    here.ensure_connection()
    return here


def test_what_one_request_gives_back_the_next_is_lent_whatever_its_thread(path: Path) -> None:
    first = opened(path)
    raw = first.connection
    first.close()
    lent = []
    thread = Thread(target=lambda: lent.append(opened(path).connection))
    thread.start()
    thread.join()

    assert lent == [raw]
    assert opened(path).connection is not raw


def test_requests_at_once_have_a_connection_each(path: Path) -> None:
    opened(path).close()
    together, lent = Barrier(3), []

    def ask() -> None:
        here = opened(path)
        together.wait(timeout=20)
        lent.append(id(here.connection))
        together.wait(timeout=20)
        here.close()

    threads = [Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(set(lent)) == 3


def test_one_in_mid_transaction_or_after_an_error_is_closed_for_good(path: Path) -> None:
    open_ended = opened(path)
    raw = open_ended.connection
    begin(open_ended)
    with open_ended.cursor() as cursor:
        cursor.execute("INSERT INTO people VALUES ('half')")
    open_ended.close()
    failed = opened(path)
    assert failed.connection is not raw
    broken = failed.connection
    with pytest.raises(OperationalError), failed.cursor() as cursor:
        cursor.execute("SELECT nothing FROM nowhere")
    failed.close()

    here = opened(path)

    assert here.connection is not broken
    with here.cursor() as cursor:
        assert cursor.execute("SELECT count(*) FROM people").fetchall() == [(0,)]


def test_a_database_that_was_restored_from_a_copy_is_opened_anew(path: Path, tmp_path: Path) -> None:
    with connect(tmp_path / "copy.sqlite3").cursor() as cursor:
        cursor.execute("CREATE TABLE people AS SELECT 'Aree' AS name")
    before = opened(path)
    raw = before.connection
    before.close()
    for part in ("", "-wal", "-shm"):
        (tmp_path / f"copy.sqlite3{part}").replace(f"{path}{part}")

    here = opened(path)

    assert here.connection is not raw
    with here.cursor() as cursor:
        assert cursor.execute("SELECT name FROM people").fetchall() == [("Aree",)]


def test_who_opens_it_otherwise_has_one_of_their_own(path: Path) -> None:
    patient = opened(path)
    raw = patient.connection
    patient.close()

    assert opened(path, timeout=1).connection is not raw


def test_who_rests_too_long_is_closed_when_another_comes(path: Path) -> None:
    resting = Resting(longest=-1.0)
    raw = opened(path).connection

    resting.put("key", raw)

    assert len(resting) == 0
    assert resting.take("key") is None
    with pytest.raises(Exception, match="closed database"):
        raw.execute("SELECT 1")


def test_one_opened_while_the_disk_takes_no_writing_is_closed_for_good(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Root writes whatever a file's mode says: the answer of the system is what can be set.
    monkeypatch.setattr("os.access", lambda *_: False)
    then = opened(path)
    raw = then.connection
    then.close()
    monkeypatch.undo()

    assert opened(path).connection is not raw
    with pytest.raises(sqlite3.ProgrammingError):
        raw.execute("SELECT 1")
