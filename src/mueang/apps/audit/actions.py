"""Write to the record, in the transaction of the change itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.enums import INSTALLATION_BOOK, PROTECTED_APPS, PROTECTED_ENDING, protected_book
from mueang.apps.audit.models import Book, Event, canonical_text
from mueang.lib.new_rows import new_row
from mueang.lib.ready import ReadyChange, ReadyRows, Slot, insert_rows

_waiting: ContextVar[dict[str, list[Event]] | None] = ContextVar("waiting", default=None)
_HEAD = ReadyRows(lambda: Book.objects.select_for_update().filter(name=Slot("name"))[:1])
_MOVE_HEAD = ReadyChange(lambda: Book.objects.filter(pk=Slot("pk")), length=Slot("length"), head=Slot("head"))


def target_of(row: models.Model) -> str:
    """`app.model:uuid` (or the key, for rows that have no uuid)."""
    return f"{row._meta.label_lower}:{getattr(row, 'uuid', row.pk)}"


def record(
    *,
    actor: User | None,
    verb: str,
    target: models.Model,
    book: str = INSTALLATION_BOOK,
    facts: dict[str, Any] | None = None,
) -> Event:
    """Append one event to `book` (a city's slug), chained to the last one.

    Call it last in an action: the book's head stays locked until the action commits, so events of one city line up.
    `facts` must be JSON and hold neither names nor free text about people. A row of the protected zone is written
    about in the city's protected book, whichever of the two is asked for.
    """
    if target._meta.app_label in PROTECTED_APPS and not book.endswith(PROTECTED_ENDING):
        book = protected_book(book)
    event = new_row(Event, actor=actor, verb=verb, target=target_of(target), facts=facts or {})
    # What is no JSON is refused before anything is written.
    canonical_text(event.facts)
    waiting = _waiting.get()
    if waiting is None:
        _append(book, [event])
    else:
        waiting.setdefault(book, []).append(event)
    return event


@contextmanager
def recorded_together() -> Iterator[None]:
    """Events recorded within are appended at its end: one look at the head and one insert, however many they are.

    For an action made of other actions: the book is locked for its last moments only, not from its first event on.
    Let no refusal be caught within: the event of what was undone would be written all the same.
    """
    if _waiting.get() is not None:
        yield
        return
    books: dict[str, list[Event]] = {}
    token = _waiting.set(books)
    try:
        yield
    finally:
        _waiting.reset(token)
    for book in sorted(books):
        _append(book, books[book])


def _append(book: str, events: Sequence[Event]) -> None:
    # No savepoint: an event that cannot be written takes the change with it.
    with transaction.atomic(savepoint=False):
        head, now = _locked_head(book), timezone.now()
        for event in events:
            event.at, event.book, event.number, event.previous_hash = now, head, head.length + 1, head.head
            event.hash = event.computed_hash()
            head.length, head.head = event.number, event.hash
        insert_rows(events)
        _MOVE_HEAD(pk=head.pk, length=head.length, head=head.head)


def _locked_head(book: str) -> Book:
    found = _HEAD.first(name=book)
    if found is None:
        Book.objects.get_or_create(name=book)
        found = Book.objects.select_for_update().get(name=book)
    return found


def record_read(
    *,
    actor: User,
    target: models.Model,
    book: str = INSTALLATION_BOOK,
    facts: dict[str, Any] | None = None,
) -> Event:
    """Write down that `actor` looked at a protected row, or took it away as a file.

    Call it before the answer leaves: what could not be recorded is not shown.
    """
    return record(actor=actor, verb="read", target=target, book=book, facts=facts)
