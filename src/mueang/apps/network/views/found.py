"""Find the city of a desk's address by the rule of its page, or answer that there is none."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.network.rules import cities_where


def city_with(request: SignedInRequest, slug: str, permission: str) -> Any:
    """The city `slug` where the signed-in person holds `permission`; anybody else meets a 404."""
    return get_object_or_404(cities_where(request.user, permission), slug=slug)
