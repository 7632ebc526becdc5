"""Questions about the outbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Min, Q

from mueang.apps.accounts.rules import Viewer
from mueang.apps.network.models import City
from mueang.apps.notices.enums import BY_HAND, Channel, NoticeState, Reason
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


def due_since(*, now: datetime) -> datetime | None:
    """Since when the first of the words that go out by themselves should be on its way; None where none waits."""
    due = Notice.objects.filter(state=NoticeState.QUEUED, next_attempt_at__lte=now).exclude(channel__in=BY_HAND)
    at: datetime | None = due.aggregate(at=Min("next_attempt_at"))["at"]
    return at


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


@dataclass(frozen=True, slots=True)
class PartLine:
    """How many of many notices sent as one are in a state, by way and reason."""

    channel: str
    state: str
    reason: str
    n: int

    @property
    def way(self) -> str:
        return str(Channel(self.channel).label)

    @property
    def state_words(self) -> str:
        return str(NoticeState(self.state).label)

    @property
    def why(self) -> str:
        return str(Reason(self.reason).label) if self.reason else ""


def part_lines(part_of: UUID) -> list[PartLine]:
    """What became of many notices sent as one. One SQL statement."""
    rows = Notice.objects.filter(part_of=part_of).order_by("channel", "state", "reason")
    counted = rows.values("channel", "state", "reason").annotate(n=Count("pk"))
    return [PartLine(**row) for row in counted]


def undelivered_of(part_of: UUID) -> NoticeQuerySet:
    """Those of many notices sent as one that did not arrive, or perhaps did not."""
    lost = [NoticeState.FAILED, NoticeState.UNCERTAIN]
    return Notice.objects.filter(part_of=part_of, state__in=lost).select_related("user").order_by("pk")


def my_notices(viewer: Viewer, *, city: City | None = None) -> NoticeQuerySet:
    """What the app has to tell `viewer`, unread first, then the newest."""
    rows = own_notices(viewer).select_related("city")
    rows = rows.filter(city=city) if city else rows
    return rows.order_by(F("read_at").desc(nulls_first=True), "-created_at", "-pk")


def n_unread(viewer: Viewer) -> int:
    return own_notices(viewer).filter(read_at=None).count()
