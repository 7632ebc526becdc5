"""`mueang derived snapshot`: the rows that derived indicators count in, as Parquet files for an analysis elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser, no_translations
from django.utils import timezone

from mueang.apps.network.models import City
from mueang.config.derived_report import write_snapshot
from mueang.config.replica import analysis
from mueang.lib.snapshots import NoEngine


class Command(BaseCommand):
    help = (
        "Write the relations of docs/methods/derived.md as Parquet files. No name is in them, but what one person "
        "did is: keep the folder as you keep the database. Protected counts stay in their city."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="where to; files of the same names are replaced")
        parser.add_argument("--city", action="append", help="short name of a city; all of them if left out")

    @no_translations
    def handle(self, *_arguments: Any, folder: Path, city: list[str] | None, **_options: Any) -> None:
        cities = City.objects.filter(slug__in=city) if city else City.objects.all()
        unknown = set(city or ()) - set(cities.values_list("slug", flat=True))
        if unknown:
            raise CommandError(f"no city {', '.join(sorted(unknown))}")
        try:
            with analysis(now=timezone.now()):
                found = write_snapshot(folder, cities=cities.order_by("slug"), now=timezone.now())
        except (NoEngine, OSError) as refused:
            raise CommandError(str(refused)) from refused
        for name, n_rows in found.items():
            self.stdout.write(f"{name}: {n_rows}")
