"""`mueang restore`: put a backup back, and prove that it is whole."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser, no_translations
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from mueang.config.backing_up import read_backup
from mueang.config.restoring import RestoreRefused, chosen, keys_elsewhere, restore
from mueang.lib.backups.key import KeyUnreadable, key_in
from mueang.lib.backups.rows import RowsUnfit
from mueang.lib.backups.store import PieceBroken, Store, StoreUnfit

REFUSALS = (RestoreRefused, StoreUnfit, KeyUnreadable, PieceBroken, RowsUnfit, OSError)


class Command(BaseCommand):
    help = "Put a backup back into an empty installation, or over this one where its name is typed."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", help="the folder of backups")
        parser.add_argument(
            "--key", metavar="FILE", default=settings.OPTIONS["BACKUP_KEY_FILE"], help="file of the key"
        )
        parser.add_argument("--at", default="", help="the newest backup not after this time, e.g. '2026-11-23 08:00'")
        parser.add_argument("--into", metavar="FOLDER", default="", help="a data folder elsewhere; made if missing")
        parser.add_argument("--database", default="", help="with --into: postgres://… of an empty database")
        parser.add_argument("--replace", metavar="NAME", default="", help="the name of the installation to be replaced")

    @no_translations
    def handle(self, *_arguments: Any, folder: str, key: str, at: str, into: str, **options: Any) -> None:
        if not key:
            raise CommandError("Name the file of the key: --key FILE, or MUEANG_BACKUP_KEY_FILE.")
        if into:
            sys.exit(elsewhere([folder, "--key", key, *(["--at", at] if at else [])], Path(into), options["database"]))
        began = timezone.now()
        try:
            store = Store.open(Path(folder), key_in(Path(key)))
            backup = read_backup(store, chosen(store, moment_typed(at)))
            made_at = timezone.localtime(datetime.fromisoformat(backup.at))
            self.say(f"The backup of {made_at:%Y-%m-%d %H:%M:%S} of {backup.base_url}")
            restored = restore(store, backup, replace=options["replace"], say=self.say)
        except REFUSALS as error:
            raise CommandError(str(error)) from error
        for ours, theirs in keys_elsewhere(backup):
            self.say(f"FIX  put the restored {ours} in the place of {theirs}: else names and signing keys stay closed")
        if restored.n_erased_again:
            self.say(f"{restored.n_erased_again:,} people erased since this backup were erased again")
        if not restored.has_journal:
            self.say(
                f"FIX  beside these backups lies no journal of erasures that can be read: whoever was erased after "
                f"{made_at:%Y-%m-%d %H:%M} and is not known here is back. Look through the answered requests on paper, "
                "and erase them again"
            )
        if restored.set_aside:
            self.say(f"what was here is kept as {restored.set_aside}: remove it when all is well")
        self.say(
            f"Restored: {restored.n_rows:,} rows, {restored.n_files:,} files, {restored.n_events:,} events, "
            f"in {(timezone.now() - began).total_seconds():.0f} s. Start Mueang, then: mueang search rebuild"
        )

    def say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def moment_typed(text: str) -> datetime | None:
    """A local time somebody typed; a day alone means its end. Raises RestoreRefused."""
    if not text:
        return None
    try:
        at, on = parse_datetime(text), parse_date(text)
    except ValueError:
        at = on = None
    if on:
        at = datetime(on.year, on.month, on.day) + timedelta(days=1, seconds=-1)  # noqa: DTZ001 -- made aware below
    if at is None:
        raise RestoreRefused(f"No time: {text}. Write it as 2026-11-23 or '2026-11-23 08:00'.")
    if at.year > 2400:
        at = at.replace(year=at.year - 543)
    return at if timezone.is_aware(at) else timezone.make_aware(at)


def elsewhere(arguments: list[str], into: Path, database: str) -> int:
    """The same command as another installation's own: its data folder, its database, its keys."""
    into.mkdir(parents=True, exist_ok=True)
    environment = {
        **os.environ,
        "MUEANG_DATA_DIR": str(into.resolve()),
        "MUEANG_DATABASE_URL": database,
        "MUEANG_SECRET_KEY_FILE": "",
        "MUEANG_FIELD_KEY_FILE": "",
        # Nobody listens there: it is another installation than the one that may be running.
        "MUEANG_PORT": "1",
    }
    command = [sys.executable, "-m", "mueang.config.cli", "restore", *arguments]
    return subprocess.run(command, env=environment, check=False).returncode  # noqa: S603 -- our own program
