"""`mueang enrollment replay`: work a published round out again from its file, without a database or a network."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from mueang.methods.allocation import Replay, replay

EXIT_CODES = {"follows": 0, "differs": 1, "unreadable": 2, "withheld": 3}
LARGEST_BYTES = 200_000_000


class Command(BaseCommand):
    help = (
        "Check the file of a published round: exit 0 only if the outcome follows from its seed and inputs, "
        "1 naming the first difference, 2 if it is no such file, 3 if groups are withheld and were not given."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="the round's file; - reads standard input")
        parser.add_argument("--classes", metavar="FILE", help="the withheld groups, for an auditor who was given them")
        parser.add_argument("--json", action="store_true", help="answer as one JSON object")

    def handle(self, *_arguments: Any, file: str, **options: Any) -> None:
        # The spelling is what the commitment binds; a line end an editor added is not part of it.
        classes = self.read(options["classes"]).rstrip("\r\n") if options["classes"] else ""
        try:
            document = json.loads(self.read(file))
        except (ValueError, RecursionError):
            found = Replay("unreadable", part="not JSON")
        else:
            found = replay(document, classes=classes)
        if options["json"]:
            self.stdout.write(json.dumps({"ok": found.verdict == "follows"} | asdict(found), ensure_ascii=False))
        else:
            self.stdout.write(sentence(found))
        sys.exit(EXIT_CODES[found.verdict])

    def read(self, name: str) -> str:
        try:
            content = sys.stdin.buffer.read(LARGEST_BYTES) if name == "-" else Path(name).read_bytes()
            return content.decode("utf-8-sig")
        except OSError as error:
            raise CommandError(f"cannot read {name}: {error.strerror}") from None
        except UnicodeDecodeError:
            return ""


def sentence(found: Replay) -> str:
    """The answer for a person at a terminal."""
    if found.verdict == "follows":
        return f"OK: the outcome of all {found.n_entries} entries follows from the published seed and inputs."
    if found.verdict == "withheld":
        return "Groups are withheld because one is small: an auditor checks with --classes FILE."
    if found.verdict == "unreadable":
        return f"This is no file of a round: {found.part}"
    where = f"entry {found.entry}" if found.entry else found.part
    return f"DIFFERS at {where}: published {found.published or 'no seat'}, follows {found.follows or 'no seat'}"
