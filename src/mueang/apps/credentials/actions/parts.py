"""Parts of a program that learners have: said by whoever teaches it, awarded like the whole."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.catalog.models import Offering
from mueang.apps.credentials.models import EarnedPart
from mueang.apps.enrollment.models import Enrollment
from mueang.apps.enrollment.rules import may_enrol

# Condition -> enrollment -> mode -> minutes.
Parts = Mapping[str, Mapping[int, Mapping[str, int]]]


@transaction.atomic
def note_parts(*, offering: Offering, parts: Parts, actor: User, now: datetime | None = None) -> int:
    """Say who has what each of these parts asks for, and how many that is; a part unnamed stays as it is.

    Whoever no longer has a part is taken off, but an award once signed stands. Raises PermissionDenied.
    """
    if not may_enrol(actor, offering):
        raise PermissionDenied
    offering = Offering.objects.select_for_update(of=("self",)).select_related("city").get(pk=offering.pk)
    seats = set(Enrollment.objects.filter(offering=offering).seated().values_list("pk", flat=True))
    said = {
        (seat, condition): dict(minutes)
        for condition, holders in parts.items()
        for seat, minutes in holders.items()
        if seat in seats
    }
    kept = EarnedPart.objects.filter(enrollment__offering=offering, condition__in=list(parts))
    known = {(row.enrollment_id, row.condition): row for row in kept}
    gone = [row.pk for key, row in known.items() if said.get(key) != row.minutes]
    new = [key for key in said if key not in known or known[key].pk in gone]
    if not gone and not new:
        return len(said)
    now = now or timezone.now()
    EarnedPart.objects.filter(pk__in=gone).delete()
    EarnedPart.objects.bulk_create(
        EarnedPart(enrollment_id=seat, condition=condition, minutes=said[seat, condition], earned_at=now)
        for seat, condition in new
    )
    facts = {"n": len(said)}
    record(actor=actor, verb="credentials.parts_noted", target=offering, book=offering.city.slug, facts=facts)
    return len(said)
