"""How every page of grants finds its rows: for the city whose they are, and the fund whose money it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.grants.errors import GrantRefused
from mueang.apps.grants.queries import applications_of, expense_of, grant_of
from mueang.apps.grants.rules import grant_cities, may_approve, may_enter, may_run, run_funds
from mueang.apps.ledger.errors import LedgerRefused
from mueang.apps.plans.errors import PlanRefused

REFUSALS = (GrantRefused, LedgerRefused, PlanRefused)


def find_city(request: SignedInRequest, slug: str) -> Any:
    return get_object_or_404(grant_cities(request.user), slug=slug)


def city_to_enter(request: SignedInRequest, slug: str) -> Any:
    """The city, for whoever may apply and enter; who may only look is told so."""
    city = find_city(request, slug)
    if not may_enter(request.user, city):
        raise PermissionDenied
    return city


def own_funds(request: SignedInRequest) -> Any:
    """Funds of the viewer; for whoever runs none, the desk of funds is not there."""
    funds = run_funds(request.user)
    if not funds.exists():
        raise Http404
    return funds


def find_grant(request: SignedInRequest, uuid: UUID) -> Any:
    found = grant_of(request.user, uuid=uuid)
    if found is None:
        raise Http404
    return found


def find_expense(request: SignedInRequest, uuid: UUID) -> Any:
    found = expense_of(request.user, uuid=uuid)
    if found is None:
        raise Http404
    return found


def find_application(request: SignedInRequest, uuid: UUID) -> Any:
    return get_object_or_404(applications_of(request.user), uuid=uuid)


def framed(request: SignedInRequest, shown: Any, /, **context: Any) -> dict[str, Any]:
    """What a page of a row that both sides see needs: whose desk surrounds it, and what one may do."""
    city = shown.city
    is_citys = grant_cities(request.user).filter(pk=city.pk).exists()
    fund = shown.fund if hasattr(shown, "fund") else shown.call.fund
    return {
        "frame": "grants/desk.html" if is_citys else "grants/fund_desk.html",
        "city": city,
        "is_citys": is_citys,
        "may_enter": may_enter(request.user, city),
        "may_approve": may_approve(request.user, city),
        "may_run": may_run(request.user, fund),
        **context,
    }


def do(request: SignedInRequest, act: Callable[..., Any], said: str, /, **arguments: Any) -> Any:
    """One action; a refusal is said in its own words, and None."""
    try:
        made = act(actor=request.user, **arguments)
    except REFUSALS as refusal:
        messages.error(request, refusal.sentence)
        return None
    messages.success(request, said)
    return made
