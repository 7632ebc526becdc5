"""Opening a round with its sealed seed, giving out invitations, and calling a round off."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.catalog.enums import OfferingState, SeatGroup
from mueang.apps.catalog.models import Offering
from mueang.apps.enrollment.actions.fingerprints import fingerprint
from mueang.apps.enrollment.actions.rounds.words import tell_round_off
from mueang.apps.enrollment.enums import RoundMethod, RoundState
from mueang.apps.enrollment.errors import OfferingsUnfit, RoundDatesUnfit, RoundNotReady
from mueang.apps.enrollment.models import AllocationRound, RoundInvitation, RoundOffering
from mueang.apps.enrollment.rules import may_run_rounds
from mueang.apps.network.actions import mark_public_change
from mueang.apps.network.models import City
from mueang.methods.allocation import commitment, new_seed

# Neither 0/O nor 1/I/L: codes are read out over the phone.
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_CODE_LENGTH = 8
MOST_INVITATIONS = 500


@dataclass(frozen=True, slots=True)
class NewRound:
    """A round as an officer plans it; groups are `SeatGroup`s, hard or going first at every offering."""

    name_th: str
    opens_at: datetime
    closes_at: datetime
    name_en: str = ""
    method: str = RoundMethod.WISHES
    hard_groups: Sequence[str] = ()
    first_groups: Sequence[str] = ()


@transaction.atomic
def open_round(
    *, city: City, plan: NewRound, offerings: Sequence[UUID], request_key: str, actor: User, now: datetime | None = None
) -> AllocationRound:
    """Announce a round: from now on nobody joins these offerings by coming first, and the draw's seed is bound.

    The same press again gives the same round. Raises PermissionDenied, RoundDatesUnfit and OfferingsUnfit.
    """
    now = now or timezone.now()
    if not may_run_rounds(actor, city):
        raise PermissionDenied
    known = announced_before(city=city, request_key=request_key)
    if known is not None:
        return known
    if plan.closes_at <= max(plan.opens_at, now):
        raise RoundDatesUnfit
    rows = _lock_offerings(city, offerings, now=now)
    seed = new_seed(secrets.token_bytes(32))
    new = AllocationRound(
        city=city,
        name_th=plan.name_th,
        name_en=plan.name_en,
        method=plan.method,
        opens_at=plan.opens_at,
        closes_at=plan.closes_at,
        hard_groups=_known_groups(plan.hard_groups),
        first_groups=_known_groups(plan.first_groups),
        commitment=commitment(seed),
        opened_by=actor,
        opened_at=now,
        request_key=fingerprint(city.uuid, request_key),
    )
    new.seal_seed(seed)
    new.full_clean(exclude=["seed_sealed", "city", "opened_by"])
    new.save(force_insert=True)
    RoundOffering.objects.bulk_create(
        RoundOffering(round=new, offering=one, number=number) for number, one in enumerate(rows, 1)
    )
    Offering.objects.filter(pk__in=[one.pk for one in rows]).update(seats_are_drawn=True)
    mark_public_change(city)
    facts = {"commitment": new.commitment, "n_offerings": len(rows)}
    record(actor=actor, verb="round.opened", target=new, book=city.slug, facts=facts)
    return new


def announced_before(*, city: City, request_key: str) -> AllocationRound | None:
    """The round that this very press announced already."""
    return AllocationRound.objects.filter(request_key=fingerprint(city.uuid, request_key)).first()


def _lock_offerings(city: City, chosen: Sequence[UUID], *, now: datetime) -> list[Offering]:
    """The offerings in the order chosen, held in the order of their keys."""
    rows = Offering.objects.select_for_update(no_key=True).filter(city=city, uuid__in=chosen).order_by("pk")
    found = {row.uuid: row for row in rows}
    fit = [one for one in found.values() if _is_fit(one, now=now)]
    if not chosen or len(set(chosen)) != len(chosen) or len(fit) != len(chosen):
        raise OfferingsUnfit
    return [found[uuid] for uuid in chosen]


def _is_fit(offering: Offering, *, now: datetime) -> bool:
    is_over = offering.ends_on < timezone.localdate(now)
    return offering.state == OfferingState.PUBLISHED and not offering.seats_are_drawn and not is_over


def _known_groups(groups: Iterable[str]) -> list[str]:
    return sorted(str(SeatGroup(one).value) for one in set(groups))


def lock_round(row: AllocationRound) -> AllocationRound:
    """The round read afresh and held until the action commits; taken before any offering."""
    fresh = AllocationRound.objects.select_for_update(no_key=True).get(pk=row.pk)
    fresh.city = row.city
    return fresh


@transaction.atomic
def make_invitations(
    *, allocation_round: AllocationRound, group: str, count: int, actor: User, now: datetime | None = None
) -> list[RoundInvitation]:
    """Codes for people for whom seats of `group` are kept; a code says nothing of the group.

    Raises PermissionDenied, and RoundNotReady once wishes have closed.
    """
    if not may_run_rounds(actor, allocation_round.city):
        raise PermissionDenied
    row = lock_round(allocation_round)
    if row.state != RoundState.OPEN or (now or timezone.now()) >= row.closes_at or not row.takes_groups:
        raise RoundNotReady
    made = [
        RoundInvitation(
            round=row, group=SeatGroup(group), code="".join(secrets.choice(_LETTERS) for _ in range(_CODE_LENGTH))
        )
        for _ in range(min(max(count, 1), MOST_INVITATIONS))
    ]
    RoundInvitation.objects.bulk_create(made)
    record(actor=actor, verb="round.invited", target=row, book=row.city.slug, facts={"n_invitations": len(made)})
    return made


@transaction.atomic
def call_off_round(*, allocation_round: AllocationRound, actor: User) -> AllocationRound:
    """End a round without a result: its offerings take people as before, and whoever wished is told.

    Raises PermissionDenied, and RoundNotReady once it is being published.
    """
    if not may_run_rounds(actor, allocation_round.city):
        raise PermissionDenied
    row = lock_round(allocation_round)
    if row.state not in (RoundState.OPEN, RoundState.DRAWN):
        raise RoundNotReady
    release_offerings(row)
    row.state, row.document, row.comparison = RoundState.CALLED_OFF, None, None
    row.save(update_fields=["state", "document", "comparison"])
    wipe_groups(row)
    lists = list(row.wish_lists.standing().select_related("lead__user"))
    tell_round_off(row, lists)
    mark_public_change(row.city)
    record(actor=actor, verb="round.called_off", target=row, book=row.city.slug, facts={"n_lists": len(lists)})
    return row


def release_offerings(row: AllocationRound) -> None:
    keys = list(row.choices.order_by("offering").values_list("offering", flat=True))
    list(Offering.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk"))
    Offering.objects.filter(pk__in=keys).update(seats_are_drawn=False)


def wipe_groups(row: AllocationRound) -> None:
    """Nothing readable remains of who belonged to which group."""
    row.wish_lists.update(group="")
    row.invitations.update(used_by=None)
