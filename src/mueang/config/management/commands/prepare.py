"""`mueang prepare`: what must be done once before a version serves, on whichever machine."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from mueang.config.preparing import prepare, wait_for_database


class Command(BaseCommand):
    help = "Set up what is missing (schema, public facts, static files), then end."
    requires_system_checks = ()

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        wait_for_database(say=self.stdout.write)
        prepare(say=self.stdout.write)
