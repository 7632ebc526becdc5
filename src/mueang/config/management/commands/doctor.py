"""`mueang doctor`: say what is well and what to fix."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand

from mueang.config.checkup import examine


class Command(BaseCommand):
    help = "Check settings, keys, database, disk and clock, and say what to fix. Exit 1 where something is."
    requires_system_checks = ()

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        findings = list(examine())
        for finding in findings:
            mark = "ok " if finding.is_well else "FIX"
            self.stdout.write(
                f"{mark}  {finding.subject}: {finding.said}" + (f" -> {finding.cure}" if finding.cure else "")
            )
        if not all(finding.is_well for finding in findings):
            sys.exit(1)
