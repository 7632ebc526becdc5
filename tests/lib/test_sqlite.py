"""Writers of one SQLite database take turns: threads, processes, and those that fail or end in the middle."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path
from threading import Thread

import pytest
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler

from mueang.lib.sqlite.base import turns_of

# Of its own database each; pytest-django guards every connection there is.
pytestmark = pytest.mark.django_db

COUNTER = textwrap.dedent("""
    import sys
    from django.conf import settings
    settings.configure()
    from django.db.utils import ConnectionHandler
    def connect(path, timeout=30):
        options = {"transaction_mode": "IMMEDIATE", "timeout": timeout, "init_command": "PRAGMA journal_mode=WAL;"}
        settings = {"ENGINE": "mueang.lib.sqlite", "NAME": path, "OPTIONS": options}
        return ConnectionHandler({"default": settings})["default"]
    def raise_counter(here, times):
        for _ in range(times):
            here.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
            with here.cursor() as cursor:
                [[n]] = cursor.execute("SELECT n FROM counter").fetchall()
                cursor.execute("UPDATE counter SET n = %s", [n + 1])
            here.commit()
            here.set_autocommit(True)
    if __name__ == "__main__":
        raise_counter(connect(sys.argv[1]), int(sys.argv[2]))
""")


def connect(path: Path, *, timeout: int = 30) -> BaseDatabaseWrapper:
    options = {"transaction_mode": "IMMEDIATE", "timeout": timeout, "init_command": "PRAGMA journal_mode=WAL;"}
    settings = {"ENGINE": "mueang.lib.sqlite", "NAME": str(path), "OPTIONS": options}
    return ConnectionHandler({"default": settings})["default"]


def begin(here: BaseDatabaseWrapper) -> None:
    here.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


def end(here: BaseDatabaseWrapper) -> None:
    here.commit()
    here.set_autocommit(True)


def raise_counter(here: BaseDatabaseWrapper, *, times: int) -> None:
    for _ in range(times):
        begin(here)
        with here.cursor() as cursor:
            cursor.execute("SELECT n FROM counter")
            [[n]] = cursor.fetchall()
            cursor.execute("UPDATE counter SET n = %s", [n + 1])
        end(here)


def count(path: Path) -> int:
    database = sqlite3.connect(path)
    [[n]] = database.execute("SELECT n FROM counter").fetchall()
    database.close()
    return int(n)


def is_free(path: Path) -> bool:
    """Whether another transaction could begin now, and gives its turn back."""
    turn = turns_of(str(path))
    if not turn._here.acquire(blocking=False):
        return False
    turn._here.release()
    return True


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "counter.sqlite3"
    database = sqlite3.connect(file)
    # As a city's file is by then: two who change the journal at once are refused, however long they would wait.
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("CREATE TABLE counter (n integer)")
    database.execute("INSERT INTO counter VALUES (0)")
    database.commit()
    database.close()
    return file


def test_threads_and_processes_that_read_and_write_lose_nothing(path: Path):
    def work() -> None:
        here = connect(path)
        raise_counter(here, times=40)
        here.close()

    others = [subprocess.Popen([sys.executable, "-c", COUNTER, str(path), "40"]) for _ in range(2)]
    threads = [Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [other.wait(timeout=60) for other in others] == [0, 0]
    assert count(path) == 200
    assert is_free(path)


def test_a_turn_ends_with_a_rollback_and_with_the_connection(path: Path):
    here = connect(path)
    begin(here)
    assert not is_free(path)
    here.rollback()
    here.set_autocommit(True)
    assert is_free(path)

    begin(here)
    here.close()

    assert is_free(path)
    assert count(path) == 0


def test_who_cannot_begin_gives_the_turn_back(path: Path):
    outsider = sqlite3.connect(path, isolation_level=None)
    outsider.execute("BEGIN IMMEDIATE")
    here = connect(path, timeout=0)

    with pytest.raises(OperationalError, match="locked"):
        begin(here)

    outsider.rollback()
    outsider.close()
    assert is_free(path)
    here.set_autocommit(True)
    raise_counter(here, times=1)
    here.close()
    assert count(path) == 1


def test_a_process_killed_in_its_turn_leaves_it_to_the_next(path: Path):
    holding = COUNTER.partition("if __name__")[0] + textwrap.dedent("""
        here = connect(sys.argv[1])
        here.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
        here.cursor().execute("UPDATE counter SET n = 1000")
        print("holding", flush=True)
        sys.stdin.read()
    """)
    killed = subprocess.Popen([sys.executable, "-c", holding, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert killed.stdout is not None
    assert killed.stdout.readline() == b"holding\n"
    waiting = Thread(target=lambda: raise_counter(connect(path), times=1))
    waiting.start()
    os.kill(killed.pid, signal.SIGKILL)
    waiting.join()
    killed.communicate()

    assert count(path) == 1


def test_a_database_in_memory_has_no_turns(tmp_path: Path):
    settings = {"ENGINE": "mueang.lib.sqlite", "NAME": ":memory:"}
    here = ConnectionHandler({"default": settings})["default"]

    begin(here)
    end(here)

    assert not list(tmp_path.iterdir())
