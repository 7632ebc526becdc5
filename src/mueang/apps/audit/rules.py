"""Who may read which book of the record."""

from __future__ import annotations

from django.db.models import QuerySet

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.rules import Viewer, scopes_where
from mueang.apps.audit.enums import PROTECTED_ENDING
from mueang.apps.audit.models import Book, Event, EventQuerySet


def visible_books(viewer: Viewer) -> QuerySet[Book]:
    """Every book, for those who may read the record everywhere. A city's own book is found through its city.

    But for the books of the protected zone: they are read by those who supervise the work, a case at a time.
    """
    if not scopes_where(viewer, Permission.AUDIT_READ).everywhere:
        return Book.objects.none()
    return Book.objects.exclude(name__endswith=PROTECTED_ENDING)


def events_in(book: str) -> EventQuerySet:
    """Events of one book, the newest first; the caller has asked whether its viewer may read that book."""
    rows: EventQuerySet = Event.objects.filter(book__name=book).select_related("actor").order_by("-number")
    return rows
