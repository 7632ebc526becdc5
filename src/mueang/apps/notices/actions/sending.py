"""Deliver what is due: wave by wave, each notice once under its key, or visibly not, or put before a person.

A worker takes notices by one conditional update and hands them over. What it was holding when it died is taken up by
the next one. Where the provider knows repeated requests by a key, that is harmless; where it does not, nobody knows
whether the notice arrived, and it waits for a person's decision instead of being sent twice.
"""

from __future__ import annotations

import logging
import time
import uuid
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Coalesce

from mueang.apps.notices.actions.carriers import carrier_of, is_keyed
from mueang.apps.notices.actions.carriers.by_http import ByLine
from mueang.apps.notices.actions.carriers.parcels import Carrier, Parcel
from mueang.apps.notices.actions.devices import forget_gone
from mueang.apps.notices.actions.handing import PAUSE, Handing, Request
from mueang.apps.notices.actions.settling import MOST_ATTEMPTS, give_back, settle
from mueang.apps.notices.enums import CARRIED, RINGS, Channel, NoticeKind, NoticeState, Reason
from mueang.apps.notices.models import CarrierState, Notice
from mueang.apps.notices.queries.links import unsubscribe_url
from mueang.apps.notices.queries.wanting import Wishes, endpoints_of, line_users
from mueang.standards.line_messaging import KEY_STANDS

log = logging.getLogger("mueang.notices")
RECLAIM_AFTER = timedelta(minutes=5)
# A key is trusted for an hour less than the provider says.
KEY_TRUSTED = KEY_STANDS - timedelta(hours=1)
SECONDS_A_ROUND = 5.0
MOST_A_ROUND = 20_000
MONTH_ASKED_EVERY = timedelta(minutes=10)


def send_due(*, now: datetime, limit: int = MOST_A_ROUND, seconds: float = SECONDS_A_ROUND) -> int:
    """Deliver what is due and say how many notices were taken up. Called by the worker, outside any transaction.

    Other work waits meanwhile, so it ends after `seconds` for each way of delivery, however much is left.
    """
    reclaim(now)
    waiting = set(Notice.objects.due(now).filter(channel__in=CARRIED).values_list("channel", flat=True).distinct())
    done = 0
    for channel in CARRIED:
        if channel in waiting and not _is_paused(channel, now):
            done += _send_channel(channel, now=now, limit=limit - done, deadline=time.monotonic() + seconds)
    return done


def reclaim(now: datetime) -> None:
    """Take up what a worker that died was holding: it may have been handed over, or not.

    Noted by a clock that was ahead and has been put right since, it seems to be held from some later moment on.
    """
    silent = Q(sending_since__lt=now - RECLAIM_AFTER) | Q(sending_since__gt=now + RECLAIM_AFTER)
    lost = Notice.objects.filter(silent, state=NoticeState.SENDING)
    for channel in set(lost.values_list("channel", flat=True).distinct()):
        rows = lost.filter(channel=channel)
        in_doubt = rows.filter(attempts__gte=MOST_ATTEMPTS) if is_keyed(channel) else rows
        handed_over = Coalesce("handed_over_at", "sending_since")
        in_doubt.update(
            state=NoticeState.UNCERTAIN,
            reason=Reason.WORKER_LOST,
            last_error="WorkerLost",
            handed_over_at=handed_over,
            sending_since=None,
        )
        rows.update(state=NoticeState.QUEUED, handed_over_at=handed_over, sending_since=None)


def _is_paused(channel: str, now: datetime) -> bool:
    return CarrierState.objects.filter(channel=channel, paused_until__gt=now).exists()


def _send_channel(channel: str, *, now: datetime, limit: int, deadline: float) -> int:
    carrier = carrier_of(channel)
    if carrier is None:
        off = Notice.objects.due(now).filter(channel=channel)
        return off.update(state=NoticeState.FAILED, reason=Reason.TURNED_OFF, last_error="")
    handing = Handing(carrier, deadline=deadline)
    try:
        if isinstance(carrier, ByLine):
            _note_month(carrier, now)
        done = _hand_over(channel, carrier, handing, now=now, limit=limit)
    finally:
        handing.close()
        carrier.close()
    if handing.pause_seconds is not None:
        _pause(channel, now=now, seconds=handing.pause_seconds, why=handing.why)
    return done


def _hand_over(channel: str, carrier: Carrier, handing: Handing, *, now: datetime, limit: int) -> int:
    """Wave after wave, never more held than one wave: what came back is written down while the next is under way."""
    done, more_waits = 0, True
    while True:
        room = min(carrier.wave - handing.n_under_way, limit - done)
        if more_waits and room > 0 and handing.may_try:
            held = _claim(channel, now=now, n=room)
            done, more_waits = done + len(held), bool(held)
            handing.start(_requests(carrier, _still_wanted(carrier, held, now)))
        elif not handing.n_under_way:
            return done
        handed = handing.come_back(more_waits=more_waits and done < limit)
        if handed:
            settle(handed, is_keyed=carrier.is_keyed, now=now)
            if channel == Channel.PUSH:
                forget_gone(handed)


