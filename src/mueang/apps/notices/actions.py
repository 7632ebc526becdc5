"""Queue words for somebody, deliver them at least once, and let people work the outbox."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMessage
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record, target_of
from mueang.apps.network.models import City
from mueang.apps.notices.enums import Channel, NoticeState
from mueang.apps.notices.errors import NoAddress, NotFailed
from mueang.apps.notices.models import Notice
from mueang.apps.notices.rules import may_work_outbox, own_notices
from mueang.lib.ready import ReadyRows, Slot

log = logging.getLogger("mueang.notices")
_KEYED = ReadyRows(lambda: Notice.objects.filter(key=Slot("key"))[:1])
RECLAIM_AFTER = timedelta(minutes=5)
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)
MOST_ATTEMPTS = 8


def queue_notice(
    *,
    city: City,
    channel: str,
    subject: str,
    body: str,
    key: str,
    user: User | None = None,
    address: str = "",
    about: models.Model | None = None,
) -> Notice:
    """Leave word in the transaction of the change itself; a key used before gives the row of then, unchanged.

    In the app it is there at once; an e-mail waits for the worker; a text to copy waits for an officer.
    Raises NoAddress where nobody could receive it.
    """
    known = _KEYED.first(key=key)
    if known is not None:
        return known
    notice = Notice(
        city=city,
        channel=channel,
        # One line: a line break in a subject would start a header.
        subject=" ".join(subject.split())[:200],
        body=body,
        key=key,
        user=user,
        address=address or (user.email if user and channel == Channel.EMAIL else ""),
        about=target_of(about) if about is not None else "",
        next_attempt_at=timezone.now(),
    )
    _ensure_receivable(notice)
    if channel == Channel.IN_APP:
        notice.state, notice.sent_at = NoticeState.SENT, notice.next_attempt_at
    notice.clean_fields()
    try:
        with transaction.atomic():
            notice.save(force_insert=True)
    except IntegrityError:
        return Notice.objects.get(key=key)
    return notice


def send_due(*, now: datetime, limit: int = 50) -> int:
    """Deliver e-mails that are due and say how many were tried. Called by the worker, outside any transaction.

    A row is claimed by one conditional update, so two workers never hold the same one; a worker that died holding it
    loses it after five minutes. So a message may arrive twice, never not at all; its Message-ID stays the same.
    """
    _reclaim(now)
    due = Notice.objects.due(now).filter(channel=Channel.EMAIL).order_by("next_attempt_at", "pk")
    tried = 0
    for pk in list(due.values_list("pk", flat=True)[:limit]):
        # Claimed one by one: a slow mail server must not let the rows behind it look abandoned.
        if _claim(pk, now):
            _deliver(Notice.objects.get(pk=pk), now)
            tried += 1
    return tried


@transaction.atomic
def retry_notice(*, notice: Notice, actor: User) -> Notice:
    """Try a notice that was given up once more, from the beginning. Raises PermissionDenied and NotFailed."""
    notice = Notice.objects.select_for_update(of=("self",)).select_related("city").get(pk=notice.pk)
    if not may_work_outbox(actor, notice):
        raise PermissionDenied
    if notice.state != NoticeState.FAILED:
        raise NotFailed
    notice.state, notice.attempts, notice.next_attempt_at = NoticeState.QUEUED, 0, timezone.now()
    notice.save(update_fields=["state", "attempts", "next_attempt_at"])
    record(actor=actor, verb="notice.retried", target=notice, book=notice.city.slug)
    return notice


@transaction.atomic
def mark_copied(*, notice: Notice, actor: User) -> Notice:
    """Tick off a text that an officer has passed on by hand; ticking twice changes nothing. Raises PermissionDenied."""
    notice = Notice.objects.select_for_update(of=("self",)).select_related("city").get(pk=notice.pk)
    if not may_work_outbox(actor, notice) or notice.channel != Channel.COPY:
        raise PermissionDenied
    if notice.state != NoticeState.SENT:
        notice.state, notice.sent_at = NoticeState.SENT, timezone.now()
        notice.save(update_fields=["state", "sent_at"])
        record(actor=actor, verb="notice.copied", target=notice, book=notice.city.slug)
    return notice


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


def pause_before(attempt: int) -> timedelta:
    """How long to wait after that many failures: one minute, doubling, at most six hours.

    >>> [int(pause_before(n).total_seconds() // 60) for n in (1, 2, 3, 8, 12)]
    [1, 2, 4, 128, 360]
    """
    doublings: int = 2 ** (attempt - 1)
    return min(FIRST_PAUSE * doublings, LONGEST_PAUSE)


def _ensure_receivable(notice: Notice) -> None:
    if (notice.channel == Channel.EMAIL and not notice.address) or (
        notice.channel == Channel.IN_APP and notice.user is None
    ):
        raise NoAddress


def _reclaim(now: datetime) -> None:
    lost = Notice.objects.filter(state=NoticeState.SENDING, sending_since__lt=now - RECLAIM_AFTER)
    # A row that its workers never came back from is no longer handed to the next one.
    lost.filter(attempts__gte=MOST_ATTEMPTS).update(
        state=NoticeState.FAILED, last_error="WorkerLost", sending_since=None
    )
    lost.update(state=NoticeState.QUEUED, sending_since=None)


def _claim(pk: int, now: datetime) -> bool:
    mine = Notice.objects.due(now).filter(pk=pk)
    values = {"state": NoticeState.SENDING, "sending_since": timezone.now(), "attempts": models.F("attempts") + 1}
    return mine.update(**values) == 1


def _deliver(notice: Notice, now: datetime) -> None:
    try:
        _send_email(notice)
    except (OSError, ValueError) as error:  # what smtplib raises is an OSError
        _put_back(notice, now=now, error=error)
    else:
        held = Notice.objects.filter(pk=notice.pk, state=NoticeState.SENDING)
        held.update(state=NoticeState.SENT, sent_at=now, sending_since=None, last_error="")


def _put_back(notice: Notice, *, now: datetime, error: Exception) -> None:
    """Back into the queue for later, or given up. The words of an error may hold an address: only its kind stays."""
    code = getattr(error, "smtp_code", "")
    said = f"{type(error).__name__} {code}".strip()
    given_up = notice.attempts >= MOST_ATTEMPTS
    Notice.objects.filter(pk=notice.pk, state=NoticeState.SENDING).update(
        state=NoticeState.FAILED if given_up else NoticeState.QUEUED,
        next_attempt_at=now + pause_before(notice.attempts),
        sending_since=None,
        last_error=said,
    )
    log.warning("notice %s was not delivered at attempt %s: %s", notice.uuid, notice.attempts, said)


def _send_email(notice: Notice) -> None:
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    # The same id at every attempt lets the receiving server drop a second copy.
    headers = {"Message-ID": f"<{notice.uuid}@{host}>"}
    EmailMessage(notice.subject, notice.body, None, [notice.address], headers=headers).send()
