"""How every page of surveys finds its city and its survey; for whoever may not look they are not there."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.surveys.rules import (
    entered_surveys,
    may_survey,
    readable_surveys,
    reads_desk,
    surveyed_cities,
    visible_questionnaires,
    visible_surveys,
)


def find_city(request: SignedInRequest, slug: str) -> Any:
    return get_object_or_404(surveyed_cities(request.user), slug=slug)


def city_to_survey(request: SignedInRequest, slug: str) -> Any:
    """The city, for whoever may prepare its surveys; who may only look is told so."""
    city = find_city(request, slug)
    if not may_survey(request.user, city):
        raise PermissionDenied
    return city


def find_survey(request: SignedInRequest, slug: str, uuid: UUID, *, to: str = "see") -> tuple[Any, Any]:
    """The city and the survey: to `see`, `read` its figures, `enter` answers, or `change` it."""
    city = find_city(request, slug)
    doors = {"see": visible_surveys, "read": readable_surveys, "enter": entered_surveys, "change": readable_surveys}
    rows = doors[to](request.user).filter(city=city).select_related("city", "questionnaire")
    survey = get_object_or_404(rows, uuid=uuid)
    if to == "change" and not may_survey(request.user, city):
        raise PermissionDenied
    return city, survey


def find_questionnaire(request: SignedInRequest, slug: str, uuid: UUID) -> tuple[Any, Any]:
    city = find_city(request, slug)
    rows = visible_questionnaires(request.user).filter(city=city).select_related("city")
    return city, get_object_or_404(rows, uuid=uuid)


def tabs_of(request: SignedInRequest, city: Any, current: str) -> list[tuple[str, str, bool]]:
    words = {"home": _("Surveys"), "questionnaires": _("Questionnaires"), "field": _("Without a network")}
    if not reads_desk(request.user, city):
        del words["questionnaires"]
    return [(label, reverse(f"surveys:{page}", args=[city.slug]), page == current) for page, label in words.items()]
