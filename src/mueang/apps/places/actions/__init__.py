"""Changes to places, neighbourhoods and the roles held at them."""

from mueang.apps.places.actions.neighbourhoods import add_neighbourhoods
from mueang.apps.places.actions.places import (
    add_place,
    change_place,
    close_place,
    hand_over_place,
    reopen_place,
    step_freshness,
    verify_place,
)
from mueang.apps.places.actions.roles import end_role, give_role, invite, lend_role
from mueang.apps.places.actions.sessions import sign_out_staff

__all__ = [
    "add_neighbourhoods",
    "add_place",
    "change_place",
    "close_place",
    "end_role",
    "give_role",
    "hand_over_place",
    "invite",
    "lend_role",
    "reopen_place",
    "sign_out_staff",
    "step_freshness",
    "verify_place",
]
