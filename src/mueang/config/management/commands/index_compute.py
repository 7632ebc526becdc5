"""`mueang index compute`: a composite index from anybody's tables, every stage kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser, no_translations

from mueang.config.index_report import as_json, index_as_text, index_by_name
from mueang.config.index_tables import BadIndex, read_files
from mueang.lib.typed_table import BadTable


class Command(BaseCommand):
    help = (
        "Make a composite index from a table of units and a table that says what it is made of (COINr's iData and "
        "iMeta; CSV, UTF-8). Nothing is filled in or treated, and weights are equal, unless the tables or the choices "
        "say so. See docs/methods/indicators.md."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--data", type=Path, required=True, help="CSV: uCode, uName, indicators, denominators, groups"
        )
        parser.add_argument(
            "--meta", type=Path, required=True, help="CSV: Level, iCode, Direction, Weight, Parent, Type …"
        )
        parser.add_argument("--config", type=Path, help="the choices, JSON or TOML")
        parser.add_argument("--json", action="store_true", help="every stage as one JSON object instead of a table")

    @no_translations
    def handle(
        self, *_arguments: Any, data: Path, meta: Path, config: Path | None, json: bool, **_options: Any
    ) -> None:
        from mueang.methods.indicators import composite  # NumPy: only this command needs it

        try:
            files = read_files(data=data, meta=meta, config=config)
            with files.telling_where():
                index = composite(**files.tables())
                self.stdout.write(as_json(index_by_name(index)) if json else index_as_text(index))
        except (BadIndex, BadTable, OSError) as refused:
            raise CommandError(str(refused)) from refused
