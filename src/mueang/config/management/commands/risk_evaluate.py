"""`mueang risk evaluate`: what a table of the past can foretell, judged honestly, for anyone's table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser, no_translations

from mueang.config.risk_report import as_json, as_text
from mueang.config.risk_table import Asked, prepare
from mueang.lib.typed_table import BadTable, read_table


class Command(BaseCommand):
    help = (
        "Learn a glass box of at most twelve terms from a table (CSV, UTF-8, the first line names the columns), judge "
        "it on rows it never saw, and set it beside the base rate, the best single rule and the school or area alone. "
        "Religion and ethnicity are refused as predictors."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("table", type=Path, help="CSV file, also .csv.gz")
        parser.add_argument("--label", required=True, help="column that says what came to pass")
        parser.add_argument(
            "--positive", required=True, action="append", help="its value that is looked for; may be given repeatedly"
        )
        parser.add_argument("--time", help="column of time; earlier rows are learned from, later ones judged")
        parser.add_argument("--cut", help="the first value of --time that is judged")
        parser.add_argument(
            "--group", nargs="+", action="extend", default=[], help="columns whose errors are compared, value by value"
        )
        parser.add_argument(
            "--drop", nargs="+", action="extend", default=[], help="columns that do not predict (known only afterwards)"
        )
        parser.add_argument("--place", help="column of the school or area; found by its name if left out")
        parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")

    @no_translations
    def handle(self, *_arguments: Any, table: Path, json: bool, **options: Any) -> None:
        from mueang.methods.risk import RiskRefused, evaluate  # NumPy: only this command needs it

        asked = Asked(**{name: options[name] for name in Asked.__dataclass_fields__})
        try:
            given = prepare(read_table(table), asked)
            found = evaluate(
                given.features, label=given.label, is_later=given.is_later, groups=given.groups, places=given.places
            )
        except (BadTable, RiskRefused, OSError) as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(as_json(given, found) if json else as_text(given, found))
