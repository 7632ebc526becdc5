"""Questions about the outbox."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, F, Q

from mueang.apps.accounts.rules import Viewer
from mueang.apps.network.models import City
from mueang.apps.notices.enums import BY_HAND, NoticeState
from mueang.apps.notices.models import Notice, NoticeQuerySet
from mueang.apps.notices.rules import own_notices, visible_notices
from mueang.lib.ready import ReadyRows, Slot


@dataclass(frozen=True, slots=True)
class OutboxCounts:
    """How much of an outbox waits, failed, is to be decided, and is to be passed on by hand."""

    waiting: int
    failed: int
    to_decide: int
    to_copy: int


_KEYED = ReadyRows(lambda: Notice.objects.filter(key=Slot("key")).only("pk")[:1])


def is_queued(key: str) -> bool:
    """Whether word was left under this key before, sent or not: ask it where writing the words is dear."""
    return bool(_KEYED(key=key))


def outbox(*, viewer: Viewer, city: City, state: str = "", channel: str = "") -> NoticeQuerySet:
    """Notices of `city`, newest first, with the account each is for."""
    rows = visible_notices(viewer).filter(city=city).select_related("user", "city")
    if state:
        rows = rows.filter(state=state)
    return rows.filter(channel=channel) if channel else rows


def outbox_counts(*, viewer: Viewer, city: City) -> OutboxCounts:
    """One SQL statement."""
    queued = Q(state__in=[NoticeState.QUEUED, NoticeState.SENDING])
    to_copy = Q(channel__in=BY_HAND)
    counts = (
        visible_notices(viewer)
        .filter(city=city)
        .aggregate(
            waiting=Count("pk", filter=queued & ~to_copy),
            failed=Count("pk", filter=Q(state=NoticeState.FAILED)),
            to_decide=Count("pk", filter=Q(state=NoticeState.UNCERTAIN)),
            to_copy=Count("pk", filter=queued & to_copy),
        )
    )
    return OutboxCounts(**counts)


def my_notices(viewer: Viewer, *, city: City | None = None) -> NoticeQuerySet:
    """What the app has to tell `viewer`, unread first, then the newest."""
    rows = own_notices(viewer).select_related("city")
    rows = rows.filter(city=city) if city else rows
    return rows.order_by(F("read_at").desc(nulls_first=True), "-created_at", "-pk")


def n_unread(viewer: Viewer) -> int:
    return own_notices(viewer).filter(read_at=None).count()
