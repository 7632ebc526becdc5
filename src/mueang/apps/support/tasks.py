"""What the worker does for casework: late referrals go up, flags that were handed over come in, what is due is told."""

from __future__ import annotations

from datetime import datetime

from mueang.apps.flags.models import FlagDecision
from mueang.apps.support.actions.due import tell_of_due
from mueang.apps.support.actions.from_flags import take_up_flag, tell_flag
from mueang.apps.support.actions.referrals import escalate_late
from mueang.apps.support.models.concerns import Concern
from mueang.apps.support.queries.from_flags import flags_to_take_up, flags_with_findings
from mueang.apps.support.queries.referrals import late_referrals
from mueang.lib.one_by_one import one_by_one

EVERY_SECONDS = 10


def run(now: datetime) -> int:
    def tell(one: tuple[FlagDecision, Concern]) -> int:
        tell_flag(decision=one[0], concern=one[1])
        return 1

    done = one_by_one("late referrals", late_referrals(now=now), lambda row: escalate_late(referral=row, now=now))
    done += one_by_one("flags handed over", flags_to_take_up(now=now), lambda row: take_up_flag(decision=row, now=now))
    return done + one_by_one("flags with findings", flags_with_findings(), tell) + tell_of_due(now=now)
