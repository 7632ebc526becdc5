"""Tell everyone who has a seat of what changed: each party once, however often the worker is killed on the way."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from mueang.apps.audit.actions import record
from mueang.apps.catalog.enums import ChangeKind
from mueang.apps.catalog.models import Change
from mueang.apps.enrollment.actions.words import tell_change
from mueang.apps.enrollment.enums import EnrollmentState
from mueang.apps.enrollment.models import Enrollment

# Who only waits hears of the end of it all and of its return; a new day of a session is for those who come.
_ALSO_TO_THOSE_WHO_WAIT = (ChangeKind.CANCELLED, ChangeKind.BACK)


@transaction.atomic
def pass_on_change(*, change: Change, now: datetime) -> int:
    """Queue the words of a change for every party that has a seat, and mark it told; returns how many parties."""
    change = (
        Change.objects.select_for_update(of=("self",))
        .select_related("offering__city", "offering__program", "offering__place")
        .get(pk=change.pk)
    )
    if change.told_at is not None:
        return 0
    states = [EnrollmentState.ENROLLED]
    if change.kind in _ALSO_TO_THOSE_WHO_WAIT:
        states.append(EnrollmentState.WAITLISTED)
    rows = Enrollment.objects.filter(offering=change.offering, state__in=states)
    change.n_told = tell_change(change, rows.select_related("person__user", "party__lead__user"), now=now)
    change.told_at = now
    change.save(update_fields=["told_at", "n_told"])
    facts = {"kind": change.kind, "change": str(change.uuid), "n_parties": change.n_told}
    record(
        actor=None, verb="enrollment.change_told", target=change.offering, book=change.offering.city.slug, facts=facts
    )
    return change.n_told
