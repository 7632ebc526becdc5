"""Rounds of wishes made by enrollment's own actions, with the clock moved by arguments; everybody is invented."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from factories.enrollment import adult, new_key
from factories.rows import OfferingFactory
from mueang.apps.catalog.models import Offering
from mueang.apps.enrollment.actions import NewMember
from mueang.apps.enrollment.actions.rounds import (
    NewRound,
    Wishes,
    draw,
    make_invitations,
    open_round,
    publish_next,
    send_wishes,
    start_drawing,
    start_publishing,
)
from mueang.apps.enrollment.enums import Via
from mueang.apps.enrollment.models import AllocationRound, WishList

HOUR = timedelta(hours=1)


def grown_up(name: str = "", **details: Any) -> NewMember:
    details.setdefault("birth_on", timezone.localdate() - timedelta(days=366 * 30))
    return adult(name, **details)


def opened(cast: Any, *offerings: Offering, **plan: Any) -> AllocationRound:
    """A round that takes wishes from an hour ago until in an hour."""
    chosen = list(offerings) or [OfferingFactory(program__city=cast.city, place=cast.place, seats=2) for _ in "ab"]
    now = timezone.now()
    details: dict[str, Any] = {"opens_at": now - HOUR, "closes_at": now + HOUR} | plan
    return open_round(
        city=cast.city,
        plan=NewRound(name_th="รอบสมมติ", name_en="Invented round", **details),
        offerings=[one.uuid for one in chosen],
        request_key=new_key(),
        actor=cast.officer,
    )


def wished(
    row: AllocationRound, *offerings: Offering, members: Sequence[NewMember] = (), group: str = "", **options: Any
) -> WishList:
    """One invented adult's wishes, or those of `members`; of a `group` by an invitation made for it."""
    invitation = (
        make_invitations(allocation_round=row, group=group, count=1, actor=row.opened_by)[0].code if group else ""
    )
    asked = Wishes([one.uuid for one in offerings], invitation=invitation)
    return send_wishes(
        allocation_round=row,
        members=list(members) or [grown_up()],
        wishes=asked,
        via=Via.SELF,
        request_key=new_key(),
        **options,
    )


def drawn(row: AllocationRound, *, now: datetime | None = None) -> AllocationRound:
    """The round drawn a second after it closed."""
    later = now or row.closes_at + timedelta(seconds=1)
    start_drawing(allocation_round=row, actor=row.opened_by, now=later)
    draw(allocation_round=row, now=later)
    row.refresh_from_db()
    return row


def published(row: AllocationRound) -> AllocationRound:
    start_publishing(allocation_round=row, actor=row.opened_by)
    for _ in range(row.choices.count() + 1):
        publish_next(allocation_round=row, now=timezone.now())
    row.refresh_from_db()
    return row
