"""Forgotten tickets: asked for again by telephone number, sent to that number and shown to nobody."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from mueang.apps.audit.actions import record
from mueang.apps.enrollment.actions.words import tell_tickets
from mueang.apps.enrollment.enums import MAY_BE_WITHDRAWN
from mueang.apps.enrollment.models import Party
from mueang.apps.network.models import City
from mueang.apps.people.models import Person

# Asked again within this time, nothing more is sent: nobody fills another's messages.
ONCE_IN = timedelta(hours=12)


@transaction.atomic
def remind_of_tickets(*, city: City, phone: str, now: datetime | None = None) -> None:
    """Leave word with the tickets of everybody of this number, where there are any; the caller learns nothing.

    `phone` is in international form. Word goes to the number or e-mail the city keeps, never to one typed now.
    """
    now = now or timezone.now()
    people = Person.objects.current().filter(city=city, phone=phone) if phone else Person.objects.none()
    for person in people.select_related("user", "city")[:5]:
        running = Party.objects.filter(
            lead=person, offering__ends_on__gte=timezone.localdate(now), enrollments__state__in=MAY_BE_WITHDRAWN
        )
        parties = list(running.select_related("offering__program", "offering__place", "offering__city").distinct()[:10])
        if parties:
            span = int(now.timestamp() // ONCE_IN.total_seconds())
            tell_tickets(person, parties, key=f"person:{person.uuid}:tickets:{span}")
    # One event whether anybody is known or not, and without the number: the record must not tell either.
    record(actor=None, verb="enrollment.tickets_asked", target=city, book=city.slug)
