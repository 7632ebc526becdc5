"""Sign somebody of the city's staff out: a telephone was lost, somebody left in anger."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.network.models import City
from mueang.apps.places.rules import staff_of
from mueang.apps.signins.actions import end_all_of


@transaction.atomic
def sign_out_staff(*, user: User, city: City, actor: User) -> int:
    """End every session of somebody who works in `city` alone; how many there were. What they hold stays theirs.

    Raises PermissionDenied, also for one's own: those are ended on one's own page.
    """
    if user == actor or not staff_of(actor, city).filter(pk=user.pk).exists():
        raise PermissionDenied
    n_ended = end_all_of(user=user, actor=actor)
    record(actor=actor, verb="sign_in.staff_signed_out", target=user, book=city.slug, facts={"n": n_ended})
    return n_ended
