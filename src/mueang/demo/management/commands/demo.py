"""`mueang demo`: fill an invented city on Yala's public geography."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from mueang.apps.network.queries import city_by_slug
from mueang.demo.build import build_demo
from mueang.demo.sign_ins import sign_in_lines

FEWEST_PEOPLE = 400


class Command(BaseCommand):
    help = "Fill an invented city on Yala's public geography. The same people at every run."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--people", type=int, default=2000, help="invented people (at least 400)")

    def handle(self, *_arguments: Any, people: int, **_options: Any) -> None:
        if people < FEWEST_PEOPLE:
            raise CommandError(f"A demo city needs at least {FEWEST_PEOPLE} people.")
        if city_by_slug("yala"):
            raise CommandError("The demo city is there already.")
        began = time.perf_counter()
        path = build_demo(n_people=people, folder=settings.DATA_DIR / "demo", say=self.say)
        self.say(f"Filled in {time.perf_counter() - began:.0f} s. A workbook to import by hand: {path}")
        self.say("\n".join(sign_in_lines()))

    def say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
