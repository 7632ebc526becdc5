"""Whether the books are whole: every sum, number, guard and fingerprint looked at again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, F, Max, Prefetch, Sum

from mueang.apps.audit.models import Event
from mueang.apps.ledger.enums import Fault
from mueang.apps.ledger.models import Entry, Period, Posting
from mueang.apps.ledger.models.guards import POSTGRESQL, SQLITE
from mueang.lib.guards import standing

CHUNK = 500
VERB = "ledger.posted"


@dataclass(frozen=True, slots=True)
class BookFault:
    """One thing wrong, and where: a guard's name, a month, or an entry's uuid."""

    what: Fault
    where: str


def verify_books() -> Iterator[BookFault]:
    """Every fault of every city's books; nothing where they are whole. Reads all of them."""
    guards = SQLITE if connection.vendor == "sqlite" else POSTGRESQL
    for name in sorted(set(guards) - standing(connection, guards)):
        yield BookFault(Fault.UNGUARDED, name)
    sums = Entry.objects.order_by().annotate(total=Sum("postings__satang"), n=Count("postings"))
    for entry in sums.exclude(total=0, n__gte=2).only("uuid"):
        yield BookFault(Fault.UNBALANCED, str(entry.uuid))
    counted = Period.objects.order_by("pk").annotate(n=Count("entries"), highest=Max("entries__number"))
    for period in counted.exclude(n=0, last_number=0).exclude(n=F("last_number"), highest=F("last_number")):
        yield BookFault(Fault.GAP, f"{period.city_id} {period}")
    yield from _fingerprints()


def _fingerprints() -> Iterator[BookFault]:
    events = Event.objects.filter(verb=VERB).order_by().values_list("target", "facts")
    recorded = {target.partition(":")[2]: facts.get("digest") for target, facts in events.iterator(CHUNK)}
    lines = Prefetch("postings", Posting.objects.select_related("account"))
    for entry in Entry.objects.order_by("pk").prefetch_related(lines).iterator(CHUNK):
        digest = recorded.pop(str(entry.uuid), None)
        if digest is None:
            yield BookFault(Fault.UNRECORDED, str(entry.uuid))
        elif digest != entry.fingerprint(list(entry.postings.all())):
            yield BookFault(Fault.CHANGED, str(entry.uuid))
    for uuid in sorted(recorded):
        yield BookFault(Fault.LOST, uuid)
