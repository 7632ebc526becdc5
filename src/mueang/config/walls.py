"""The second wall around children's rows: on PostgreSQL a request sees only those of the city in its address.

`docs/operate/walls.md` says what it keeps out and what not.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse

from mueang.apps.network.models import City
from mueang.lib.reach import back_afterwards, has_walls, narrow_to, narrow_to_nowhere

# Whose pages are about children in the protected zone, each below the address of a city. For the pages of all other
# apps no protected row is there; what they may count, `support` counts for them.
ROOMS = frozenset({"registers", "flags", "support", "tell", "handover"})
_CITY = f"SELECT array[id] FROM {City._meta.db_table} WHERE slug = %s"  # noqa: S608 (the name of our own table)


class ProtectedRooms:  # only PostgreSQL
    """Nothing protected is in reach of a request but, on pages of the protected rooms, what their city keeps."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not has_walls():
            raise MiddlewareNotUsed
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with back_afterwards():
            return self._get_response(request)

    def process_view(self, request: HttpRequest, _view: object, _arguments: object, named: dict[str, Any]) -> None:
        match = request.resolver_match
        if match and match.namespaces and match.namespaces[0] in ROOMS and "city" in named:
            narrow_to(_CITY, [named["city"]])
        else:
            narrow_to_nowhere()
