"""Notices in an outbox at noon, LINE users joined to accounts, and rounds of the worker until nothing waits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from factories.rows import UserFactory
from mueang.apps.notices.actions import new_notice, queue_many, send_due
from mueang.apps.notices.enums import Channel, NoticeState
from mueang.apps.notices.models import CarrierState, LineLink, Notice

NOON = datetime(2026, 6, 15, 5, 0, tzinfo=UTC)  # 12:00 in Thailand
NIGHT = datetime(2026, 6, 15, 16, 0, tzinfo=UTC)  # 23:00


def line_user(number: int) -> str:
    return f"U{number:032x}"


def linked(number: int):
    user = UserFactory()
    LineLink.objects.create(user=user, line_user=line_user(number), joined_at=NOON)
    return user


def queue(city, key: str, **values) -> Notice:
    given = {"channel": Channel.LINE, "subject": "เรื่อง", "body": f"ข้อความ {key}", **values}
    notice = new_notice(city=city, key=key, **given)
    notice.next_attempt_at = NOON
    queue_many([notice])
    return Notice.objects.get(key=key)


def sms(city, key: str = "k", **values) -> Notice:
    return queue(city, key, **{"channel": Channel.SMS, "address": "+66810000000", **values})


def states(**filters) -> list[tuple[str, str]]:
    return [(row.state, row.reason) for row in Notice.objects.filter(**filters).order_by("pk")]


def until_settled(now: datetime, *, rounds: int = 200) -> datetime:
    """Rounds of the worker, its clock moved on to when the next notice is due."""
    for _round in range(rounds):
        send_due(now=now)
        waiting = Notice.objects.filter(state__in=[NoticeState.QUEUED, NoticeState.SENDING])
        row = waiting.order_by("next_attempt_at").first()
        if row is None:
            return now
        pause = CarrierState.objects.filter(paused_until__gt=now).first()
        now = max(now + timedelta(seconds=1), row.next_attempt_at, pause.paused_until if pause else now)
    raise AssertionError("notices are still waiting")
