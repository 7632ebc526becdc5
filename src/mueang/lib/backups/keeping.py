"""Which backups are kept: all of two days, then the last of each of so many days, weeks and months that have one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.utils import timezone

ALL_OF = timedelta(days=2)
# Local calendar: the last backup of a day is the one after office hours.
RULE: tuple[tuple[Callable[[datetime], object], int], ...] = (
    (lambda at: at.date(), 14),
    (lambda at: at.isocalendar()[:2], 8),
    (lambda at: (at.year, at.month), 24),
)


def kept_of(moments: Iterable[datetime]) -> set[datetime]:
    """All of the two days before the newest, and the last of each of 14 days, 8 weeks and 24 months that have one."""
    newest_first = sorted(moments, reverse=True)
    kept = {at for at in newest_first if newest_first[0] - at <= ALL_OF}
    for period, n_periods in RULE:
        last_of: dict[object, datetime] = {}
        for at in newest_first:
            last_of.setdefault(period(timezone.localtime(at)), at)
        kept |= set(list(last_of.values())[:n_periods])
    return kept
