"""Which view answered, said to whoever measures or traces; an address may hold a key and is never said."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# In the request's environment; no header of a reader can bear such a name.
VIEW = "mueang.view"
KEPT = "page from memory"


def name_view(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: say outside which view answered; by its name, as an address may hold a key."""

    def named(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        match = request.resolver_match
        request.META[VIEW] = (match.view_name if match else "") or "none"
        return response

    return named
