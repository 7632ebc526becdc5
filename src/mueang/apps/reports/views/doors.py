"""How every page of reports finds its city and its report: for those who may see the city's desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.reports.errors import ReportRefused
from mueang.apps.reports.queries import ReportPage, report_page
from mueang.apps.reports.rules import may_write, reporting_cities


def find_city(request: SignedInRequest, slug: str) -> Any:
    return get_object_or_404(reporting_cities(request.user), slug=slug)


def city_to_write(request: SignedInRequest, slug: str) -> Any:
    """The city, for whoever may write its reports; who may only look is told so."""
    city = find_city(request, slug)
    if not may_write(request.user, city):
        raise PermissionDenied
    return city


def find_report(request: SignedInRequest, slug: str, uuid: UUID) -> tuple[Any, ReportPage]:
    city = find_city(request, slug)
    page = report_page(viewer=request.user, city=city, uuid=uuid)
    if page is None:
        raise Http404
    return city, page


def do(request: SignedInRequest, act: Callable[..., Any], words: str, **arguments: Any) -> None:
    """One action; a refusal is said in its own words."""
    try:
        act(actor=request.user, **arguments)
    except ReportRefused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, words)


def tabs_of(city: Any, current: str) -> list[tuple[str, str, bool]]:
    words = {"home": _("Reports"), "releases": _("Open data")}
    return [(label, reverse(f"reports:{page}", args=[city.slug]), page == current) for page, label in words.items()]