@transaction.atomic
def _claim(channel: str, *, now: datetime, n: int) -> list[Notice]:
    """Take up to `n` notices, and whatever was sent in one request with one of them: the holder has them alone."""
    holder = uuid.uuid4()
    values = {
        "state": NoticeState.SENDING,
        "holder": holder,
        "sending_since": now,
        "attempts": models.F("attempts") + 1,
    }
    due = Notice.objects.due(now).filter(channel=channel).order_by("next_attempt_at", "pk")
    pks = list(due.values_list("pk", flat=True)[:n])
    if not pks or not Notice.objects.filter(pk__in=pks, state=NoticeState.QUEUED).update(**values):
        return []
    mine = Notice.objects.filter(state=NoticeState.SENDING, holder=holder).order_by("pk")
    held = list(mine)
    groups = {notice.group_key for notice in held if notice.group_key}
    if not groups:
        return held
    # A request goes out whole: under its key, what is left behind would count as delivered with it.
    siblings = Notice.objects.filter(group_key__in=groups)
    siblings.filter(state=NoticeState.QUEUED).update(**values)
    elsewhere = siblings.filter(state=NoticeState.SENDING).exclude(holder=holder)
    parted = set(elsewhere.values_list("group_key", flat=True))
    held = list(mine.all())  # asked anew: the siblings are among them now
    give_back([notice for notice in held if notice.group_key in parted], until=now + timedelta(seconds=PAUSE))
    return [notice for notice in held if notice.group_key is None or notice.group_key not in parted]


def _still_wanted(carrier: Carrier, held: Sequence[Notice], now: datetime) -> list[Notice]:
    """Those that may go out now; the others are put where they belong."""
    wishes, aside = Wishes(held), defaultdict[tuple[str, str], list[int]](list)
    wanted: list[Notice] = []
    by_morning = defaultdict[datetime, list[Notice]](list)
    for notice in held:
        rings = notice.channel in RINGS and notice.kind != NoticeKind.URGENT
        morning = wishes.quiet_until(notice, now) if rings else None
        if wishes.refuses(notice):
            aside[NoticeState.CANCELLED, Reason.OPTED_OUT].append(notice.pk)
        elif carrier.is_keyed and notice.handed_over_at and notice.handed_over_at < now - KEY_TRUSTED:
            aside[NoticeState.UNCERTAIN, Reason.NO_ANSWER].append(notice.pk)
        elif morning:
            by_morning[morning].append(notice)
        else:
            wanted.append(notice)
    for (state, reason), pks in aside.items():
        Notice.objects.filter(pk__in=pks).update(state=state, reason=reason, sending_since=None)
    for morning, notices in by_morning.items():
        give_back(notices, until=morning)
    return wanted


def _requests(carrier: Carrier, wanted: Sequence[Notice]) -> list[Request]:
    """One request for each notice, or for all that say the same where the provider takes many; keys are kept first."""
    addresses = _addresses(wanted)
    wanted = [notice for notice in wanted if notice.pk in addresses]
    together = defaultdict[object, list[Notice]](list)
    for notice in wanted:
        is_new = notice.attempts == 1 and not notice.group_key and carrier.takes_many > 1
        together[(notice.subject, notice.body) if is_new else notice.send_key].append(notice)
    requests = []
    for notices in together.values():
        for start in range(0, len(notices), carrier.takes_many):
            part = notices[start : start + carrier.takes_many]
            if len(part) > 1 and not part[0].group_key:
                _keep_together(part)
            requests.append((_parcel(part, addresses), part))
    return requests


def _keep_together(notices: Sequence[Notice]) -> None:
    """Before anything leaves the house: whoever repeats the request later repeats the whole of it."""
    key = uuid.uuid4()
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(group_key=key)
    for notice in notices:
        notice.group_key = key


def _addresses(wanted: Sequence[Notice]) -> dict[int, str]:
    """Where each goes. LINE users and devices are looked up at the last moment: who left is not written to."""
    at_line = [notice for notice in wanted if notice.channel == Channel.LINE]
    known = line_users(notice.user_id for notice in at_line if notice.user_id) if at_line else {}
    at_device = [notice for notice in wanted if notice.channel == Channel.PUSH]
    endpoints = endpoints_of(notice.address for notice in at_device) if at_device else {}
    looked_up = {Channel.LINE, Channel.PUSH}
    found = {notice.pk: notice.address for notice in wanted if notice.channel not in looked_up}
    found |= {notice.pk: known[notice.user_id] for notice in at_line if notice.user_id in known}
    found |= {notice.pk: endpoints[notice.address] for notice in at_device if notice.address in endpoints}
    left = [notice.pk for notice in wanted if notice.pk not in found]
    if left:
        rows = Notice.objects.filter(pk__in=left)
        rows.update(state=NoticeState.FAILED, reason=Reason.UNLINKED, sending_since=None, last_error="")
    return found


def _parcel(notices: Sequence[Notice], addresses: dict[int, str]) -> Parcel:
    first = notices[0]
    is_letter = first.channel == Channel.EMAIL
    return Parcel(
        key=first.send_key,
        addresses=tuple(addresses[notice.pk] for notice in notices),
        subject=first.subject,
        # LINE has no subject line; who reads an SMS pays by the letter.
        body=f"{first.subject}\n\n{first.body}" if first.channel == Channel.LINE else first.body,
        unsubscribe=unsubscribe_url(first) if is_letter and first.kind == NoticeKind.NEWS else "",
    )


def _pause(channel: str, *, now: datetime, seconds: float, why: str) -> None:
    """Leave the provider alone for a while, whichever worker asks next."""
    until = now + timedelta(seconds=seconds)
    CarrierState.objects.update_or_create(channel=channel, defaults={"paused_until": until, "paused_for": why[:60]})
    log.warning("%s is left alone until %s: %s", channel, until.isoformat(timespec="seconds"), why)


def _note_month(carrier: ByLine, now: datetime) -> None:
    """What is left of the month's messages, asked now and then while LINE is written to at all."""
    known = CarrierState.objects.filter(channel=Channel.LINE, quota_at__gt=now - MONTH_ASKED_EVERY)
    if known.exists():
        return
    month = carrier.month()
    if month is not None:
        values = {"quota": month[0], "quota_used": month[1], "quota_at": now}
        CarrierState.objects.update_or_create(channel=Channel.LINE, defaults=values)
