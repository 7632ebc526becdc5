"""How every page of planning finds its city: for those who plan for it; for everybody else it is not there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.planning.errors import PlanningRefused
from mueang.apps.planning.rules import planning_cities


def find_city(request: SignedInRequest, slug: str) -> Any:
    return get_object_or_404(planning_cities(request.user), slug=slug)


def tried(request: SignedInRequest, action: Callable[[], object]) -> bool:
    """Do it; a refusal is said on the next page. Whether it was done."""
    try:
        action()
    except PlanningRefused as refusal:
        messages.error(request, refusal.sentence)
        return False
    return True


def tabs_of(slug: str, current: str) -> list[tuple[str, str, bool]]:
    words = {
        "access": _("What people can reach"),
        "scenarios": _("Scenarios"),
        "times": _("Times for activities"),
        "residents": _("Who lives where"),
    }
    return [(label, reverse(f"planning:{page}", args=[slug]), page == current) for page, label in words.items()]
