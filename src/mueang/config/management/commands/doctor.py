"""`mueang doctor`: say what is well and what to fix; `--deploy` also what an installation open to all must have."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from mueang.config.checkup import examine
from mueang.config.deploying import DEPLOY_CHECKS


class Command(BaseCommand):
    help = "Check settings, keys, database, disk and clock, and say what to fix. Exit 1 where something is."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--deploy", action="store_true", help="also look at what a city's own installation needs")

    def handle(self, *_arguments: Any, deploy: bool, **_options: Any) -> None:
        findings = [*examine(), *(examine(DEPLOY_CHECKS) if deploy else ())]
        for finding in findings:
            mark = "ok " if finding.is_well else "FIX"
            self.stdout.write(
                f"{mark}  {finding.subject}: {finding.said}" + (f" -> {finding.cure}" if finding.cure else "")
            )
        if not all(finding.is_well for finding in findings):
            sys.exit(1)
