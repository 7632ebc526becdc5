"""What somebody does not want, and until when it is quiet where they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.conf import settings
from django.utils.timezone import localtime

from mueang.apps.accounts.models import User
from mueang.apps.network.models import City
from mueang.apps.notices.enums import Channel, NoticeKind
from mueang.apps.notices.models import (
    QUIET_FROM,
    QUIET_UNTIL,
    CarrierState,
    LineLink,
    Notice,
    OptOut,
    PushDevice,
    QuietHours,
)
from mueang.lib.sealed import keyed_hash
from mueang.standards.web_push import key_of, public_text


def address_hash(address: str) -> str:
    """What an address is known by once its owner asked to be left alone."""
    return keyed_hash(address.strip().lower(), purpose="notice-address")


def quiet_until(now: datetime, *, starts_at: time = QUIET_FROM, ends_at: time = QUIET_UNTIL) -> datetime | None:
    """When the quiet hours end that `now` lies in, or None where it lies in none. They may pass midnight."""
    here = localtime(now)
    at = here.time().replace(tzinfo=None)
    passes_midnight = starts_at > ends_at
    is_quiet = (at >= starts_at or at < ends_at) if passes_midnight else starts_at <= at < ends_at
    if not is_quiet:
        return None
    end = here.replace(hour=ends_at.hour, minute=ends_at.minute, second=0, microsecond=0)
    return end if at < ends_at else end + timedelta(days=1)


def city_hours(city: City) -> tuple[time, time]:
    """From when until when nothing rings in a city. One SQL statement."""
    row = QuietHours.objects.filter(city=city).first()
    return (row.starts_at, row.ends_at) if row else (QUIET_FROM, QUIET_UNTIL)


class Wishes:
    """The wishes that concern a number of notices: three SQL statements however many there are."""

    def __init__(self, notices: Sequence[Notice]) -> None:
        users = {notice.user_id for notice in notices if notice.user_id}
        hashes = {address_hash(notice.address) for notice in notices if not notice.user_id and notice.address}
        cities = {notice.city_id for notice in notices}
        self._out = {
            (row.user_id or row.address_hash, row.kind, row.channel)
            for row in [
                *(OptOut.objects.filter(user__in=users) if users else ()),
                *(OptOut.objects.filter(address_hash__in=hashes) if hashes else ()),
            ]
        }
        hours = list(QuietHours.objects.filter(city__in=cities))
        hours += list(QuietHours.objects.filter(user__in=users)) if users else []
        self._of_city = {row.city_id: row for row in hours if row.city_id}
        self._of_user = {row.user_id: row for row in hours if row.user_id}

    def refuses(self, notice: Notice) -> bool:
        """Whether its receiver asked not to get this kind this way."""
        who = notice.user_id or (address_hash(notice.address) if notice.address else "")
        return (who, notice.kind, notice.channel) in self._out

    def quiet_until(self, notice: Notice, now: datetime) -> datetime | None:
        """When its receiver may be rung: their own hours, else the city's, else from nine to seven."""
        own = self._of_user.get(notice.user_id) if notice.user_id else None
        row = own or self._of_city.get(notice.city_id)
        if row is None:
            return quiet_until(now)
        return quiet_until(now, starts_at=row.starts_at, ends_at=row.ends_at)


def line_users(user_ids: Iterable[int]) -> dict[int, str]:
    """The LINE user of each account that has one, by the account. One SQL statement."""
    return dict(LineLink.objects.standing().filter(user__in=set(user_ids)).values_list("user_id", "line_user"))


def endpoints_of(devices: Iterable[str]) -> dict[str, str]:
    """Where each device is rung that is still joined, by its uuid as text. One SQL statement."""
    rows = PushDevice.objects.filter(uuid__in=set(devices))
    return {str(row.uuid): row.endpoint for row in rows}


def devices_of(user: User) -> list[PushDevice]:
    """The devices an account joined, the oldest first. One SQL statement."""
    return list(PushDevice.objects.filter(user=user))


def push_key() -> str:
    """What a browser is told when it subscribes; empty where web push is off."""
    return public_text(key_of(settings.PUSH_SECRET)) if settings.PUSH_HOSTS else ""


def refused_ways(*, user_id: int, kind: str) -> set[str]:
    """The ways by which an account does not want this kind."""
    return set(OptOut.objects.filter(user_id=user_id, kind=kind).values_list("channel", flat=True))


def may_opt_out(kind: str, channel: str) -> bool:
    """Everything can be turned off but the last way of hearing of danger: the app itself."""
    return not (kind == NoticeKind.URGENT and channel == Channel.IN_APP)


@dataclass(frozen=True, slots=True)
class MyWishes:
    """What an account said: which kinds it does not want by which way, its own quiet hours, whether LINE is joined."""

    refused: frozenset[tuple[str, str]]
    quiet: tuple[time, time] | None
    is_at_line: bool


def wishes_of(user: User) -> MyWishes:
    """Three SQL statements."""
    refused = frozenset(OptOut.objects.filter(user=user).values_list("kind", "channel"))
    hours = QuietHours.objects.filter(user=user).first()
    is_at_line = LineLink.objects.standing().filter(user=user).exists()
    return MyWishes(refused, (hours.starts_at, hours.ends_at) if hours else None, is_at_line)


@dataclass(frozen=True, slots=True)
class LineMonth:
    """How many LINE messages the month has (None: any number), and how many are used."""

    most: int | None
    used: int

    @property
    def left(self) -> int | None:
        return None if self.most is None else max(0, self.most - self.used)


def month_of_line() -> LineMonth | None:
    """What LINE last said; None before it said anything. One SQL statement."""
    row = CarrierState.objects.filter(channel=Channel.LINE).first()
    return LineMonth(row.quota, row.quota_used) if row and row.quota_used is not None else None
