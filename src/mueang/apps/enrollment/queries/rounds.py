"""Reading rounds: for the officer who runs one, for the citizen who wishes, and for anybody who checks one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from mueang.apps.accounts.rules import Viewer
from mueang.apps.catalog.enums import SeatGroup
from mueang.apps.catalog.models import Offering, OfferingQuerySet
from mueang.apps.enrollment.enums import RoundState
from mueang.apps.enrollment.models import (
    AllocationRound,
    RoundInvitation,
    RoundOffering,
    RoundQuerySet,
    WishList,
)
from mueang.apps.enrollment.rules import public_rounds, visible_rounds
from mueang.apps.network.models import City
from mueang.apps.places.models import Neighbourhood
from mueang.ui.words import current_language, thai_date


@dataclass(frozen=True, slots=True)
class Choice:
    """One offering of a round as a citizen reads it; `n_first` people wish for it first (staff only)."""

    number: int
    offering: Offering
    n_first: int
    n_any: int
    n_seated: int


@dataclass(frozen=True, slots=True)
class RoundPage:
    """One round with its offerings and counts, and how far the work is."""

    row: AllocationRound
    choices: tuple[Choice, ...]
    n_lists: int
    n_people: int
    n_published: int

    @property
    def is_working(self) -> bool:
        return self.row.state in (RoundState.DRAWING, RoundState.PUBLISHING)


@dataclass(frozen=True, slots=True)
class Ticket:
    """A party's own page: what they wished, and what became of it."""

    wish_list: WishList
    names: tuple[str, ...]
    wished: tuple[Offering, ...]
    result: Offering | None
    has_invitation: bool
    is_seated: bool

    @property
    def may_change(self) -> bool:
        return self.wish_list.withdrawn_at is None


def rounds_to_work() -> RoundQuerySet:
    return AllocationRound.objects.waiting_for_work().select_related("city").order_by("pk")


def rounds_of(*, viewer: Viewer, city: City) -> RoundQuerySet:
    """The city's rounds with the numbers of wish lists, the newest first."""
    rows = visible_rounds(viewer).filter(city=city).select_related("city")
    return rows.annotate(
        n_lists=Count("wish_lists", filter=Q(wish_lists__withdrawn_at=None), distinct=True),
        n_offerings=Count("choices", distinct=True),
    ).order_by("-opened_at", "-pk")


def offerings_for_a_round(*, city: City, now: datetime) -> OfferingQuerySet:
    """Published, not over, in no other round."""
    rows = Offering.objects.filter(city=city, seats_are_drawn=False).upcoming(now.date())
    return rows.select_related("program", "place").order_by("starts_on", "pk")


def round_page(row: AllocationRound) -> RoundPage:
    """At most four SQL statements, however many lists."""
    lists: list[Any] = list(row.wish_lists.standing().annotate(n_members=Count("members")))
    choices = list(row.choices.select_related("offering__program", "offering__place"))
    return RoundPage(
        row=row,
        choices=tuple(_choice(one, lists) for one in choices),
        n_lists=len(lists),
        n_people=sum(one.n_members for one in lists),
        n_published=sum(one.published_at is not None for one in choices),
    )


def _choice(one: RoundOffering, lists: Iterable[Any]) -> Choice:
    uuid = str(one.offering.uuid)
    return Choice(
        number=one.number,
        offering=one.offering,
        n_first=sum(row.n_members for row in lists if row.wishes[:1] == [uuid]),
        n_any=sum(row.n_members for row in lists if uuid in row.wishes),
        n_seated=sum(row.n_members for row in lists if row.result_id == one.pk),
    )


@dataclass(frozen=True, slots=True)
class PublicChoice:
    """One offering of a round as anybody reads it."""

    offering: Offering
    n_seats: int

    @property
    def words(self) -> str:
        """One line of a list to choose from."""
        is_thai = current_language() == "th"
        program, place = self.offering.program, self.offering.place
        names = (one.name_th if is_thai else one.name_en or one.name_th for one in (program, place))
        return " · ".join([*names, thai_date(self.offering.starts_on)])


def round_choices(row: AllocationRound) -> list[PublicChoice]:
    """The offerings with the seats there are, or that there were at the draw; one SQL statement."""
    rows = row.choices.select_related("offering__program", "offering__place")
    drawn = {one["id"]: one["seats"] for one in row.document["offerings"]} if row.document else {}
    return [PublicChoice(one.offering, drawn.get(one.offering.slug, one.offering.seats_left)) for one in rows]


def neighbourhoods_to_tell(city: City) -> list[tuple[str, str]]:
    """Neighbourhoods of the city to choose one's own from."""
    is_thai = current_language() == "th"
    rows = Neighbourhood.objects.filter(city=city).order_by("name_th" if is_thai else "name_en", "pk")
    return [(str(one.uuid), one.name_th if is_thai else one.name_en or one.name_th) for one in rows]


def public_round(*, city: City, uuid: UUID) -> AllocationRound | None:
    return public_rounds(city).filter(uuid=uuid).select_related("city").first()


def current_rounds(*, city: City) -> RoundQuerySet:
    """What the public may see, those that take wishes first."""
    return public_rounds(city).select_related("city").order_by("-closes_at", "-pk")


def standing_round_of(offering: Offering) -> AllocationRound | None:
    """The round that shares the offering's seats at this time."""
    if not offering.seats_are_drawn:
        return None
    rows = AllocationRound.objects.filter(choices__offering=offering, choices__published_at=None)
    return rows.exclude(state__in=[RoundState.PUBLISHED, RoundState.CALLED_OFF]).select_related("city").first()


def ticket_page(ticket: str) -> Ticket | None:
    """The page of whoever holds the ticket; four SQL statements."""
    rows = WishList.objects.select_related("round__city", "lead", "result__offering__program", "party")
    found = rows.prefetch_related("members__person").filter(ticket=ticket).first() if ticket else None
    if found is None:
        return None
    offerings = Offering.objects.filter(uuid__in=found.wishes).select_related("program", "place")
    by_uuid = {str(one.uuid): one for one in offerings}
    is_out = found.round.state == RoundState.PUBLISHED
    return Ticket(
        wish_list=found,
        names=tuple(member.person.full_name for member in found.members.all()),
        wished=tuple(by_uuid[uuid] for uuid in found.wishes if uuid in by_uuid),
        result=found.result.offering if is_out and found.result else None,
        has_invitation=RoundInvitation.objects.filter(used_by=found).exists(),
        is_seated=bool(is_out and found.party and found.party.enrollments.seated().exists()),
    )


def groups_of_round(row: AllocationRound) -> list[tuple[str, str]]:
    """Groups for whom its offerings keep seats, or who go first."""
    kept = {group for one in row.choices.select_related("offering") for group in one.offering.reserved_seats}
    return [(one.value, str(one.label)) for one in SeatGroup if one.value in kept | set(row.first_groups)]


def invitation_rows(row: AllocationRound) -> list[tuple[str, str]]:
    """Codes with their group, not yet used: whose it became is shown to nobody."""
    rows = row.invitations.filter(used_at=None)
    return [(one.code, one.get_group_display()) for one in rows]


def public_document(row: AllocationRound) -> str:
    """The file of a published round, or nothing before."""
    return _as_text(row.document) if row.state == RoundState.PUBLISHED and row.document else ""


def withheld_document(row: AllocationRound) -> str:
    """The groups of the entries, for an auditor's eyes."""
    return row.unsealed_classes() if row.state == RoundState.PUBLISHED else ""


def _as_text(document: Mapping[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
