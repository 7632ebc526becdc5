"""How every page of indicators finds its city: for those who may see the city's desk."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.indicators.rules import may_measure, measured_cities


def find_city(request: SignedInRequest, slug: str) -> Any:
    return get_object_or_404(measured_cities(request.user), slug=slug)


def city_to_measure(request: SignedInRequest, slug: str) -> Any:
    """The city, for whoever may write its figures; who may only look is told so."""
    city = find_city(request, slug)
    if not may_measure(request.user, city):
        raise PermissionDenied
    return city


def tabs_of(city: Any, current: str) -> list[tuple[str, str, bool]]:
    words = {
        "home": _("City figures"),
        "profile": _("City profile"),
        "since": _("Since joining"),
        "derived": _("From operations"),
        "unequal": _("Inequality"),
        "indices": _("Index"),
        "comparison": _("Compare cities"),
        "frameworks": _("Frameworks"),
        "surveys": _("From surveys"),
        "panels": _("Expert panels"),
        "files": _("Workbooks"),
    }
    return [(label, reverse(f"indicators:{page}", args=[city.slug]), page == current) for page, label in words.items()]
