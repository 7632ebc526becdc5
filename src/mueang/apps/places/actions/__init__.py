"""Changes to places, neighbourhoods and the roles held at them."""

from mueang.apps.places.actions.neighbourhoods import add_neighbourhoods
from mueang.apps.places.actions.places import add_place, change_place, close_place, reopen_place, verify_place
from mueang.apps.places.actions.roles import end_role, give_role, invite

__all__ = [
    "add_neighbourhoods",
    "add_place",
    "change_place",
    "close_place",
    "end_role",
    "give_role",
    "invite",
    "reopen_place",
    "verify_place",
]
