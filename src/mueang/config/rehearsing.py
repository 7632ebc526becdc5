"""Rehearse the worst day: the newest backup is restored elsewhere by the very command an operator would type."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django.db.utils import Error as DatabaseError
from django.utils import timezone

from mueang.config.backing_up import check_backup
from mueang.lib.backups.key import KeyUnreadable, key_in
from mueang.lib.backups.state import note
from mueang.lib.backups.store import Store, StoreUnfit


@dataclass(frozen=True, slots=True)
class CameOfIt:
    """Whether all was there, and what was said on the way."""

    went_well: bool
    lines: tuple[str, ...]


def rehearse(folder: Path, key: Path, *, into: Path, database: str = "") -> CameOfIt:
    """Restore the newest backup into `into`, and note what came of it. On PostgreSQL into a database made for it.

    Where no database may be made there, every piece is opened and compared instead, and that is said.
    """
    with scratch_database(database) as url:
        came_of_it = by_restoring(folder, key, into=into, database=url) if url is not None else by_reading(folder, key)
    now, said = timezone.now().isoformat(), came_of_it.lines[-1] if came_of_it.lines else ""
    note(**{"rehearsed_at" if came_of_it.went_well else "rehearsal_failed_at": now}, rehearsal=said[:300])
    return came_of_it


def by_restoring(folder: Path, key: Path, *, into: Path, database: str) -> CameOfIt:
    """What `mueang restore --into` says, in a process of its own."""
    command = [
        sys.executable,
        "-m",
        "mueang.config.cli",
        "restore",
        str(folder),
        "--key",
        str(key),
        "--into",
        str(into),
    ]
    command += ["--database", database] if database else []
    ran = subprocess.run(command, env=dict(os.environ), check=False, capture_output=True, text=True)  # noqa: S603 -- our own program
    return CameOfIt(ran.returncode == 0, tuple((ran.stdout + ran.stderr).splitlines()))


def by_reading(folder: Path, key: Path) -> CameOfIt:
    """Every piece of the newest backup, opened and compared."""
    try:
        store = Store.open(folder, key_in(key))
    except (StoreUnfit, KeyUnreadable, OSError) as error:
        return CameOfIt(False, (str(error),))
    moments = store.moments()
    faults = check_backup(store, moments[-1]) if moments else ["there is no backup"]
    said = "Every piece of the newest backup opens and is what was read. No database could be made to restore it into."
    return CameOfIt(not faults, tuple(faults) or (said,))


@contextmanager
def scratch_database(named: str) -> Iterator[str | None]:
    """An address to restore into: empty for SQLite, the one named, one made for now, or None."""
    if named or connection.vendor == "sqlite":
        yield named
        return
    with database_made_for_now() as url:  # only PostgreSQL
        yield url


@contextmanager
def database_made_for_now() -> Iterator[str | None]:  # only PostgreSQL
    name = f"{connection.settings_dict['NAME']}_rehearsal"
    quoted = connection.ops.quote_name(name)
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {quoted}")
            cursor.execute(f"CREATE DATABASE {quoted} TEMPLATE template0")
    except DatabaseError:
        yield None
        return
    try:
        yield urlsplit(settings.DATABASE_URL)._replace(path=f"/{name}").geturl()
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {quoted}")
