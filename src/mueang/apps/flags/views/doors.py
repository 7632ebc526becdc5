"""How every page of flags finds its city: for those who may see flags; for everybody else it is not there."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mueang.apps.accounts.rules import SignedInRequest, Viewer
from mueang.apps.flags.rules import flag_cities, may_answer_flags, may_change_rules, rule_cities


def find_city(request: SignedInRequest, slug: str) -> Any:
    return get_object_or_404(flag_cities(request.user), slug=slug)


def city_of_answers(request: SignedInRequest, slug: str) -> Any:
    """The city, for whoever may decide there."""
    city = find_city(request, slug)
    if not may_answer_flags(request.user, city):
        raise Http404
    return city


def city_of_rules(request: SignedInRequest, slug: str) -> Any:
    """The city, for whoever may change its rules."""
    return get_object_or_404(rule_cities(request.user), slug=slug)


def tabs_of(city: Any, current: str, *, viewer: Viewer) -> list[tuple[str, str, bool]]:
    words = {
        "queue": _("To be looked at"),
        "places": _("Schools and transitions"),
        "judged": _("How good the signs are"),
        "rules": pgettext("early warning", "Rules"),
        "opinions": _("Second opinion"),
        "facts": _("What is known of pupils"),
    }
    if not may_change_rules(viewer, city):
        del words["judged"]
    if not may_answer_flags(viewer, city):
        del words["facts"]
    return [(label, reverse(f"flags:{page}", args=[city.slug]), page == current) for page, label in words.items()]
