"""`mueang key rotate`: a new session secret or field key; the old one stays beside it and opens what it made."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from mueang.config.options import rotate_secret


class Command(BaseCommand):
    help = "Put a new session secret or field key in use. Restart web and worker afterwards, and back both files up."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("which", choices=["session", "field"])

    def handle(self, *_arguments: Any, which: str, **_options: Any) -> None:
        path, length = (settings.SECRET_KEY_FILE, 64) if which == "session" else (settings.FIELD_KEY_FILE, 32)
        kept = rotate_secret(path, length_bytes=length)
        self.stdout.write(f"new key in {path}; the old one is {kept}: keep both. Restart web and worker now.")
        if which == "session":
            self.stdout.write(f"Once {settings.LEARNER_SESSION.days} days are over, {kept.name} may be deleted.")
