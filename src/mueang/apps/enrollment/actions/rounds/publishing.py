"""Publishing: the drawn outcome becomes seats, offering by offering, through the same seats as everywhere."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.catalog.enums import OfferingState
from mueang.apps.catalog.models import Offering
from mueang.apps.enrollment.actions.members import standing_enrollments
from mueang.apps.enrollment.actions.rounds.opening import lock_round, wipe_groups
from mueang.apps.enrollment.actions.rounds.words import tell_nowhere, tell_result
from mueang.apps.enrollment.actions.seats import lock_offering, next_waitlist_number, take_seats
from mueang.apps.enrollment.enums import EnrollmentState, RoundState, Via
from mueang.apps.enrollment.errors import RoundNotReady
from mueang.apps.enrollment.models import AllocationRound, Enrollment, Party, RoundOffering, WishList
from mueang.apps.enrollment.rules import may_run_rounds
from mueang.apps.network.actions import mark_public_change
from mueang.apps.people.models import Person
from mueang.methods.allocation import drawn_order


@transaction.atomic
def start_publishing(*, allocation_round: AllocationRound, actor: User) -> AllocationRound:
    """Let the outcome become true; the worker enters the seats. Only once: whoever presses second is refused.

    Raises PermissionDenied, and RoundNotReady before the draw or after the first press.
    """
    if not may_run_rounds(actor, allocation_round.city):
        raise PermissionDenied
    row = lock_round(allocation_round)
    if row.state != RoundState.DRAWN:
        raise RoundNotReady
    row.state = RoundState.PUBLISHING
    row.save(update_fields=["state"])
    record(actor=actor, verb="round.publish_asked", target=row, book=row.city.slug, facts={})
    return row


@transaction.atomic
def publish_next(*, allocation_round: AllocationRound, now: datetime) -> int:
    """Enter the seats of the next offering of a round, or end it; returns how many people got a seat or a place.

    Each offering is one transaction, so a worker that was killed leaves whole offerings behind and the next goes on.
    """
    row = lock_round(allocation_round)
    if row.state != RoundState.PUBLISHING:
        return 0
    choice = row.choices.filter(published_at=None).select_related("offering__city").first()
    if choice is None:
        return _finish(row, now=now)
    choice.round = row
    return _publish(choice, now=now)


def _publish(choice: RoundOffering, *, now: datetime) -> int:
    row, offering = choice.round, lock_offering(choice.offering)
    lists = _lists_of(choice)
    offering.seats_are_drawn = False
    offering.save(update_fields=["seats_are_drawn"])
    takes_people = offering.state not in (OfferingState.CANCELLED, OfferingState.FINISHED)
    n_people = n_seated = 0
    for one in lists:
        people = [member.person for member in one.members.all()]
        if takes_people:
            is_seated = _enter(one, offering, people, wants_seat=one.result_id == choice.pk, now=now)
            n_people, n_seated = n_people + len(people), n_seated + (len(people) if is_seated else 0)
        else:
            tell_nowhere(one)
        one.placed_at = now
    WishList.objects.bulk_update(lists, ["placed_at", "party"], batch_size=200)
    choice.published_at = now
    choice.save(update_fields=["published_at"])
    mark_public_change(row.city)
    facts = {"round": str(row.uuid), "n_seated": n_seated, "n_waiting": n_people - n_seated}
    record(actor=None, verb="round.offering_published", target=offering, book=row.city.slug, facts=facts)
    return n_people


def _lists_of(choice: RoundOffering) -> list[WishList]:
    """Those seated here, then those seated nowhere whose first wish this is, both in drawn order."""
    row = choice.round
    rows = row.wish_lists.standing().filter(placed_at=None).select_related("lead__user")
    rows = rows.prefetch_related("members__person")
    first = str(choice.offering.uuid)
    found = {one.code: one for one in rows if one.result_id == choice.pk or _waits_for(one, first)}
    ordered = [found[code] for code in drawn_order(row.unsealed_seed(), found)]
    for one in ordered:
        one.round = row
    return sorted(ordered, key=lambda one: one.result_id is None)


def _waits_for(one: WishList, first: str) -> bool:
    return one.result_id is None and bool(one.wishes) and one.wishes[0] == first


def _enter(one: WishList, offering: Offering, people: Sequence[Person], *, wants_seat: bool, now: datetime) -> bool:
    """A seat for all of them or a place on the waiting list; whoever has either already keeps it."""
    standing = standing_enrollments(offering, people)
    new = [person for person in people if person.pk not in standing]
    # Somebody may have taken seats away since the draw: then the party waits, first in line.
    is_seated = wants_seat and len(new) <= offering.seats_left
    if not is_seated and len(new) > offering.seats:
        tell_nowhere(one)
        return False
    if new:
        one.party = _seat(one, offering, new, is_seated=is_seated, now=now)
    tell_result(one, offering=offering, is_seated=is_seated)
    return is_seated


def _seat(one: WishList, offering: Offering, people: Sequence[Person], *, is_seated: bool, now: datetime) -> Party:
    if is_seated:
        take_seats(offering, len(people))
    party = Party.objects.create(
        offering=offering, lead=one.lead, ticket=secrets.token_urlsafe(32), request_key=f"round:{one.uuid}"
    )
    number = None if is_seated else next_waitlist_number(offering)
    Enrollment.objects.bulk_create(
        Enrollment(
            offering=offering,
            person=person,
            party=party,
            state=EnrollmentState.ENROLLED if is_seated else EnrollmentState.WAITLISTED,
            via=Via.ROUND,
            waitlist_number=number,
            requested_at=one.arrived_at,
            enrolled_at=now if is_seated else None,
        )
        for person in people
    )
    return party


def _finish(row: AllocationRound, *, now: datetime) -> int:
    row.seed, row.state, row.published_at = row.unsealed_seed(), RoundState.PUBLISHED, now
    row.save(update_fields=["seed", "state", "published_at"])
    wipe_groups(row)
    mark_public_change(row.city)
    record(actor=None, verb="round.published", target=row, book=row.city.slug, facts={"seed": row.seed})
    return 0
