"""What `mueang doctor` looks at; each finding says what is wrong and what to do."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import Error as DatabaseError
from django.utils import timezone

from mueang.apps.credentials.queries import issuers_without_key
from mueang.apps.network.queries import open_cities
from mueang.lib.backups.state import read_state, wanting

FREE_BYTES_WANTED = 1_000_000_000
OLDEST_BELIEVABLE = time.mktime((2026, 1, 1, 0, 0, 0, 0, 0, 0))


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; `cure` is empty where all is well."""

    subject: str
    said: str
    cure: str = ""

    @property
    def is_well(self) -> bool:
        return not self.cure


def check_settings() -> Iterator[Finding]:
    host = urlsplit(settings.BASE_URL).hostname or ""
    local = host in {"127.0.0.1", "localhost", "::1"}
    yield Finding("debug", "off" if not settings.DEBUG else "on", "unset MUEANG_DEBUG" if settings.DEBUG else "")
    cure = "set MUEANG_BASE_URL to the public https address before awarding: certificates carry it for ever"
    yield Finding("base address", settings.BASE_URL, cure if local and settings.OPTIONS["HTTPS"] else "")
    known = host in settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS
    yield Finding(
        "allowed hosts", ", ".join(settings.ALLOWED_HOSTS), "" if known else f"add {host} to MUEANG_ALLOWED_HOSTS"
    )
    secure = settings.OPTIONS["HTTPS"] or local
    yield Finding(
        "https", "on" if settings.OPTIONS["HTTPS"] else "off", "" if secure else "set MUEANG_HTTPS=true behind TLS"
    )


def check_keys() -> Iterator[Finding]:
    for name, path in (("session secret", settings.SECRET_KEY_FILE), ("field key", settings.FIELD_KEY_FILE)):
        open_to_others = bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))
        yield Finding(name, str(path), f"chmod 600 {path}" if open_to_others else "")


def check_database() -> Iterator[Finding]:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    yield Finding("schema", f"{len(waiting)} migrations waiting", "mueang manage migrate" if waiting else "")
    if waiting:
        return
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            said = cursor.execute("PRAGMA quick_check").fetchone()[0]
        yield Finding(
            "database file", f"SQLite {sqlite3.sqlite_version}: {said}", "" if said == "ok" else "restore a backup"
        )
    else:  # only PostgreSQL
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version")
            yield Finding("database server", f"PostgreSQL {cursor.fetchone()[0]}")
            cursor.execute("SELECT current_user, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
            role, passes_through = cursor.fetchone()
        cure = "connect as an ordinary role: no wall around children's rows stops this one" if passes_through else ""
        yield Finding("database role", role, cure)
    cities = open_cities()
    yield Finding("cities", str(len(cities)), "" if cities else "open one: mueang city open, or mueang demo")
    without = issuers_without_key()
    yield Finding(
        "issuer keys",
        "every issuer can sign" if not without else f"none for {', '.join(without)}",
        "mueang credential keys --rotate ISSUER" if without else "",
    )


def check_disk() -> Iterator[Finding]:
    free = shutil.disk_usage(settings.DATA_DIR).free
    cure = "" if free >= FREE_BYTES_WANTED else "make room: less than 1 GB is free"
    yield Finding("disk", f"{free / 1e9:.1f} GB free in {settings.DATA_DIR}", cure)
    yield Finding(
        "data folder", str(settings.DATA_DIR), "" if os.access(settings.DATA_DIR, os.W_OK) else "make it writable"
    )


def check_clock() -> Iterator[Finding]:
    now = time.time()
    cure = "" if now >= OLDEST_BELIEVABLE else "set the clock: certificates would be dated wrongly"
    yield Finding("clock", time.strftime("%Y-%m-%d %H:%M %Z", time.localtime(now)), cure)


WANTING = {
    "off": ("none are made", "set MUEANG_BACKUP_DIR and MUEANG_BACKUP_KEY_FILE: docs/operate/backup.md"),
    "failed": ("the last one failed: {failure}", "mend what the message names, then: mueang backup"),
    "late": ("the last one is of {made_at}", "see that the worker runs and the folder is there, then: mueang backup"),
    "rehearsal-failed": ("the last rehearsal failed: {rehearsal}", "mueang backup --rehearse says more"),
    "rehearsal-late": ("the last rehearsal is of {rehearsed_at}", "mueang backup --rehearse"),
}


def check_backups() -> Iterator[Finding]:
    state = read_state()
    words = tuple(wanting(state, now=timezone.now()))
    told = {name: value or "never" for name, value in asdict(state).items()}
    for word in words:
        said, cure = WANTING[word]
        yield Finding("backups", said.format(**told), cure)
    if not words:
        yield Finding("backups", f"{state.n_rows:,} rows at {state.made_at}; rehearsed {state.rehearsed_at}")


CHECKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    check_settings,
    check_keys,
    check_database,
    check_disk,
    check_backups,
    check_clock,
)


def examine(checks: tuple[Callable[[], Iterator[Finding]], ...] | None = None) -> Iterator[Finding]:
    """Every finding; a check that cannot be made is a finding too."""
    for check in CHECKS if checks is None else checks:
        try:
            yield from check()
        except (OSError, DatabaseError) as error:
            yield Finding(check.__name__.removeprefix("check_"), str(error).strip(), "mend what the message names")
