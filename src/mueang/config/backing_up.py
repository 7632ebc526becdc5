"""Make a backup of this installation while it serves, look through the folder of backups, and let old ones go."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from mueang.apps.people.queries import erased_numbers
from mueang.lib.backups import erasures
from mueang.lib.backups.cutting import blocks, pieces
from mueang.lib.backups.keeping import kept_of
from mueang.lib.backups.rows import Rows, rows_of, tables_of_models, unknown_tables
from mueang.lib.backups.state import FILE as STATE_FILE
from mueang.lib.backups.state import note
from mueang.lib.backups.store import PieceBroken, Store

# Made anew from the rows or from the program; the database is read by its rows.
MADE_ANEW = {"static", "search", "demo", "metrics", STATE_FILE, erasures.FILE}
KEY_OPTIONS = {"secret.key": "SECRET_KEY_FILE", "field.key": "FIELD_KEY_FILE"}
HEADS = "SELECT name, length, head FROM audit_book ORDER BY name"
BLOCK = 1 << 20

Said = Callable[[str], None]


class SchemaWaits(Exception):
    """The tables are not as this version of the program wants them."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A table or a file (by its path below the data folder) in a backup: its digest and its pieces in order."""

    name: str
    sha256: str
    pieces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeptTable(Kept):
    """A table besides: how its rows were read, and how many."""

    columns: tuple[str, ...]
    key: str
    n_rows: int


@dataclass(frozen=True, slots=True)
class KeptFile(Kept):
    n_bytes: int


@dataclass(frozen=True, slots=True)
class Backup:
    """Everything one backup is made of."""

    at: str
    version: str
    form: str
    base_url: str
    migrations: tuple[tuple[str, str], ...]
    heads: tuple[str, ...]
    numbers: dict[str, int]
    tables: tuple[KeptTable, ...]
    files: tuple[KeptFile, ...]
    left_out: tuple[str, ...] = field(default=())

    @property
    def n_rows(self) -> int:
        return sum(table.n_rows for table in self.tables)

    @property
    def pieces(self) -> set[str]:
        return {name for kept in self.everything for name in kept.pieces}

    @property
    def everything(self) -> tuple[Kept, ...]:
        return (*self.tables, *self.files)


def read_backup(store: Store, at: datetime) -> Backup:
    """The list of a backup. Raises PieceBroken."""
    told = store.read_list(at)
    tables = tuple(KeptTable(**{**one, "columns": tuple(one["columns"])}) for one in told.pop("tables"))
    files = tuple(KeptFile(**one) for one in told.pop("files"))
    migrations = tuple((app, name) for app, name in told.pop("migrations"))
    return Backup(**told, tables=tables, files=files, migrations=migrations)


def make_backup(store: Store, *, say: Said = lambda _text: None) -> Backup:
    """Write everything as it is at one moment; then old backups go. Raises StoreUnfit, SchemaWaits, OSError.

    Files are taken before the rows and once more after them: what a row names is there, whichever came first.
    """
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise SchemaWaits(
            "the tables are of an older version: start Mueang once (or mueang manage migrate), then again"
        )
    with store.alone():
        files = {kept.name: kept for kept in kept_files(store)}
        say(f"{len(files):,} files are in")
        with rows_of(connection) as rows:
            at = datetime.now(UTC)
            heads = tuple(f"{name}:{length}:{head}" for name, length, head in rows.ask(HEADS))
            tables = tuple(kept_tables(store, rows, say=say))
            numbers = rows.numbers(tables_of_models())
        files |= {kept.name: kept for kept in kept_files(store, known=files)}
        backup = Backup(
            at=at.isoformat(),
            version=version("mueang"),
            form=rows.form,
            base_url=settings.BASE_URL,
            migrations=tuple(sorted(MigrationRecorder(connection).applied_migrations())),
            heads=heads,
            numbers=numbers,
            tables=tables,
            files=tuple(files[path] for path in sorted(files)),
            left_out=tuple(unknown_tables(connection)),
        )
        store.write_list(at, asdict(backup))
        _carry_erasures(store, say=say)
        let_go(store, say=say)
    return backup


def carry_erasures(store: Store, *, say: Said = lambda _text: None) -> int:
    """Bring the journal beside the backups up to date; how many stand in it. Raises StoreUnfit, OSError."""
    with store.alone():
        return _carry_erasures(store, say=say)


