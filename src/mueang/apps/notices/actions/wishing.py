"""People say what they want to be told, when it is quiet, and which LINE account is theirs."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.network.models import City
from mueang.apps.notices.actions.queueing import queue_notice
from mueang.apps.notices.enums import Channel, NoticeKind, NoticeState, Reason
from mueang.apps.notices.models import LineCall, LineLink, LinkCode, Notice, OptOut, QuietHours
from mueang.apps.notices.queries.wanting import address_hash, may_opt_out
from mueang.apps.notices.rules import may_change_quiet_hours
from mueang.lib.sealed import keyed_hash
from mueang.standards.line_messaging import LineEvent

CODE_STANDS = timedelta(minutes=15)
CALLS_KEPT = timedelta(days=7)
# Without what looks alike on a small screen.
_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 8


@transaction.atomic
def set_wishes(*, user: User, refused: Iterable[tuple[str, str]], quiet: tuple[time, time] | None) -> None:
    """What an account does not want (kind and channel), and its own quiet hours; None for the city's."""
    wanted = {(kind, channel) for kind, channel in refused if may_opt_out(kind, channel)}
    mine = OptOut.objects.filter(user=user)
    for row in mine:
        if (row.kind, row.channel) not in wanted:
            row.delete()
    rows = [OptOut(user=user, kind=kind, channel=channel) for kind, channel in sorted(wanted)]
    OptOut.objects.bulk_create(rows, ignore_conflicts=True)
    if quiet is None:
        QuietHours.objects.filter(user=user).delete()
    else:
        QuietHours.objects.update_or_create(user=user, defaults={"starts_at": quiet[0], "ends_at": quiet[1]})


@transaction.atomic
def set_quiet_hours(*, city: City, starts_at: time, ends_at: time, actor: User) -> QuietHours:
    """When nothing rings in a city. Raises PermissionDenied."""
    if not may_change_quiet_hours(actor, city):
        raise PermissionDenied
    known = QuietHours.objects.filter(city=city).first()
    before = str(known or QuietHours())
    values = {"starts_at": starts_at, "ends_at": ends_at}
    row, _is_new = QuietHours.objects.update_or_create(city=city, defaults=values)
    facts = {"before": before, "after": str(row)}
    record(actor=actor, verb="notices.quiet_hours_set", target=city, book=city.slug, facts=facts)
    return row


@transaction.atomic
def opt_out_by_notice(*, notice: Notice) -> None:
    """Whoever holds a sealed link refuses its kind by its channel, and what still waits for them is not sent."""
    if not may_opt_out(notice.kind, notice.channel):
        return
    who = _who(notice)
    OptOut.objects.bulk_create([OptOut(kind=notice.kind, channel=notice.channel, **who)], ignore_conflicts=True)
    waiting = Notice.objects.filter(kind=notice.kind, channel=notice.channel, state=NoticeState.QUEUED)
    waiting = waiting.filter(user=notice.user) if notice.user_id else waiting.filter(address=notice.address, user=None)
    waiting.filter(handed_over_at=None).update(state=NoticeState.CANCELLED, reason=Reason.OPTED_OUT)


@transaction.atomic
def opt_in_by_notice(*, notice: Notice) -> None:
    """The press is taken back."""
    OptOut.objects.filter(kind=notice.kind, channel=notice.channel, **_who(notice)).delete()


def _who(notice: Notice) -> dict[str, object]:
    return {"user": notice.user} if notice.user_id else {"address_hash": address_hash(notice.address)}


@transaction.atomic
def ask_line_code(*, user: User, city: City, now: datetime) -> str:
    """A new code to send us by LINE; the one before no longer stands."""
    code = "".join(secrets.choice(_LETTERS) for _place in range(CODE_LENGTH))
    values = {"code_hash": _hash_of(code), "expires_at": now + CODE_STANDS, "city": city}
    LinkCode.objects.update_or_create(user=user, defaults=values)
    return code


@transaction.atomic
def leave_line(*, user: User) -> None:
    """The account and its LINE user have nothing to do with each other any more."""
    LineLink.objects.filter(user=user).delete()
    LinkCode.objects.filter(user=user).delete()


@transaction.atomic
def hear_line(*, events: Iterable[LineEvent], now: datetime) -> int:
    """Take in what LINE tells us: who left, who came back, who sent a code. An event told twice is heard once.

    Returns how many events were new.
    """
    n_new = 0
    LineCall.objects.filter(heard_at__lt=now - CALLS_KEPT).delete()
    for event in events:
        _row, is_new = LineCall.objects.get_or_create(event_id=event.event_id[:64], defaults={"heard_at": now})
        if is_new:
            n_new += 1
            _hear(event, now=now)
    return n_new


def _hear(event: LineEvent, *, now: datetime) -> None:
    link = LineLink.objects.filter(line_user=event.line_user)
    if event.kind == "unfollow":
        link.update(left_at=now)
    elif event.kind == "follow":
        link.update(left_at=None)
    else:
        _join(event, now=now)


def _join(event: LineEvent, *, now: datetime) -> None:
    typed = event.text.strip().upper().replace(" ", "").replace("-", "")
    if len(typed) != CODE_LENGTH:
        return
    code = LinkCode.objects.select_for_update().filter(code_hash=_hash_of(typed)).first()
    if code is None or not code.stands(now):
        return
    user, city = code.user, code.city
    code.delete()
    # One LINE user, one account: whoever joins another leaves the first.
    LineLink.objects.filter(line_user=event.line_user).exclude(user=user).delete()
    values = {"line_user": event.line_user, "joined_at": now, "left_at": None}
    LineLink.objects.update_or_create(user=user, defaults=values)
    with translation.override(user.language):
        queue_notice(
            city=city,
            channel=Channel.LINE,
            # It answers a press of this very moment.
            kind=NoticeKind.URGENT,
            subject=_("LINE is joined to your account"),
            body=_("From now on the city writes to you here. You choose what about under My notices."),
            key=f"line:{event.event_id}"[:120],
            user=user,
        )


def _hash_of(code: str) -> str:
    return keyed_hash(code, purpose="line-code")
