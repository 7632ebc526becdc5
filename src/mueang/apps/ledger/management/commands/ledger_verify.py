"""`mueang ledger verify`: find books that do not add up, or that somebody changed behind the house's back."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, no_translations

from mueang.apps.ledger.models import Entry
from mueang.apps.ledger.queries import verify_books


class Command(BaseCommand):
    help = "Add up every entry again and compare it with the audit record. Exit 1 where something is wrong."

    @no_translations
    def handle(self, *_arguments: Any, **_options: Any) -> None:
        n_faults = 0
        for fault in verify_books():
            n_faults += 1
            self.stdout.write(f"FAULT  {fault.where} {fault.what.label}")
        self.stdout.write(f"{Entry.objects.count()} entries, {n_faults} faults")
        if n_faults:
            sys.exit(1)
        self.stdout.write("The books are whole. `mueang audit verify` tells whether the record they agree with is.")
