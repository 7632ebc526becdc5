"""`mueang derived compute`: the derived indicators of every city of a snapshot, on an engine here or on a cluster."""

from __future__ import annotations

import csv
import json as json_format
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser, no_translations
from django.utils import timezone

from mueang.config.derived_report import HEADINGS, computed
from mueang.lib.snapshots import ENGINES, NoEngine, NoSnapshot
from mueang.methods.derived import Span
from mueang.methods.thai import ThaiTextError, parse_period


class Command(BaseCommand):
    help = (
        "Count the derived indicators of every city of a snapshot; numbers of few people are withheld. Both engines "
        "give the same digits. See docs/methods/derived.md."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--data", type=Path, required=True, help="a folder of `mueang derived snapshot`")
        parser.add_argument("--period", required=True, help="such as 'ปีงบ 2569' or 'fiscal year 2026'")
        parser.add_argument("--engine", choices=ENGINES, default="embedded")
        parser.add_argument("--master", default="local[*]", help="where Spark finds its workers")
        parser.add_argument("--json", action="store_true", help="one JSON array instead of CSV")

    @no_translations
    def handle(
        self, *_arguments: Any, data: Path, period: str, engine: str, master: str, json: bool, **_options: Any
    ) -> None:
        today = timezone.localdate()
        try:
            said = parse_period(period, today=today)
        except ThaiTextError as refused:
            raise CommandError(f"{period}: not a year, budget year, school year or span of days") from refused
        try:
            span = Span(said.starts_on, min(said.ends_on, today))
            lines = computed(data, engine=engine, master=master, span=span)
        except (NoEngine, NoSnapshot) as refused:
            raise CommandError(str(refused)) from refused
        if json:
            told = [dict(zip(HEADINGS, line, strict=True)) for line in lines]
            self.stdout.write(json_format.dumps(told, default=str, ensure_ascii=False, indent=1))
            return
        writer = csv.writer(self.stdout)
        writer.writerows([HEADINGS, *lines])
