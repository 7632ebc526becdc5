"""Sharing seats in a round: open it, take wishes, draw, publish."""

from mueang.apps.enrollment.actions.rounds.drawing import draw, start_drawing
from mueang.apps.enrollment.actions.rounds.opening import (
    NewRound,
    announced_before,
    call_off_round,
    make_invitations,
    open_round,
)
from mueang.apps.enrollment.actions.rounds.publishing import publish_next, start_publishing
from mueang.apps.enrollment.actions.rounds.wishing import Wishes, change_wishes, send_wishes, withdraw_wishes

__all__ = [
    "NewRound",
    "Wishes",
    "announced_before",
    "call_off_round",
    "change_wishes",
    "draw",
    "make_invitations",
    "open_round",
    "publish_next",
    "send_wishes",
    "start_drawing",
    "start_publishing",
    "withdraw_wishes",
]
