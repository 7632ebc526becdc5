"""`mueang search rebuild`: make the search index anew from the rows."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser, no_translations

from mueang.apps.catalog.queries import rebuild
from mueang.apps.network.queries import open_cities


class Command(BaseCommand):
    help = "Make the search index of every city, or of one, anew from the rows. Pages go on finding meanwhile."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--city", help="one city only: its slug")

    @no_translations
    def handle(self, *_arguments: Any, city: str | None, **_options: Any) -> None:
        cities = [one for one in open_cities() if city in (None, one.slug)]
        if city is not None and not cities:
            raise CommandError(f"there is no city {city}: `mueang search rebuild` without --city takes them all")
        for one in cities:
            started = time.monotonic()
            found = rebuild(one)
            self.stdout.write(f"{one.slug}: {found} offerings can be found ({time.monotonic() - started:.1f} s)")
