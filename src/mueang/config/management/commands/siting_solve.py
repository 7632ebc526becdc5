"""`mueang siting solve`: where to open so many places, on anyone's network or table, with a proof of how good it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser, no_translations

MODELS = ("p-median", "p-center", "max-coverage")


class Command(BaseCommand):
    help = (
        "Choose places to open: the least way for all together (p-median), the shortest worst way (p-center), or the "
        "most people within reach (max-coverage). Says always whether the answer is proved optimal, or within how many "
        "percent of the best it is."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        given = parser.add_mutually_exclusive_group(required=True)
        given.add_argument("--graph", type=Path, help="network as OR-Library writes it; every node has one person")
        given.add_argument(
            "--cost",
            type=Path,
            help="table with the columns point, site, cost and, if people count, weight: .csv, .csv.gz or .parquet; "
            "a pair that is not listed has no way",
        )
        parser.add_argument("--model", choices=MODELS, default=MODELS[0])
        parser.add_argument("--open", type=int, dest="n_open", help="how many; a network may say it itself")
        parser.add_argument("--within", type=float, help="what is within reach, in the unit of cost (max-coverage)")
        parser.add_argument("--unserved", type=float, help="what it costs to serve somebody nowhere (p-median)")
        parser.add_argument("--seconds", type=float, default=30.0, help="to work at most")
        parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")

    @no_translations
    def handle(self, *_arguments: Any, json: bool, **options: Any) -> None:
        from mueang.config.siting_table import BadTable, Given, as_json, as_text, read_given, solve
        from mueang.methods.siting import SitingRefused  # NumPy: only this command needs it

        try:
            given: Given = read_given(graph=options["graph"], cost=options["cost"])
            found = solve(
                given,
                model=options["model"],
                n_open=options["n_open"],
                within=options["within"],
                unserved=options["unserved"],
                seconds=options["seconds"],
            )
        except (BadTable, SitingRefused, OSError, UnicodeDecodeError) as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(as_json(given, found) if json else as_text(given, found))
