"""Who in a waiting line is offered the seats that are free, and until when an offer may be answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

QUIET_FROM, QUIET_UNTIL = time(20), time(8)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A party in the line: `size` seats or none. `short_since`: when free seats were first too few for it."""

    key: int
    size: int
    short_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Shares:
    """What the free seats come to: parties offered theirs, parties they were too few for, and seats kept for one."""

    offered: tuple[int, ...]
    short: tuple[int, ...]
    kept_for: int | None
    n_kept: int


def share_seats(
    line: Iterable[Waiting], *, free: int, capacity: int, now: datetime, patience: timedelta, may_keep: bool
) -> Shares:
    """Go down the line: each party that fits is offered its seats; one that waited long enough is saved up for.

    A party larger than the free seats lets smaller ones behind it go first, but only for `patience` after seats were
    first too few for it. From then on every free seat is kept for it until they suffice, so that a large party is
    delayed, never starved. A party of more than `capacity` people can never be seated and keeps nothing.

    Parameters
    ----------
    line : parties, the first one first
    free : seats that nobody holds, those kept so far among them
    capacity : seats of the whole offering
    patience : how long others may go first
    may_keep : False close to the first day, when a kept seat would stay empty

    Returns
    -------
    Shares; `offered` and `short` in the order of the line, the seats offered and kept are never more than `free`.

    Raises
    ------
    ValueError
        If `free` is negative.

    Source
    ------
    Our own rule. Without keeping, a line that seats whoever fits starves large parties, as the list scheduling of
    parallel jobs does without reservations (Feitelson & Weil, 1998, IPPS/SPDP, 542-546).

    Examples
    --------
    >>> day = datetime(2026, 6, 1, 12)
    >>> family = Waiting(key=1, size=3, short_since=day - timedelta(hours=50))
    >>> patience = timedelta(hours=48)
    >>> line = [family, Waiting(key=2, size=1)]
    >>> share_seats(line, free=2, capacity=9, now=day, patience=patience, may_keep=True)
    Shares(offered=(), short=(1,), kept_for=1, n_kept=2)
    >>> share_seats(line, free=2, capacity=9, now=day, patience=patience, may_keep=False)
    Shares(offered=(2,), short=(1,), kept_for=None, n_kept=0)
    """
    if free < 0:
        raise ValueError("free seats cannot be negative")
    offered: list[int] = []
    short: list[int] = []
    for party in line:
        if not free:
            break
        if party.size <= free:
            offered.append(party.key)
            free -= party.size
        elif party.size <= capacity:
            short.append(party.key)
            if may_keep and party.short_since is not None and now - party.short_since >= patience:
                return Shares(tuple(offered), tuple(short), kept_for=party.key, n_kept=free)
    return Shares(tuple(offered), tuple(short), kept_for=None, n_kept=0)


def answer_by(
    offered_at: datetime, *, hours: int, quiet_from: time = QUIET_FROM, quiet_until: time = QUIET_UNTIL
) -> datetime:
    """When an offer of `hours` ends, if the hours of the night do not count.

    Parameters
    ----------
    offered_at : local clock time, aware or not
    hours : counted hours, above 0
    quiet_from, quiet_until : the night, from the evening of one day into the morning of the next

    Returns
    -------
    datetime of the same kind, always in the day.

    Raises
    ------
    ValueError
        If `hours` is not above 0, or the night does not reach over midnight.

    Source
    ------
    Our own rule: nobody loses a seat in their sleep.

    Examples
    --------
    From 19:00 one hour counts this evening, the other two from 8 in the morning.

    >>> answer_by(datetime(2026, 6, 1, 19), hours=3)
    datetime.datetime(2026, 6, 2, 10, 0)
    >>> answer_by(datetime(2026, 6, 1, 23, 30), hours=12)
    datetime.datetime(2026, 6, 2, 20, 0)
    """
    if hours <= 0 or quiet_until >= quiet_from:
        raise ValueError("an offer needs hours, and a night that ends before it begins again")
    moment, left = offered_at, timedelta(hours=hours)
    while True:
        if moment.time() < quiet_until:
            moment = _at(moment, quiet_until)
        evening = _at(moment, quiet_from)
        if moment < evening and moment + left <= evening:
            return moment + left
        left -= max(evening - moment, timedelta())
        moment = _at(moment + timedelta(days=1), time())


def _at(moment: datetime, clock: time) -> datetime:
    return moment.replace(hour=clock.hour, minute=clock.minute, second=clock.second, microsecond=0)
