"""People work the outbox: try again, decide what nobody knows, tick off, read."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.network.models import City
from mueang.apps.notices.enums import BY_HAND, NoticeState, Reason
from mueang.apps.notices.errors import NotFailed
from mueang.apps.notices.models import Notice
from mueang.apps.notices.rules import may_work_outbox, own_notices, visible_notices


@transaction.atomic
def retry_notice(*, notice: Notice, actor: User) -> Notice:
    """Try a notice that was given up, or perhaps arrived, once more from the beginning.

    The provider meets it as a new request: it may arrive a second time, and that is the actor's decision.
    Raises PermissionDenied and NotFailed.
    """
    notice = _locked(notice, actor)
    if notice.state not in {NoticeState.FAILED, NoticeState.UNCERTAIN}:
        raise NotFailed
    notice.state, notice.attempts, notice.next_attempt_at = NoticeState.QUEUED, 0, timezone.now()
    notice.group_key = uuid.uuid4() if notice.handed_over_at else None
    notice.handed_over_at, notice.holder, notice.reason = None, None, ""
    notice.save(
        update_fields=["state", "attempts", "next_attempt_at", "group_key", "handed_over_at", "holder", "reason"]
    )
    record(actor=actor, verb="notice.retried", target=notice, book=notice.city.slug)
    return notice


@transaction.atomic
def confirm_arrived(*, notice: Notice, actor: User) -> Notice:
    """Say of a notice that perhaps arrived that it did. Raises PermissionDenied and NotFailed."""
    notice = _locked(notice, actor)
    if notice.state != NoticeState.UNCERTAIN:
        raise NotFailed
    notice.state, notice.reason, notice.holder = NoticeState.SENT, "", None
    notice.sent_at = notice.handed_over_at or timezone.now()
    notice.save(update_fields=["state", "reason", "sent_at", "holder"])
    record(actor=actor, verb="notice.arrived", target=notice, book=notice.city.slug)
    return notice


@transaction.atomic
def mark_copied(*, notice: Notice, actor: User) -> Notice:
    """Tick off a text or letter that an officer has passed on; twice changes nothing. Raises PermissionDenied."""
    notice = _locked(notice, actor)
    if notice.channel not in BY_HAND:
        raise PermissionDenied
    if notice.state == NoticeState.QUEUED:
        notice.state, notice.sent_at = NoticeState.SENT, timezone.now()
        notice.save(update_fields=["state", "sent_at"])
        record(actor=actor, verb="notice.copied", target=notice, book=notice.city.slug)
    return notice


def stop_part(part_of: uuid.UUID) -> int:
    """Take back what still waits of many notices sent as one; what may have left the house already goes its way.

    Called by the action of the app that sent them, which asks who may. Returns how many will not be sent.
    """
    waiting = Notice.objects.filter(part_of=part_of, state=NoticeState.QUEUED, handed_over_at=None)
    return waiting.update(state=NoticeState.CANCELLED, reason=Reason.STOPPED)


@transaction.atomic
def mark_posted(*, notices: Iterable[Notice], city: City, actor: User) -> int:
    """Tick off letters that were posted or carried; how many were waiting. Raises PermissionDenied."""
    wanted = [notice.pk for notice in notices]
    rows = visible_notices(actor).filter(city=city, pk__in=wanted, channel="letter", state=NoticeState.QUEUED)
    first = rows.select_related("city").first()
    if first is None:
        return 0
    if not may_work_outbox(actor, first):
        raise PermissionDenied
    n = rows.update(state=NoticeState.SENT, sent_at=timezone.now())
    record(actor=actor, verb="notice.posted", target=city, book=city.slug, facts={"n": n})
    return n


@transaction.atomic
def mark_read(*, notice: Notice, actor: User) -> Notice:
    """Mark one's own notice as read. Raises PermissionDenied for somebody else's."""
    if notice.user_id != actor.pk:
        raise PermissionDenied
    if notice.read_at is None:
        notice.read_at = timezone.now()
        notice.save(update_fields=["read_at"])
    return notice


@transaction.atomic
def mark_all_read(*, city: City, actor: User) -> int:
    """Mark all of one's own notices in `city` as read; how many there were."""
    return own_notices(actor).filter(city=city, read_at=None).update(read_at=timezone.now())


def _locked(notice: Notice, actor: User) -> Notice:
    notice = Notice.objects.select_for_update(of=("self",)).select_related("city").get(pk=notice.pk)
    if not may_work_outbox(actor, notice):
        raise PermissionDenied
    return notice
