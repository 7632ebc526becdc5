"""What the worker does for casework: late referrals go up, flags that were handed over come in, what is due is told."""

from __future__ import annotations

from datetime import datetime

from mueang.apps.support.actions.due import tell_of_due
from mueang.apps.support.actions.from_flags import take_up_flag, tell_flag
from mueang.apps.support.actions.referrals import escalate_late
from mueang.apps.support.queries.from_flags import flags_to_take_up, flags_with_findings
from mueang.apps.support.queries.referrals import late_referrals

EVERY_SECONDS = 10


def run(now: datetime) -> int:
    gone_up = [escalate_late(referral=row, now=now) for row in list(late_referrals(now=now))]
    taken = [take_up_flag(decision=row, now=now) for row in list(flags_to_take_up(now=now))]
    told = [tell_flag(decision=row, concern=concern) for row, concern in flags_with_findings()]
    return sum(gone_up) + sum(taken) + len(told) + tell_of_due(now=now)
