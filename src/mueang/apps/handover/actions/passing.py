"""How one thing of each kind goes to its next holder, and the round over all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.catalog.actions.freshness import hand_over_offering
from mueang.apps.catalog.models import Offering
from mueang.apps.handover.models import HandedThing, Handover
from mueang.apps.handover.queries.kinds import KINDS, Kind
from mueang.apps.places.actions import hand_over_place
from mueang.apps.places.models import Place


def _offering(row: UUID, *, holder: User, to: User, actor: User) -> bool:
    # Locked: somebody else may have given it away since it was listed.
    found = Offering.objects.select_for_update(of=("self",)).filter(uuid=row, owner=holder).first()
    if found is not None:
        hand_over_offering(offering=found, owner=to, actor=actor)
    return found is not None


def _place(row: UUID, *, holder: User, to: User, actor: User) -> bool:
    found = Place.objects.select_for_update(of=("self",)).filter(uuid=row, owner=holder).first()
    if found is not None:
        hand_over_place(place=found, owner=to, actor=actor)
    return found is not None


PASS_ON: Mapping[str, Callable[..., bool]] = {"offerings": _offering, "places": _place}


def pass_all_on(*, handover: Handover, actor: User) -> int:
    """Each kind in a transaction of its own, as often as something is found; how many things."""
    return sum(_pass_kind_on(handover, kind, actor=actor) for kind in KINDS)


@transaction.atomic
def _pass_kind_on(handover: Handover, kind: Kind, *, actor: User) -> int:
    held = kind.held(handover.leaver, handover.city)
    if not held:
        return 0
    parties = {"holder": handover.leaver, "to": handover.successor, "actor": actor}
    passed = [thing for thing in held if PASS_ON[kind.code](thing.uuid, **parties)]
    now = timezone.now()
    HandedThing.objects.bulk_create(
        [
            HandedThing(
                handover=handover, kind=kind.code, row=one.uuid, name_th=one.name_th, name_en=one.name_en, at=now
            )
            for one in passed
        ],
        ignore_conflicts=True,
    )
    return len(passed)
