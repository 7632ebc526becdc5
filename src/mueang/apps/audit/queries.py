"""Questions about the record: what happened, and whether it still says what it said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import F, Q
from django.utils import timezone

from mueang.apps.audit.enums import GENESIS_HASH, VERB_WORDS, FaultKind
from mueang.apps.audit.models import Book, Event, EventQuerySet
from mueang.apps.audit.rules import events_in

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a book: from which event to which, and what about them."""

    book: str
    number: int
    what: FaultKind
    until: int = 0


def found_events(*, book: str, words: str = "", actor: str = "", day: date | None = None) -> EventQuerySet:
    """Events of `book`, newest first: by words, by the actor's sign-in name, by day in local time.

    Words are looked for in the verb, as written and as the reader sees it, and in the target.
    """
    rows = events_in(book)
    if words:
        read_out = [verb for verb, said in VERB_WORDS.items() if words.casefold() in str(said).casefold()]
        rows = rows.filter(Q(verb__icontains=words) | Q(verb__in=read_out) | Q(target__icontains=words))
    if actor:
        rows = rows.filter(actor__username__iexact=actor)
    return rows.filter(at__gte=_midnight(day), at__lt=_midnight(day + timedelta(days=1))) if day else rows


def verify_books(*, only: str | None = None) -> Iterator[Fault]:
    """Every fault in every book (or in one): changed, missing, swapped, cut off at the end, added behind it.

    Streams: memory grows neither with the record nor with its faults. What this cannot see is a whole book rewritten
    with new hashes; note the heads that `audit_verify` prints somewhere else, and compare.
    """
    books = Book.objects.filter(name=only) if only else Book.objects.all()
    for book in books.order_by("name"):
        yield from _faults_in(book)


def _faults_in(book: Book) -> Iterator[Fault]:
    """Walk one book from its first event to its head, then look behind the head."""
    number, last = 0, GENESIS_HASH
    links = {GENESIS_HASH}
    rows = Event.objects.filter(book=book, number__lte=book.length).order_by("number")
    for event in rows.iterator(chunk_size=CHUNK):
        event.book = book
        computed = event.computed_hash()
        has_gap = event.number > number + 1
        if has_gap:
            yield Fault(book.name, number + 1, FaultKind.MISSING, until=event.number - 1)
        elif event.previous_hash not in links:
            yield Fault(book.name, event.number, FaultKind.OUT_OF_PLACE)
        if computed != event.hash and (has_gap or event.previous_hash in links):
            yield Fault(book.name, event.number, FaultKind.CHANGED)
        # Either hash may be the true one: the next event decides, so that one change is one fault.
        number, last, links = event.number, event.hash, {event.hash, computed}
    yield from _faults_at_the_end(book, number, last)


def _faults_at_the_end(book: Book, number: int, last: str) -> Iterator[Fault]:
    if number < book.length:
        yield Fault(book.name, number + 1, FaultKind.CUT_OFF, until=book.length)
    elif last != book.head:
        yield Fault(book.name, number, FaultKind.WRONG_HEAD)
    # Compared with the head as it is now: an event appended since the walk began is no fault.
    behind = Event.objects.filter(book=book, number__gt=F("book__length")).order_by("number")
    for event in behind.iterator(chunk_size=CHUNK):
        yield Fault(book.name, event.number, FaultKind.BEYOND_HEAD)


def head_stands(line: str) -> bool:
    """Whether the event of a noted head (BOOK:NUMBER:HASH) still has the noted hash; an empty book's stands always."""
    name, _, rest = line.partition(":")
    number, _, kept = rest.partition(":")
    if number == "0":
        return True
    wanted = int(number) if number.isdecimal() and len(number) < 18 else 0
    return Event.objects.filter(book__name=name, number=wanted, hash=kept).exists()


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
