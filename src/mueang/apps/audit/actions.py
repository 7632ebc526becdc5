"""Write to the record, in the transaction of the change itself."""

from __future__ import annotations

from typing import Any

from django.db import models, transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.enums import INSTALLATION_BOOK
from mueang.apps.audit.models import Book, Event


def target_of(row: models.Model) -> str:
    """`app.model:uuid` (or the key, for rows that have no uuid)."""
    return f"{row._meta.label_lower}:{getattr(row, 'uuid', row.pk)}"


@transaction.atomic
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
    `facts` must be JSON and hold neither names nor free text about people.
    """
    Book.objects.get_or_create(name=book)
    head = Book.objects.select_for_update().get(name=book)
    event = Event(
        book=head,
        number=head.length + 1,
        at=timezone.now(),
        actor=actor,
        verb=verb,
        target=target_of(target),
        facts=facts or {},
        previous_hash=head.head,
    )
    event.hash = event.computed_hash()
    event.save(force_insert=True)
    head.length, head.head = event.number, event.hash
    head.save(update_fields=["length", "head"])
    return event


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
