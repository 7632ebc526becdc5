"""Find the city of an address, or say that there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404


from mueang.apps.network.queries import city_by_slug

if TYPE_CHECKING:
    from mueang.apps.network.models import City


def city_or_404(slug: str) -> City:
    found = city_by_slug(slug)
    if found is None:
        raise Http404
    return found
