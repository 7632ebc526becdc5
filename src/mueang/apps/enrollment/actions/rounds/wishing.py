"""Sending wishes, changing them until the round closes, and taking them back."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.catalog.models import Offering
from mueang.apps.enrollment.actions.admission import (
    refuse_ages,
    refuse_enrolled,
    refuse_lone_children,
    refuse_repeats,
)
from mueang.apps.enrollment.actions.basis import record_basis
from mueang.apps.enrollment.actions.fingerprints import fingerprint
from mueang.apps.enrollment.actions.members import Member, identity, known_persons, settle_persons
from mueang.apps.enrollment.actions.rounds.opening import lock_round
from mueang.apps.enrollment.actions.rounds.words import tell_wishes_kept
from mueang.apps.enrollment.enums import MOST_IN_A_WISH_LIST, MOST_WISHES, RoundState
from mueang.apps.enrollment.errors import (
    AlreadyWished,
    InvitationUnknown,
    NobodyToEnrol,
    NotOnTheTicket,
    PartyTooLarge,
    WishesClosed,
    WishesUnclear,
)
from mueang.apps.enrollment.models import AllocationRound, RoundInvitation, WishList, WishMember
from mueang.apps.people.models import Person
from mueang.apps.places.models import Neighbourhood


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a party asks for: offerings, the best first, and what else they told."""

    offerings: Sequence[UUID]
    invitation: str = ""
    neighbourhood: UUID | None = None


@transaction.atomic
def send_wishes(
    *,
    allocation_round: AllocationRound,
    members: Sequence[Member],
    wishes: Wishes,
    via: str,
    request_key: str,
    lead: Member | None = None,
    actor: User | None = None,
    now: datetime | None = None,
) -> WishList:
    """Keep one party's wishes; the same request again gives the same list.

    Members and `lead` are those of `join`. When they came changes nothing. Raises WishesClosed, WishesUnclear,
    AlreadyWished, InvitationUnknown, NobodyToEnrol, PartyTooLarge, and what `join` raises about ages and carers.
    """
    if not members:
        raise NobodyToEnrol
    if len(members) > MOST_IN_A_WISH_LIST:
        raise PartyTooLarge(most=MOST_IN_A_WISH_LIST)
    everybody = [*([lead] if lead else []), *members]
    key = fingerprint(allocation_round.uuid, request_key, len(members), *map(identity, everybody))
    row, now = _open_door(allocation_round, now=now)
    known_list = WishList.objects.filter(request_key=key).first()
    if known_list is not None:
        return known_list
    chosen = _chosen(row, wishes.offerings)
    known = _admit(row, everybody, members, chosen, now=now)
    persons = settle_persons(row.city, everybody, known, actor=actor)
    record_basis(persons, everybody, known=known, via=via, actor=actor)
    new = WishList.objects.create(
        round=row,
        code=secrets.token_hex(8),
        ticket=secrets.token_urlsafe(32),
        request_key=key,
        lead=persons[0],
        via=via,
        wishes=[str(one.uuid) for one in chosen],
        neighbourhood=_neighbourhood(row, wishes.neighbourhood),
        arrived_at=now,
        changed_at=now,
    )
    WishMember.objects.bulk_create(
        WishMember(round=row, wish_list=new, person=person) for person in persons[-len(members) :]
    )
    _use_invitation(new, wishes.invitation, now=now)
    tell_wishes_kept(new)
    facts = {"n_people": len(members), "n_wishes": len(chosen), "via": str(via)}
    record(actor=actor, verb="round.wished", target=new, book=row.city.slug, facts=facts)
    return new


@transaction.atomic
def change_wishes(*, ticket: str, wishes: Wishes, now: datetime | None = None) -> WishList:
    """Other wishes for the same people: the ticket is the authority. Raises as `send_wishes`, and NotOnTheTicket."""
    found, now = _list_of(ticket, now=now)
    chosen = _chosen(found.round, wishes.offerings)
    people = [member.person for member in found.members.select_related("person")]
    for offering in chosen:
        refuse_ages(people, offering=offering, must_be_known=True)
        refuse_enrolled(offering, people)
    found.wishes, found.changed_at = [str(one.uuid) for one in chosen], now
    found.neighbourhood = _neighbourhood(found.round, wishes.neighbourhood) or found.neighbourhood
    found.save(update_fields=["wishes", "changed_at", "neighbourhood"])
    _use_invitation(found, wishes.invitation, now=now)
    facts = {"n_wishes": len(chosen)}
    record(actor=None, verb="round.wishes_changed", target=found, book=found.round.city.slug, facts=facts)
    return found


