"""Into a real seat and back: the open city sees a held seat and a name on a roll, as with anybody else."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.catalog.models import Offering
from mueang.apps.enrollment.actions import NewMember, hold_for_token, join_held, release_token
from mueang.apps.enrollment.enums import Via
from mueang.apps.enrollment.models import Party, SeatHold
from mueang.apps.support.actions.holding import hold_case, note_deed
from mueang.apps.support.errors.cases import PlacedAlready, PlacementOver
from mueang.apps.support.models.cases import Case
from mueang.apps.support.models.referrals import Placement

# A family needs a few days to be found and asked; what nobody took by then goes to everybody.
HELD_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Carer:
    """Who brings the child, as the open city will know them."""

    given_name: str
    family_name: str = ""
    prefix: str = ""
    phone: str = ""
    relation: str = ""


@transaction.atomic
def place_child(
    *,
    case: Case,
    offering: Offering,
    actor: User,
    release_on: date | None = None,
    now: datetime | None = None,
) -> Placement:
    """Hold a seat for the child under a token that says nothing.

    Raises PermissionDenied, CaseClosed, PlacedAlready, and what enrollment refuses (OfferingFull, EnrollmentClosed).
    """
    now = now or timezone.now()
    if offering.city_id != case.city_id:
        raise PermissionDenied
    token = secrets.token_urlsafe(32)
    # The offering before the case, as everywhere: two that lock them crosswise would never end.
    today = timezone.localdate(now)
    release_on = release_on or min(today + HELD_FOR, max(offering.ends_on, today))
    hold_for_token(offering=offering, token=token, release_on=release_on, now=now)
    row = hold_case(case, actor=actor)
    if row.placements.filter(offering=offering, ended_at=None).exists():
        raise PlacedAlready
    placement = Placement.objects.create(case=row, offering=offering, token=token, placed_by=actor, placed_at=now)
    note_deed(row, "case.placed", actor=actor)
    return placement


@transaction.atomic
def take_seat(*, placement: Placement, actor: User, carer: Carer | None = None, now: datetime | None = None) -> Party:
    """Enter the child into the seat together with the family, as they would do themselves by the personal link.

    Raises PermissionDenied, CaseClosed, PlacementOver, and what enrollment refuses (HoldOver, CarerNeeded).
    """
    hold = SeatHold.objects.select_related("offering__city").get(token=placement.token)
    child = placement.case.child
    member = NewMember(
        given_name=child.given_name,
        family_name=child.family_name,
        prefix=child.prefix,
        birth_on=child.birth_on,
        birth_year=child.birth_year,
        phone="" if carer else child.phone,
        relation=carer.relation if carer else "",
        is_invented=child.is_invented,
    )
    lead = None
    if carer is not None:
        lead = NewMember(
            given_name=carer.given_name,
            family_name=carer.family_name,
            prefix=carer.prefix,
            phone=carer.phone,
            is_invented=child.is_invented,
        )
    via = Via.CARER if carer else Via.SELF
    party = join_held(hold=hold, members=[member], lead=lead, via=via, request_key=placement.token, now=now)
    case = hold_case(placement.case, actor=actor)
    if Placement.objects.get(pk=placement.pk).ended_at is not None:
        raise PlacementOver
    note_deed(case, "case.seat_taken", actor=actor)
    return party


@transaction.atomic
def end_placement(*, placement: Placement, actor: User, words: str = "", now: datetime | None = None) -> Placement:
    """The placement is over; a seat nobody took is free for everybody again, one that was taken stays the family's.

    Raises PermissionDenied, PlacementOver.
    """
    now = now or timezone.now()
    release_token(token=placement.token, now=now)
    case = hold_case(placement.case, actor=actor, is_open=False)
    row = Placement.objects.select_for_update(of=("self",)).get(pk=placement.pk)
    if row.ended_at is not None:
        raise PlacementOver
    row.ended_at, row.ended_words = now, words.strip()[:300]
    row.save(update_fields=["ended_at", "ended_words"])
    note_deed(case, "case.placement_ended", actor=actor)
    return row
