"""What the worker does for sign-ins: end what is over, and forget what need not be kept."""

from __future__ import annotations

from datetime import datetime

from mueang.apps.signins.actions import end_lent_role, end_sign_in, forget_sign_ins
from mueang.apps.signins.enums import Ending
from mueang.apps.signins.queries import forgotten, lent_out, over

EVERY_SECONDS = 300


def run(now: datetime) -> int:
    """How many sessions and lent roles were ended, and sessions forgotten."""
    ended = [end_sign_in(sign_in=row, ending=Ending.RESTED, actor=None) for row in over(now)]
    lent = lent_out(now)
    for grant in lent:
        end_lent_role(grant=grant, now=now)
    return len(ended) + len(lent) + forget_sign_ins(keys=forgotten(now))