@transaction.atomic
def withdraw_wishes(*, ticket: str, now: datetime | None = None) -> WishList:
    """Take the list back; its people may then wish anew. Raises WishesClosed and NotOnTheTicket."""
    found, now = _list_of(ticket, now=now)
    found.withdrawn_at, found.group = now, ""
    found.save(update_fields=["withdrawn_at", "group"])
    found.members.update(is_standing=False)
    RoundInvitation.objects.filter(used_by=found).update(used_by=None, used_at=None)
    record(actor=None, verb="round.wishes_withdrawn", target=found, book=found.round.city.slug, facts={})
    return found


def _open_door(allocation_round: AllocationRound, *, now: datetime | None) -> tuple[AllocationRound, datetime]:
    """The round, held, and the moment at which it was: whoever waited at the door past the closing time is late."""
    row = lock_round(allocation_round)
    now = now or timezone.now()
    if row.state != RoundState.OPEN or not row.opens_at <= now < row.closes_at:
        raise WishesClosed
    return row, now


def _list_of(ticket: str, *, now: datetime | None) -> tuple[WishList, datetime]:
    rows = WishList.objects.standing().select_related("round__city", "lead")
    found = rows.filter(ticket=ticket).first() if ticket else None
    if found is None:
        raise NotOnTheTicket
    row, now = _open_door(found.round, now=now)
    # Afresh: it may have been withdrawn while we stood at the door.
    fresh = rows.filter(pk=found.pk).first()
    if fresh is None:
        raise NotOnTheTicket
    fresh.round = row
    return fresh, now


def _chosen(row: AllocationRound, wished: Sequence[UUID]) -> list[Offering]:
    choices = row.choices.select_related("offering__city", "offering__program")
    there = {one.offering.uuid: one.offering for one in choices}
    if not 1 <= len(wished) <= MOST_WISHES or len(set(wished)) != len(wished) or not set(wished) <= set(there):
        raise WishesUnclear
    return [there[uuid] for uuid in wished]


def _admit(
    row: AllocationRound,
    everybody: Sequence[Member],
    members: Sequence[Member],
    chosen: Sequence[Offering],
    *,
    now: datetime,
) -> list[Person | None]:
    """Every check of the people; for each of them the person known already."""
    refuse_lone_children(everybody, today=timezone.localdate(now))
    for offering in chosen:
        refuse_ages(members, offering=offering, must_be_known=True)
    known = known_persons(row.city, everybody)
    wanting = known[-len(members) :]
    refuse_repeats(members, wanting)
    for offering in chosen:
        refuse_enrolled(offering, wanting)
    _refuse_wished(row, [one for one in wanting if one is not None])
    return known


def _refuse_wished(row: AllocationRound, persons: Sequence[Person]) -> None:
    keys = [one.pk for one in persons]
    there = WishMember.objects.filter(
        Q(person__in=keys) | Q(person__merged_into__in=keys), round=row, is_standing=True
    ).select_related("person")
    names = [one.person.full_name for one in there]
    if names:
        raise AlreadyWished(names=names)


def _neighbourhood(row: AllocationRound, chosen: UUID | None) -> Neighbourhood | None:
    return Neighbourhood.objects.filter(city=row.city, uuid=chosen).first() if chosen else None


def _use_invitation(one: WishList, typed: str, *, now: datetime) -> None:
    code = "".join(letter for letter in typed.upper() if letter.isalnum())[:12]
    if not code:
        return
    rows = RoundInvitation.objects.select_for_update().filter(round=one.round, code=code)
    found = rows.filter(Q(used_by=None, used_at=None) | Q(used_by=one)).first()
    if found is None or RoundInvitation.objects.filter(used_by=one).exclude(pk=found.pk).exists():
        raise InvitationUnknown
    found.used_by, found.used_at = one, found.used_at or now
    found.save(update_fields=["used_by", "used_at"])
    one.group = found.group
    one.save(update_fields=["group"])
