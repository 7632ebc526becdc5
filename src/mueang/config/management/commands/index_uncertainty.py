"""`mueang index uncertainty`: how far an index's ranking can be trusted, and which choice moves it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser, no_translations

from mueang.config.index_report import as_json, uncertainty_as_text, uncertainty_by_name
from mueang.config.index_tables import BadIndex, read_files
from mueang.lib.typed_table import BadTable


class Command(BaseCommand):
    help = (
        "Draw every plausible choice (gaps, outliers, scales, weights, means) and print the ranks that hold nine draws "
        "in ten of each unit. The choices' section `uncertainty` says what is drawn. See docs/methods/indicators.md."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--data", type=Path, required=True, help="CSV: uCode, uName, indicators, denominators, groups"
        )
        parser.add_argument(
            "--meta", type=Path, required=True, help="CSV: Level, iCode, Direction, Weight, Parent, Type …"
        )
        parser.add_argument("--config", type=Path, help="the choices, JSON or TOML")
        parser.add_argument("--draws", type=int, help="how many draws, in place of the choices' own")
        parser.add_argument("--seed", type=int, help="of the draws; the same seed draws the same")
        parser.add_argument("--sensitivity", action="store_true", help="also say which choice moves ranks, by variance")
        parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")

    @no_translations
    def handle(self, *_arguments: Any, data: Path, meta: Path, config: Path | None, **options: Any) -> None:
        from mueang.methods.indicators import sensitivity, uncertainty  # NumPy: only this command needs it

        try:
            files = read_files(data=data, meta=meta, config=config)
            doubts = files.config.setdefault("uncertainty", {})
            asked = {name: options[name] for name in ("draws", "seed") if options[name] is not None}
            if isinstance(doubts, dict):
                doubts.update(asked)
            with files.telling_where():
                found = uncertainty(**files.tables())
                moved_by = sensitivity(**files.tables()) if options["sensitivity"] else None
        except (BadIndex, BadTable, OSError) as refused:
            raise CommandError(str(refused)) from refused
        said = uncertainty_by_name(found, moved_by) if options["json"] else None
        self.stdout.write(as_json(said) if said is not None else uncertainty_as_text(found, moved_by))
