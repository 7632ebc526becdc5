"""How every page of work plans finds its city, its plan and its activity: for those who may see them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.rules import SignedInRequest, scopes_where
from mueang.apps.network.queries import city_by_slug
from mueang.apps.plans.errors import PlanRefused
from mueang.apps.plans.rules import may_read_all, visible_plans


def find_city(request: SignedInRequest, slug: str) -> Any:
    """The city, for its own people and for those with whom one of its plans is shared."""
    city = city_by_slug(slug)
    if city is None:
        raise Http404
    if may_read_all(request.user, city):
        return city
    shared = scopes_where(request.user, Permission.PLANS_SHARED)
    if not (shared.everywhere or shared.ids) or not visible_plans(request.user).filter(city=city).exists():
        raise Http404
    return city


def do(request: SignedInRequest, act: Callable[..., Any], words: str, **arguments: Any) -> bool:
    """One action; a refusal is said in its own words, and False."""
    try:
        act(actor=request.user, **arguments)
    except PlanRefused as refusal:
        messages.error(request, refusal.sentence)
        return False
    messages.success(request, words)
    return True
