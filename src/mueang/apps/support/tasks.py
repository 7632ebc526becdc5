"""What the worker does for casework: referrals that take too long go up, and workers hear how much is due."""

from __future__ import annotations

from datetime import datetime

from mueang.apps.support.actions.due import tell_of_due
from mueang.apps.support.actions.referrals import escalate_late
from mueang.apps.support.queries.referrals import late_referrals


def run(now: datetime) -> int:
    gone_up = [escalate_late(referral=row, now=now) for row in list(late_referrals(now=now))]
    return sum(gone_up) + tell_of_due(now=now)
