"""What every door of the catalog desk does: find the city, ask by a form, act on one press."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.catalog.errors import CatalogRefused
from mueang.apps.catalog.rules import catalog_cities, visible_offerings

ROWS_A_PAGE = 50


def city_or_404(request: SignedInRequest, slug: str) -> Any:
    """The city whose catalog the visitor may enter; a stranger does not learn that it has one."""
    return get_object_or_404(catalog_cities(request.user), slug=slug)


def offering_or_404(request: SignedInRequest, city: str, slug: str) -> Any:
    found = visible_offerings(request.user).select_related(
        "city", "program", "place__city", "place__organization", "owner"
    )
    return get_object_or_404(found, city__slug=city, slug=slug)


def allow(*, answer: bool) -> None:
    """Stop somebody who may see but not change."""
    if not answer:
        raise PermissionDenied


def wants_excel(request: HttpRequest) -> bool:
    return request.GET.get("format") == "xlsx"


def page_of(request: HttpRequest, rows: QuerySet[Any]) -> Page[Any]:
    return Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))


def ask(
    request: HttpRequest,
    form: forms.Form,
    act: Callable[[], HttpResponse],
    *,
    template: str,
    context: dict[str, Any],
) -> HttpResponse:
    """Show the form; once it is sent and in order, act; a refusal is said on the form, and nothing was written."""
    if request.method == "POST" and form.is_valid():
        try:
            return act()
        except CatalogRefused as refusal:
            form.add_error(None, refusal.sentence)
    return render(request, template, {**context, "form": form})


def tabs_of(city: Any, current: str) -> list[tuple[str, str, bool]]:
    """The lists of the catalog desk."""
    labels = {
        "offerings": _("Activities"),
        "programs": _("Programs"),
        "lessons": _("Lessons from heritage"),
        "freshness": _("Still true?"),
        "closed_days": _("Closed days"),
        "searches": _("Not found"),
    }
    return [(label, reverse(f"catalog:{name}", args=[city.slug]), name == current) for name, label in labels.items()]


def act_and_return(request: HttpRequest, act: Callable[[], object], *, done: str, to: tuple[str, ...]) -> HttpResponse:
    """One action behind a button: done, or refused with its sentence, and back to the page."""
    try:
        act()
    except CatalogRefused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, done)
    return redirect(to[0], *to[1:])
