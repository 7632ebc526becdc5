"""Put a backup back, into an empty installation or over this one by name, and prove that it is whole."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.graph import MigrationGraph
from django.utils import timezone

from mueang.apps.audit.queries import head_stands, verify_books
from mueang.apps.people.queries import erased_numbers
from mueang.apps.privacy.actions.erasing import erase_again
from mueang.config.backing_up import KEY_OPTIONS, Backup, Counted, KeptFile, KeptTable, Said
from mueang.config.running import is_listening
from mueang.lib.backups import erasures
from mueang.lib.backups.rows import Rows, RowsUnfit, Table, rows_of
from mueang.lib.backups.store import PieceBroken, Store, write_whole

# Anybody who ever signed in, or anything ever done: then it is somebody's installation.
LIVING = ("accounts_user", "audit_event")


class RestoreRefused(Exception):
    """What stands in the way, and what to do."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore came to."""

    n_tables: int
    n_rows: int
    n_files: int
    n_events: int
    set_aside: Path | None
    n_erased_again: int = 0
    # Whether a journal of erasures lay beside the backups.
    has_journal: bool = True


def chosen(store: Store, at: datetime | None) -> datetime:
    """The newest backup, or the newest made at or before `at`."""
    moments = [moment for moment in store.moments() if at is None or moment <= at]
    if not moments:
        first = min(store.moments(), default=None)
        told = f"the oldest is of {timezone.localtime(first):%Y-%m-%d %H:%M}" if first else "there is none"
        raise RestoreRefused(f"No backup is that old: {told}.")
    return moments[-1]


def house_name() -> str:
    """The name that is typed to replace this installation: the host of its public address."""
    return urlsplit(settings.BASE_URL).hostname or settings.BASE_URL


def refuse_over_the_living(replace: str) -> bool:
    """Whether there is something to replace. Raises RestoreRefused unless it was named and is stopped."""
    if is_listening(settings.OPTIONS["LISTEN"], settings.OPTIONS["PORT"]):
        raise RestoreRefused("Mueang is running here: stop it first.")
    n_found = sum(rows_in_use())
    if not n_found:
        return False
    name = house_name()
    if replace != name:
        where = connection.settings_dict["NAME"]
        raise RestoreRefused(
            f"An installation lives here ({name}, database {where}, {n_found:,} accounts and events). "
            f"To put the backup in its place, add: --replace {name}"
        )
    return True


def rows_in_use() -> Iterator[int]:
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in tables.intersection(LIVING):
            cursor.execute(f"SELECT COUNT(*) FROM {table}")  # noqa: S608 -- our own names
            yield cursor.fetchone()[0]


def restore(store: Store, backup: Backup, *, replace: str = "", say: Said = lambda _text: None) -> Restored:
    """Rows first, compared with the backup's digests, then files; nothing stands before all of it was found whole.

    Whoever was erased since is erased again, as the journal beside the backups, that of the data folder and the rows
    that are replaced say. It is in the data folder before any row: broken off, the worker goes on with it.

    Raises RestoreRefused, RowsUnfit, PieceBroken, OSError.
    """
    is_living = refuse_over_the_living(replace)
    erased, has_journal = erased_since(store, is_living=is_living, say=say)
    erasures.note_missing(erased)
    with database_made_aside(connection, is_living=is_living) as set_aside:
        migrate_as_it_was(backup, say=say)
        put_rows(store, backup, say=say)
        migrate_to_now()
        n_events = prove_record(backup)
        say(f"the record of {n_events:,} events is whole, and ends as it did")
        for kept in backup.files:
            put_file(store, kept)
        say(f"{len(backup.files):,} files are in, each with the digest it had")
        n_erased = erase_again(erased)
    n_files = len(backup.files)
    return Restored(len(backup.tables), backup.n_rows, n_files, n_events, set_aside, n_erased, has_journal)


def erased_since(store: Store, *, is_living: bool, say: Said) -> tuple[set[UUID], bool]:
    """Everybody who is known as erased here, and whether the journal beside the backups could be read."""
    try:
        lines = store.read_erasures()
    except PieceBroken as error:
        say(str(error))
        lines = None
    known = erasures.numbers_in(lines or ()) | erasures.noted()
    if is_living:
        try:
            known |= erased_numbers()
        except DatabaseError:
            say("the rows that are replaced are of another version: who was erased in them is not read")
    return known, lines is not None


@contextmanager
def database_made_aside(here: Any, *, is_living: bool) -> Iterator[Path | None]:
    """A file of SQLite is filled beside its place and moved there when whole; what it replaces is kept beside it."""
    if here.vendor != "sqlite":
        yield None
        return
    place = Path(str(here.settings_dict["NAME"]))
    draft = place.with_name(f"{place.name}.restoring")
    remove_database(draft)
    here.close()
    here.settings_dict["NAME"] = str(draft)
    old = place.with_name(f"{place.name}.before-{timezone.localtime():%Y%m%d-%H%M%S}") if is_living else None
    try:
        yield old
        here.close()
        settle(draft)
        move_database(place, old)
        draft.replace(place)
    finally:
        here.close()
        here.settings_dict["NAME"] = str(place)
        remove_database(draft)


