"""`mueang audit verify`: find a changed, missing or reordered audit event."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser, no_translations

from mueang.apps.audit.models import Book
from mueang.apps.audit.queries import Fault, head_stands, verify_books


class Command(BaseCommand):
    help = "Find changed, missing or reordered audit events. Exit 1 where there is one, 2 where a noted head is gone."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--book", help="one book only: a city's slug, or installation")
        parser.add_argument(
            "--head",
            action="append",
            default=[],
            metavar="BOOK:NUMBER:HASH",
            help="a head that an earlier run printed and you kept elsewhere; it must still be in the book",
        )

    @no_translations
    def handle(self, *_arguments: Any, book: str | None, head: list[str], **_options: Any) -> None:
        n_faults = 0
        for fault in verify_books(only=book):
            n_faults += 1
            self.stdout.write(said(fault))
        n_books = n_events = 0
        for known in Book.objects.filter(name=book) if book else Book.objects.order_by("name"):
            n_books, n_events = n_books + 1, n_events + known.length
            self.stdout.write(f"head   {known.name}:{known.length}:{known.head}")
        gone = [line for line in head if not head_stands(line)]
        for line in gone:
            self.stdout.write(f"FAULT  the noted head is no longer in the record: {line}")
        self.stdout.write(f"{n_books} books, {n_events} events, {n_faults + len(gone)} faults")
        if n_faults or gone:
            sys.exit(1 if n_faults else 2)
        self.stdout.write("The record is whole. Keep the heads above somewhere else: --head compares them next time.")


def said(fault: Fault) -> str:
    span = f"{fault.number}-{fault.until}" if fault.until > fault.number else str(fault.number)
    return f"FAULT  {fault.book} event {span} {fault.what.label}"
