"""What the worker does for sign-ins: end what is over, and forget what need not be kept."""

from __future__ import annotations

from datetime import datetime

from mueang.apps.accounts.models import RoleGrant
from mueang.apps.signins.actions import end_lent_role, end_sign_in, forget_sign_ins
from mueang.apps.signins.enums import Ending
from mueang.apps.signins.models import SignIn
from mueang.apps.signins.queries import forgotten, lent_out, over
from mueang.lib.one_by_one import one_by_one

EVERY_SECONDS = 300


def run(now: datetime) -> int:
    """How many sessions and lent roles were ended, and sessions forgotten."""

    def end_role(grant: RoleGrant) -> int:
        end_lent_role(grant=grant, now=now)
        return 1

    def end(row: SignIn) -> bool:
        return end_sign_in(sign_in=row, ending=Ending.RESTED, actor=None) is not None

    ended = one_by_one("sessions over", over(now), end) + one_by_one("roles lent", lent_out(now), end_role)
    return ended + forget_sign_ins(keys=forgotten(now))
