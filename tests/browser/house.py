"""A whole installation of its own: `mueang run` on a real port, its worker, and a database it shares with nobody."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path
from typing import Protocol, TypeVar
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.conf import settings
from django.db import connections
from django.utils import timezone

from ports import free_port

ROOT = Path(__file__).resolve().parents[2]
ALIAS = "house"
PEOPLE = 400
SECONDS_TO_START = 600
SECONDS_TO_WORK = 180
Answer = TypeVar("Answer")


class Database(Protocol):
    """Somewhere to put the demo once, as a filling that others may begin from."""

    url: str
    kept: str

    def keep(self) -> str: ...
    def restore(self) -> None: ...
    def drop(self) -> None: ...


class SqliteDatabase:
    def __init__(self, folder: Path) -> None:
        self.file, self.kept = folder / "house.sqlite3", "kept.sqlite3"
        self.url = f"sqlite:///{self.file}"

    def keep(self) -> str:
        """Beside the database: who copies the folder has it."""
        shutil.copyfile(self.file, self.file.with_name(self.kept))
        return self.kept

    def restore(self) -> None:
        self.drop()
        shutil.copyfile(self.file.with_name(self.kept), self.file)

    def drop(self) -> None:
        for ending in ("", "-wal", "-shm"):
            Path(f"{self.file}{ending}").unlink(missing_ok=True)


class PostgresDatabase:
    """A database of its own on the server of the suite; the filling is the template it is made from."""

    def __init__(self, server: str) -> None:
        self.server, self.kept, self.name = server, "", f"house_{uuid.uuid4().hex[:12]}"
        self.url = urlunsplit(urlsplit(server)._replace(path=f"/{self.name}"))

    def keep(self) -> str:
        self.kept = f"{self.name}_kept"
        self._tell(f"ALTER DATABASE {self.name} RENAME TO {self.kept}")
        return self.kept

    def restore(self) -> None:
        self.drop()
        self._tell(f"CREATE DATABASE {self.name}" + (f" TEMPLATE {self.kept}" if self.kept else ""))

    def drop(self) -> None:
        self._tell(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")

    def _tell(self, *statements: str) -> None:
        with psycopg.connect(self.server, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)


class House:
    """Started, stopped and set back; `mueang` is its command line, `ask` reads its rows."""

    def __init__(self, folder: Path, *, database: Database, unblocked: Callable[[], object]) -> None:
        self.folder, self.database, self.unblocked = folder, database, unblocked
        self.filled_on: date | None = None
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        ours = {name: value for name, value in os.environ.items() if not name.startswith(("MUEANG_", "DJANGO_", "COV"))}
        return {
            **ours,
            "DJANGO_SETTINGS_MODULE": "mueang.config.settings",
            "PYTHONPATH": str(ROOT / "src"),
            "MUEANG_DATA_DIR": str(self.folder),
            "MUEANG_DATABASE_URL": self.database.url,
            "MUEANG_PORT": str(self.port),
        }

    @property
    def said(self) -> str:
        """What the house wrote to its terminal since it was last started."""
        return (self.folder / "said.txt").read_text(encoding="utf-8", errors="replace")

    def mueang(self, *words: str) -> subprocess.CompletedProcess[str]:
        command, patience = [sys.executable, "-m", "mueang.config.cli", *words], SECONDS_TO_WORK
        return subprocess.run(
            command, env=self.environment, capture_output=True, text=True, timeout=patience, check=False
        )

    def work_at(self, app: str, moment: datetime) -> None:
        """What the worker does for one app when its clock says `moment`."""
        when = f"datetime.fromisoformat({moment.isoformat()!r})"
        code = f"from datetime import datetime; from mueang.apps.{app} import tasks; tasks.run({when})"
        done = self.mueang("manage", "shell", "-c", code)
        assert done.returncode == 0, done.stderr

    def start(self, *words: str) -> None:
        command = [sys.executable, "-m", "mueang.config.cli", "run", *words]
        with (self.folder / "said.txt").open("wb") as out:
            self.process = subprocess.Popen(command, env=self.environment, stdout=out, stderr=subprocess.STDOUT)
        deadline = time.monotonic() + SECONDS_TO_START
        while f"{self.address}/" not in self.said:
            assert self.process.poll() is None, self.said
            assert time.monotonic() < deadline, self.said
            time.sleep(0.1)

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=SECONDS_TO_WORK)
        self.process = None

    def kill(self) -> None:
        """End it and everything it started as a power cut would."""
        assert self.process is not None
        for pid in [self.process.pid, *started_by(self.process.pid)]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait(timeout=SECONDS_TO_WORK)
        self.process = None

    def begin_anew(self, shared: Path) -> None:
        """The demo as it was first filled, served again; filled once more where a day has begun since."""
        self.stop()
        self.take_filling(shared)
        self.start()

    def take_filling(self, shared: Path) -> None:
        """The demo of today, whose classes of today are held today."""
        if self.filled_on != timezone.localdate():
            filled, self.database.kept, self.filled_on = filling(shared, unblocked=self.unblocked)
            shutil.rmtree(self.folder, ignore_errors=True)
            shutil.copytree(filled, self.folder)
        self.database.restore()

    def until(self, question: Callable[[str], bool]) -> None:
        """Wait for the worker to have done what `question(alias)` asks about."""
        deadline = time.monotonic() + SECONDS_TO_WORK
        while not self.ask(question):
            assert time.monotonic() < deadline, self.said
            time.sleep(0.2)

    def ask(self, question: Callable[[str], Answer]) -> Answer:
        """The answer of `question(alias)`, read in a thread: Playwright's loop runs in this one."""

        def read() -> Answer:
            with self.unblocked():  # type: ignore[attr-defined]
                try:
                    return question(ALIAS)
                finally:
                    connections[ALIAS].close()

        with ThreadPoolExecutor(max_workers=1) as thread:
            return thread.submit(read).result()


def started_by(pid: int) -> list[int]:
    """Children of a process, and theirs."""
    listed = subprocess.run(["ps", "-e", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    pairs = [tuple(map(int, line.split())) for line in listed.splitlines()]
    children = [child for child, parent in pairs if parent == pid]
    return [one for child in children for one in (child, *started_by(child))]


def own_database(folder: Path) -> Database:
    """Of the kind the suite runs on."""
    server = settings.OPTIONS["DATABASE_URL"]
    return PostgresDatabase(server) if server.startswith("postgres") else SqliteDatabase(folder)


def filling(shared: Path, *, unblocked: Callable[[], object]) -> tuple[Path, str, date]:
    """The demo filled once a day for every file and every process of a run: its folder, the name of its template, the
    day."""
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        today = timezone.localdate()
        folder, name = shared / f"house-{today}", shared / f"kept-{today}.txt"
        if not name.exists():
            # What a filling that broke off left there is nobody's.
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            house = House(folder, database=own_database(folder), unblocked=unblocked)
            if isinstance(house.database, PostgresDatabase):
                house.database.restore()
            try:
                house.start("--demo", "--people", str(PEOPLE))
            finally:
                house.stop()
            name.write_text(house.database.keep())
    return folder, name.read_text(), today
