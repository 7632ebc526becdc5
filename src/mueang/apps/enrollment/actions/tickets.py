"""Tickets for people who were entered by others: whoever came from a list has none until somebody gives them one."""

from __future__ import annotations

import secrets

from django.core.exceptions import PermissionDenied
from django.db import transaction

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.catalog.models import Offering
from mueang.apps.enrollment.actions.fingerprints import fingerprint
from mueang.apps.enrollment.actions.seats import lock_offering
from mueang.apps.enrollment.models import Enrollment, Party
from mueang.apps.enrollment.rules import may_enrol


@transaction.atomic
def give_tickets(*, offering: Offering, actor: User) -> int:
    """Let everybody with a seat and no ticket have one of their own; how many got one. Raises PermissionDenied."""
    if not may_enrol(actor, offering):
        raise PermissionDenied
    offering = lock_offering(offering)
    rows = list(Enrollment.objects.learning().filter(offering=offering, party=None).order_by("pk"))
    if not rows:
        return 0
    parties = Party.objects.bulk_create(
        Party(
            offering=offering,
            lead_id=row.person_id,
            ticket=secrets.token_urlsafe(32),
            request_key=fingerprint("ticket", row.uuid),
        )
        for row in rows
    )
    for row, party in zip(rows, parties, strict=True):
        row.party = party
    Enrollment.objects.bulk_update(rows, ["party"], batch_size=500)
    facts = {"n_people": len(rows)}
    record(actor=actor, verb="enrollment.tickets_given", target=offering, book=offering.city.slug, facts=facts)
    return len(rows)
