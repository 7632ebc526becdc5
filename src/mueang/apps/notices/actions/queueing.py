"""Leave words for somebody, in the transaction of the change itself."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import get_language

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import target_of
from mueang.apps.audit.enums import PROTECTED_APPS
from mueang.apps.network.models import City
from mueang.apps.notices.enums import Channel, NoticeKind, NoticeState
from mueang.apps.notices.errors import NoAddress, TooMuchTold
from mueang.apps.notices.models import Notice
from mueang.apps.notices.queries.wanting import devices_of, line_users, refused_ways
from mueang.lib.ready import ReadyRows, Slot

_KEYED = ReadyRows(lambda: Notice.objects.filter(key=Slot("key"))[:1])
_NEEDS_ACCOUNT = frozenset({Channel.IN_APP, Channel.LINE})
_NEEDS_ADDRESS = frozenset({Channel.EMAIL, Channel.SMS, Channel.LETTER})
_A_STATEMENT = 500


def queue_notice(  # noqa: PLR0913  what a message has: from where, by which way, to whom, which words
    *,
    city: City,
    channel: str,
    subject: str,
    body: str,
    key: str,
    user: User | None = None,
    address: str = "",
    about: models.Model | None = None,
    kind: str = NoticeKind.SERVICE,
) -> Notice:
    """Leave word in the transaction of the change itself; a key used before gives the row of then, unchanged.

    In the app it is there at once, and at somebody's LINE too if they joined it to their account; an e-mail waits for
    the worker, a text to copy or a letter for an officer. Raises NoAddress where nobody could receive it, TooMuchTold
    where it is about a row of the protected zone.
    """
    known = _KEYED.first(key=key)
    if known is not None:
        return known
    notice = new_notice(
        city=city, channel=channel, subject=subject, body=body, key=key, user=user, address=address, kind=kind
    )
    if about is not None:
        if about._meta.app_label in PROTECTED_APPS:
            raise TooMuchTold
        notice.about = target_of(about)
    notice.clean_fields()
    try:
        with transaction.atomic():
            notice.save(force_insert=True)
    except IntegrityError:
        return Notice.objects.get(key=key)
    if channel == Channel.IN_APP and user is not None:
        _also_by_line(notice, user)
        _also_on_devices(notice, user)
    return notice


def new_notice(
    *,
    city: City,
    channel: str,
    subject: str,
    body: str,
    key: str,
    user: User | None = None,
    address: str = "",
    kind: str = NoticeKind.SERVICE,
) -> Notice:
    """A row that is not written yet. Raises NoAddress where nobody could receive it."""
    now = timezone.now()
    notice = Notice(
        city=city,
        channel=channel,
        kind=kind,
        # One line: a line break in a subject would start a header.
        subject=" ".join(subject.split())[:200],
        body=body,
        language=(get_language() or settings.LANGUAGE_CODE)[:2],
        key=key,
        user=user,
        address=address or (user.email if user and channel == Channel.EMAIL else ""),
        next_attempt_at=now,
    )
    if (channel in _NEEDS_ADDRESS and not notice.address) or (channel in _NEEDS_ACCOUNT and user is None):
        raise NoAddress
    if channel == Channel.IN_APP:
        notice.state, notice.sent_at = NoticeState.SENT, now
    return notice


def queue_many(notices: Iterable[Notice]) -> int:
    """Write many at once, by `new_notice`; one whose key was used before is left out. How many were given."""
    rows = list(notices)
    Notice.objects.bulk_create(rows, batch_size=_A_STATEMENT, ignore_conflicts=True)
    return len(rows)


def _also_on_devices(notice: Notice, user: User) -> None:
    """A bell on each device its owner joined, unless they turned that off; the words stay in the app."""
    if not settings.PUSH_HOSTS:
        return
    devices = devices_of(user)
    if not devices or Channel.PUSH in refused_ways(user_id=user.pk, kind=notice.kind):
        return
    rows = [_beside(notice, Channel.PUSH, user, tail=f"push:{device.pk}") for device in devices]
    for row, device in zip(rows, devices, strict=True):
        row.address, row.body = str(device.uuid), ""
    queue_many(rows)


def _also_by_line(notice: Notice, user: User) -> None:
    """Whoever joined LINE to their account hears by LINE what the app tells them, unless they turned that off."""
    if not settings.LINE_TOKEN or user.pk not in line_users([user.pk]):
        return
    if Channel.LINE in refused_ways(user_id=user.pk, kind=notice.kind):
        return
    queue_many([_beside(notice, Channel.LINE, user, tail="line")])


def _beside(notice: Notice, channel: Channel, user: User, *, tail: str) -> Notice:
    """The same words by another way, under a key that belongs to the first."""
    return Notice(
        city=notice.city,
        channel=channel,
        kind=notice.kind,
        subject=notice.subject,
        body=notice.body,
        language=notice.language,
        about=notice.about,
        key=f"{notice.key}:{tail}"[-120:],
        user=user,
        next_attempt_at=notice.next_attempt_at,
    )