def settle(path: Path) -> None:
    """Everything into the one file, and that onto the disk."""
    here = sqlite3.connect(path)
    here.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    here.close()
    handle = os.open(path, os.O_RDWR)
    os.fsync(handle)
    os.close(handle)


def move_database(place: Path, old: Path | None) -> None:
    """A database with what belongs to it, out of the way: to `old`, or away where it held nothing."""
    if old is None:
        remove_database(place)
        return
    for ending in ("", "-wal", "-shm"):
        if (part := Path(f"{place}{ending}")).exists():
            part.rename(f"{old}{ending}")


def remove_database(path: Path) -> None:
    for ending in ("", "-wal", "-shm", "-turn", "-journal"):
        Path(f"{path}{ending}").unlink(missing_ok=True)


def migrate_as_it_was(backup: Backup, *, say: Said) -> None:
    """The tables as they were when the backup was made. Raises RestoreRefused where this program cannot make them."""
    executor = MigrationExecutor(connection)
    known, recorded = executor.loader.disk_migrations, set(backup.migrations)
    # Steps that were folded into one since stand for that one.
    folded = {one: set(step.replaces) for one, step in known.items() if step.replaces}
    unknown = recorded - set(known) - set().union(*folded.values())
    wanted = (recorded & set(known)) | {one for one, replaced in folded.items() if replaced <= recorded}
    if unknown:
        app, name = min(unknown)
        raise RestoreRefused(
            f"The backup was made by Mueang {backup.version}, which is newer ({app} {name}): use that."
        )
    if set(executor.loader.applied_migrations) - wanted - recorded:
        raise RestoreRefused("The tables here are newer than the backup: name a new, empty database.")
    say("preparing the tables …")
    executor.migrate(ends_of(wanted, graph=executor.loader.graph))


def ends_of(wanted: Collection[tuple[str, str]], *, graph: MigrationGraph) -> list[tuple[str, str]]:
    """Those of some migrations that no other of them builds on: a target with another behind it would undo that one."""
    return sorted(one for one in wanted if not any(child.key in wanted for child in graph.node_map[one].children))


def migrate_to_now() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def put_rows(store: Store, backup: Backup, *, say: Said) -> None:
    """Every row, then read again and compared, before anything of it stands."""
    kept_of = {kept.name: kept for kept in backup.tables}
    tables = [Table(kept.name, tuple(kept.columns), kept.key) for kept in backup.tables]

    def lines_of(table: Table) -> Iterator[bytes]:
        for name in kept_of[table.name].pieces:
            yield from store.get(name).splitlines(keepends=True)

    with rows_of(connection, to_write=True) as rows:
        rows.fill(tables, lines_of, form=backup.form)
        rows.set_numbers(backup.numbers, tables)
        for table in tables:
            compare(rows, table, kept_of[table.name], is_same_form=rows.form == backup.form)
    how = (
        "the same to the last digit"
        if rows.form == backup.form
        else f"counted; read by {backup.form}, now in {rows.form}"
    )
    say(f"{backup.n_rows:,} rows of {len(tables)} tables are in, {how}")


def compare(rows: Rows, table: Table, kept: KeptTable, *, is_same_form: bool) -> None:
    """Raise RowsUnfit where a table does not hold what was kept."""
    if not is_same_form:
        (n_rows,) = rows.ask(f'SELECT COUNT(*) FROM "{table.name}"')[0]  # noqa: S608 -- our own names
        is_same = n_rows == kept.n_rows
    else:
        counted = Counted(rows.lines(table))
        for _line in counted:
            pass
        is_same = (counted.n_lines, counted.digest.hexdigest()) == (kept.n_rows, kept.sha256)
    if not is_same:
        raise RowsUnfit(f"{table.name} is not what it was when the backup was made")


def prove_record(backup: Backup) -> int:
    """How many events the record has. Raises RowsUnfit where a book has a fault or ends elsewhere."""
    for fault in verify_books():
        raise RowsUnfit(f"the record has a fault: {fault.book} event {fault.number} {fault.what.label}")
    for head in backup.heads:
        if not head_stands(head):
            raise RowsUnfit(f"the record does not end as it did: {head}")
    return sum(int(head.split(":")[1]) for head in backup.heads)


def put_file(store: Store, kept: KeptFile) -> None:
    """A file into its place below the data folder. Raises PieceBroken where it is not what was kept."""
    root = Path(settings.DATA_DIR)
    path = (root / kept.name).resolve()
    if not path.is_relative_to(root.resolve()):
        raise PieceBroken(f"{kept.name} lies outside the data folder")
    data = b"".join(store.get(name) for name in kept.pieces)
    if hashlib.sha256(data).hexdigest() != kept.sha256:
        raise PieceBroken(f"{kept.name} is not what was kept")
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, data, mode=0o600 if ".key" in kept.name else 0o644)


def keys_elsewhere(backup: Backup) -> Iterator[tuple[Path, Path]]:
    """Key files that the operator keeps elsewhere and that are not the restored ones: the restored and theirs."""
    for name, option in KEY_OPTIONS.items():
        theirs, restored = settings.OPTIONS[option], Path(settings.DATA_DIR) / name
        if (
            theirs
            and any(kept.name == name for kept in backup.files)
            and Path(theirs).read_bytes() != restored.read_bytes()
        ):
            yield restored, Path(theirs)
