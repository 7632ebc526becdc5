"""Pages of places, neighbourhoods, roles at them, and the opening of a city."""

from mueang.apps.places.views.cities import choose_area, open_here
from mueang.apps.places.views.neighbourhoods import neighbourhoods
from mueang.apps.places.views.places import (
    near,
    place,
    place_add,
    place_change,
    place_close,
    place_reopen,
    place_verify,
    places,
)
from mueang.apps.places.views.roles import role_end, role_give, role_invite, roles
from mueang.apps.places.views.sessions import staff_sessions

__all__ = [
    "choose_area",
    "near",
    "neighbourhoods",
    "open_here",
    "place",
    "place_add",
    "place_change",
    "place_close",
    "place_reopen",
    "place_verify",
    "places",
    "role_end",
    "role_give",
    "role_invite",
    "roles",
    "staff_sessions",
]
