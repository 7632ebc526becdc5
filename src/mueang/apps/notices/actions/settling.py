"""Write down how requests went: delivered, again later, given up, or for a person to decide."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.db.models.functions import Coalesce

from mueang.apps.notices.actions.carriers.parcels import Outcome, Verdict
from mueang.apps.notices.actions.handing import Handed
from mueang.apps.notices.enums import NoticeState, Reason
from mueang.apps.notices.models import Notice

log = logging.getLogger("mueang.notices")
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)
MOST_ATTEMPTS = 8


def pause_before(attempt: int) -> timedelta:
    """How long to wait after that many failures: one minute, doubling, at most six hours.

    >>> [int(pause_before(n).total_seconds() // 60) for n in (1, 2, 3, 8, 12)]
    [1, 2, 4, 128, 360]
    """
    doublings: int = 2 ** (attempt - 1)
    return min(FIRST_PAUSE * doublings, LONGEST_PAUSE)


@dataclass(frozen=True, slots=True)
class _Next:
    """Where a notice goes now; notices that go the same way are written down in one statement."""

    state: NoticeState
    reason: str = ""
    says: str = ""
    pause: timedelta | None = None
    counts: bool = True
    may_have_arrived: bool = False
    is_parted: bool = False


@transaction.atomic
def settle(handed: Iterable[Handed], *, is_keyed: bool, now: datetime) -> None:
    """Write each outcome onto the notices of its request, if they are still held by whoever took them."""
    same = defaultdict[_Next, list[Notice]](list)
    for (_parcel, notices), outcome in handed:
        for notice in notices:
            step = _next(notice, outcome, is_keyed=is_keyed, n_together=len(notices))
            same[step].append(notice)
            if step.state in {NoticeState.FAILED, NoticeState.UNCERTAIN}:
                log.warning("notice %s: %s, tried %d times: %s", notice.uuid, step.state, notice.attempts, step.says)
    for step, notices in same.items():
        _write(step, notices, now=now)


def _next(notice: Notice, outcome: Outcome, *, is_keyed: bool, n_together: int) -> _Next:
    reason, says = str(outcome.reason), outcome.says
    match outcome.verdict:
        case Verdict.ACCEPTED:
            return _Next(NoticeState.SENT, may_have_arrived=True)
        case Verdict.UNTRIED:
            return _Next(NoticeState.QUEUED, counts=False)
        case Verdict.LATER:
            pause = timedelta(seconds=outcome.pause_seconds or 0)
            return _Next(NoticeState.QUEUED, says=says, pause=pause, counts=False)
        case Verdict.REFUSED if n_together > 1 and reason != Reason.QUOTA:
            # One bad address spoils the request: each goes by itself, under a key never used before.
            return _Next(NoticeState.QUEUED, says=says, pause=timedelta(0), is_parted=True)
        case Verdict.REFUSED:
            return _Next(NoticeState.FAILED, reason, says)
    in_doubt = outcome.verdict == Verdict.UNKNOWN
    if notice.attempts >= MOST_ATTEMPTS or (in_doubt and not is_keyed):
        ends_in_doubt = in_doubt or notice.handed_over_at is not None
        state = NoticeState.UNCERTAIN if ends_in_doubt else NoticeState.FAILED
        return _Next(state, reason, says, may_have_arrived=in_doubt)
    return _Next(NoticeState.QUEUED, reason, says, pause=pause_before(notice.attempts), may_have_arrived=in_doubt)


def _write(step: _Next, notices: Sequence[Notice], *, now: datetime) -> None:
    values: dict[str, Any] = {
        "state": step.state,
        "reason": step.reason,
        "last_error": step.says[:300],
        "sending_since": None,
    }
    if step.state == NoticeState.SENT:
        values |= {"sent_at": now, "last_error": ""}
    if step.pause is not None:
        values["next_attempt_at"] = now + step.pause
    if step.may_have_arrived:
        values["handed_over_at"] = Coalesce("handed_over_at", models.Value(now, output_field=models.DateTimeField()))
    if step.is_parted:
        values["group_key"] = None
    if not step.counts:
        values["attempts"] = models.F("attempts") - 1
    _held(notices).update(**values)


def give_back(notices: Sequence[Notice], *, until: datetime) -> None:
    """Put notices back that were taken and not tried."""
    if notices:
        _held(notices).update(
            state=NoticeState.QUEUED,
            next_attempt_at=until,
            sending_since=None,
            attempts=models.F("attempts") - 1,
        )


def _held(notices: Iterable[Notice]) -> models.QuerySet[Notice]:
    """Those still in the hands of who took them: a worker that came back too late changes nothing.

    What was put before a person meanwhile still learns how it went, as long as nobody decided.
    """
    rows = list(notices)
    return Notice.objects.filter(
        pk__in=[notice.pk for notice in rows],
        holder__in={notice.holder for notice in rows},
        state__in=[NoticeState.SENDING, NoticeState.UNCERTAIN],
    )
