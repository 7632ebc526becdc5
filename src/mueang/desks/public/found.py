"""Find the city of an address, and the page asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest

from mueang.apps.network.queries import city_by_slug

if TYPE_CHECKING:
    from mueang.apps.network.models import City


LONGEST_PAGE_NUMBER = 5


def city_or_404(slug: str) -> City:
    found = city_by_slug(slug)
    if found is None:
        raise Http404
    return found


def page_asked(request: HttpRequest) -> int:
    """The number of the page, whatever was typed into the address; a page beyond the last is the queries' to bound."""
    text = request.GET.get("page", "1")
    is_number = text.isascii() and text.isdigit() and len(text) <= LONGEST_PAGE_NUMBER
    return int(text) if is_number else 1
