"""`mueang backup`: keep everything, encrypted, while Mueang serves; list, check and rehearse what is kept."""

from __future__ import annotations

import sys
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser, no_translations
from django.utils import timezone

from mueang.config.backing_up import SchemaWaits, carry_erasures, check_backup, make_backup, read_backup
from mueang.config.rehearsing import rehearse
from mueang.lib.backups.key import KeyUnreadable, key_in, new_key, write_key
from mueang.lib.backups.state import note
from mueang.lib.backups.store import PieceBroken, Store, StoreUnfit

REFUSALS = (StoreUnfit, SchemaWaits, KeyUnreadable, PieceBroken, OSError)


class Command(BaseCommand):
    help = "Keep rows, files and keys, encrypted, in a folder; a second backup writes only what changed."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--to", metavar="FOLDER", default=settings.OPTIONS["BACKUP_DIR"], help="where they are kept"
        )
        parser.add_argument(
            "--key", metavar="FILE", default=settings.OPTIONS["BACKUP_KEY_FILE"], help="file of the key"
        )
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--make-key", action="store_true", help="make the key, once, and print it for paper")
        what.add_argument("--list", action="store_true", help="say which backups there are")
        what.add_argument("--check", action="store_true", help="open every piece of every backup and compare")
        what.add_argument("--erasures", action="store_true", help="only note beside the backups who was erased since")
        what.add_argument("--rehearse", action="store_true", help="restore the newest into a folder thrown away after")
        parser.add_argument(
            "--database", default="", help="with --rehearse: an empty PostgreSQL database to restore into"
        )

    @no_translations
    def handle(self, *_arguments: Any, to: str, key: str, database: str, **options: Any) -> None:
        if not key:
            raise CommandError("Name the file of the key: --key FILE, or MUEANG_BACKUP_KEY_FILE.")
        path = Path(key).resolve()
        if options["make_key"]:
            self.make_key(path)
            return
        if not to:
            raise CommandError("Name the folder of backups: --to FOLDER, or MUEANG_BACKUP_DIR.")
        folder = Path(to).resolve()
        refuse_together(folder, path)
        try:
            if options["list"]:
                self.list(Store.open(folder, key_in(path)))
            elif options["check"]:
                self.check_all(Store.open(folder, key_in(path)))
            elif options["erasures"]:
                n_known = carry_erasures(Store.open(folder, key_in(path)), say=self.say)
                self.say(f"{n_known:,} erasures are noted in {folder}: a restored backup brings none of them back")
            elif options["rehearse"]:
                self.rehearse(folder, path, database)
            else:
                self.make(folder, path)
        except REFUSALS as error:
            raise CommandError(str(error)) from error

    def make_key(self, path: Path) -> None:
        if path.is_relative_to(Path(settings.DATA_DIR)):
            raise CommandError(
                f"Keep the key outside the data folder {settings.DATA_DIR}: who steals one has not both."
            )
        key = new_key()
        try:
            write_key(key, path)
        except FileExistsError:
            raise CommandError(f"{path} is there already. A key is never overwritten: old backups need it.") from None
        self.stdout.write(
            f"Written to {path}. Without this key no backup can be opened, by anybody.\n"
            "Copy it onto paper now, read it back letter by letter, and lock the paper away in another building:\n\n"
            f"  {key.written()}\n\n(key {key.mark})"
        )

    def make(self, folder: Path, path: Path) -> None:
        try:
            store = Store.found_or_new(folder, key_in(path))
            backup = make_backup(store, say=self.say)
        except REFUSALS as error:
            note(failed_at=timezone.now().isoformat(), failure=f"{type(error).__name__}: {error}"[:300])
            raise
        note(
            made_at=backup.at,
            n_rows=backup.n_rows,
            n_files=len(backup.files),
            written_bytes=store.written_bytes,
            failure="",
        )
        for table in backup.left_out:
            self.say(f"left out: table {table}, which no part of Mueang knows")
        self.say(
            f"Backup of {shown(datetime.fromisoformat(backup.at))}: {backup.n_rows:,} rows of {len(backup.tables)} "
            f"tables, {len(backup.files):,} files; {store.written_bytes / 1e6:,.1f} MB written to {folder}"
        )

    def list(self, store: Store) -> None:
        for at in store.moments():
            backup = read_backup(store, at)
            told = f"{backup.n_rows:>12,} rows  {len(backup.files):>7,} files  {backup.form}"
            self.say(f"{shown(at)}  {told}  Mueang {backup.version}")
        self.say(f"{len(store.moments())} backups in {store.folder}, key {store.key.mark}")

    def check_all(self, store: Store) -> None:
        faults = {at: check_backup(store, at) for at in store.moments()}
        for at, found in faults.items():
            self.say(f"{'ok ' if not found else 'BAD'}  {shown(at)}")
            for fault in found:
                self.say(f"     {fault}")
        if not faults or any(faults.values()):
            sys.exit(1)

    def rehearse(self, folder: Path, path: Path, database: str) -> None:
        with tempfile.TemporaryDirectory(prefix="mueang-rehearsal-") as into:
            came_of_it = rehearse(folder, path, into=Path(into), database=database)
        for line in came_of_it.lines:
            self.say(line)
        if not came_of_it.went_well:
            sys.exit(1)

    def say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def refuse_together(folder: Path, key: Path) -> None:
    """Data, backups and key lie in three places: else what takes one takes all."""
    data = Path(settings.DATA_DIR)
    if folder.is_relative_to(data) or data.is_relative_to(folder):
        raise CommandError(f"Keep backups outside the data folder {data}, on another disk.")
    if key.is_relative_to(folder) or key.is_relative_to(data):
        raise CommandError(f"Keep the key apart from the backups and from the data folder, not at {key}.")


def shown(at: datetime) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M:%S}"