def _carry_erasures(store: Store, *, say: Said) -> int:
    """Whoever one place knows, every place knows afterwards: rows, data folder, folder of backups."""
    try:
        lines = store.read_erasures()
    except PieceBroken as error:
        say(f"{error}: it is written anew, from what is known here")
        lines = None
    beside = erasures.numbers_in(lines or ())
    known = beside | erasures.noted() | erased_numbers()
    erasures.note_missing(known)
    if lines is None or known != beside:
        store.write_erasures(sorted(map(str, known)))
    note(erasures_bytes=erasures.journal_bytes())
    return len(known)


def kept_tables(store: Store, rows: Rows, *, say: Said) -> Iterator[KeptTable]:
    for table in tables_of_models():
        count = Counted(rows.lines(table))
        names = tuple(store.put(piece) for piece in pieces(count))
        if count.n_lines >= 50_000:
            say(f"{count.n_lines:,} rows of {table.name} are in")
        yield KeptTable(table.name, count.digest.hexdigest(), names, table.columns, table.key, count.n_lines)


class Counted:
    """Lines that are counted and digested while somebody else reads them."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self._lines = lines
        self.n_lines = 0
        self.digest = hashlib.sha256()

    def __iter__(self) -> Iterator[bytes]:
        for line in self._lines:
            self.n_lines += line.count(b"\n")
            self.digest.update(line)
            yield line


def kept_files(store: Store, known: Iterable[str] = ()) -> Iterator[KeptFile]:
    """Every file of the data folder that is not made anew, and the keys wherever they lie."""
    for name, path in files_to_keep():
        if name in known and name not in KEY_OPTIONS:
            continue
        digest, n_bytes = hashlib.sha256(), 0
        try:
            with path.open("rb") as file:
                names = []
                for piece in blocks(iter(lambda: file.read(BLOCK), b"")):
                    digest.update(piece)
                    n_bytes += len(piece)
                    names.append(store.put(piece))
        except FileNotFoundError:
            # Removed since the folder was read: so was its row.
            continue
        yield KeptFile(name, digest.hexdigest(), tuple(names), n_bytes)


def files_to_keep() -> Iterator[tuple[str, Path]]:
    root = Path(settings.DATA_DIR)
    elsewhere = dict(keys_outside())
    yield from elsewhere.items()
    database = Path(str(connection.settings_dict["NAME"])).name if connection.vendor == "sqlite" else "mueang.sqlite3"
    for folder, inside, names in os.walk(root):
        here = Path(folder)
        inside[:] = sorted(name for name in inside if here != root or name not in MADE_ANEW)
        for name in sorted(names):
            path = here / name
            told = str(path.relative_to(root))
            is_made_anew = here == root and (name in MADE_ANEW or name.startswith((database, "mueang.sqlite3")))
            if not (is_made_anew or name.startswith((".secret-", ".draft-")) or told in elsewhere or path.is_symlink()):
                yield told, path


def keys_outside() -> Iterator[tuple[str, Path]]:
    """Keys that the operator keeps outside the data folder, those before them included, by their names inside it."""
    for name, option in KEY_OPTIONS.items():
        if settings.OPTIONS[option]:
            path = Path(settings.OPTIONS[option])
            yield name, path
            for older in path.parent.glob(f"{path.name}.*"):
                if older.suffix[1:].isdecimal():
                    yield f"{name}{older.suffix}", older


def let_go(store: Store, *, say: Said = lambda _text: None) -> int:
    """Remove backups past the rule and the pieces that only they named; how many backups went.

    Where one list cannot be read, nothing is removed: whoever mends it may need what it names.
    """
    moments = store.moments()
    kept = kept_of(moments)
    try:
        named = {at: read_backup(store, at).pieces for at in moments}
    except PieceBroken as error:
        say(f"nothing old was removed: {error}")
        return 0
    for at in set(moments) - kept:
        store.remove_list(at)
    store.remove(store.known - set().union(*(named[at] for at in kept)))
    return len(moments) - len(kept)


def check_backup(store: Store, at: datetime) -> list[str]:
    """Open every piece of a backup and compare digests; what is wrong, in words. A broken piece is set aside."""
    try:
        backup = read_backup(store, at)
    except PieceBroken as error:
        return [str(error)]
    faults = []
    for kept in backup.everything:
        digest = hashlib.sha256()
        for piece in kept.pieces:
            try:
                digest.update(store.get(piece))
            except PieceBroken as error:
                faults.append(f"{kept.name}: {error}")
                store.set_aside(piece)
        if digest.hexdigest() != kept.sha256 and not any(fault.startswith(f"{kept.name}:") for fault in faults):
            faults.append(f"{kept.name}: its pieces do not add up to what was read")
    return faults
