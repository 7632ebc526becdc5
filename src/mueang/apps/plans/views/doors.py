"""How every page of work plans finds its city, its plan and its activity: for those who may see them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.rules import SignedInRequest, scopes_where
from mueang.apps.network.queries import city_by_slug
from mueang.apps.plans.errors import PlanRefused
from mueang.apps.plans.queries import ActivityLine, activity_of, plan_of
from mueang.apps.plans.rules import may_read_all, may_work, may_write, visible_plans


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


def city_to_write(request: SignedInRequest, slug: str) -> Any:
    """The city, for whoever writes its plans; who may only look is told so."""
    city = find_city(request, slug)
    if not may_write(request.user, city):
        raise PermissionDenied
    return city


def find_plan(request: SignedInRequest, slug: str, year: int, *, writing: bool = False) -> Any:
    city = city_to_write(request, slug) if writing else find_city(request, slug)
    plan = plan_of(viewer=request.user, city=city, year=year)
    if plan is None:
        raise Http404
    return plan


def find_activity(request: SignedInRequest, slug: str, uuid: UUID, *, working: bool = False) -> ActivityLine:
    city = find_city(request, slug)
    line = activity_of(viewer=request.user, city=city, uuid=uuid, today=timezone.localdate())
    if line is None:
        raise Http404
    if working and not may_work(request.user, line.activity, city=city):
        raise PermissionDenied
    return line


def do(request: SignedInRequest, act: Callable[..., Any], words: str, **arguments: Any) -> bool:
    """One action; a refusal is said in its own words, and False."""
    try:
        act(actor=request.user, **arguments)
    except PlanRefused as refusal:
        messages.error(request, refusal.sentence)
        return False
    messages.success(request, words)
    return True


def keep_typed(request: SignedInRequest, form: BaseForm, *, version: int, sentence: str) -> None:
    """Say that somebody was quicker, keep what was typed, and let it be saved over what stands now."""
    data = request.POST.copy()
    data["version"] = str(version)
    form.data = data
    form.add_error(None, sentence)


def tabs_of(plan: Any, current: str) -> list[tuple[str, str, bool]]:
    words = {
        "plan": _("Activities"),
        "timeline": _("Timeline"),
        "calendar": _("Calendar"),
        "money": _("Money"),
        "reports": _("Reports"),
    }
    return [
        (label, reverse(f"plans:{page}", args=[plan.city.slug, plan.year]), page == current)
        for page, label in words.items()
    ]
