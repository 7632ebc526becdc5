"""What every door of the heritage desk does: find the row, ask by a form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.heritage.errors import HeritageRefused
from mueang.apps.heritage.rules import (
    heritage_cities,
    may_change_item,
    visible_items,
)


def city_or_404(request: SignedInRequest, slug: str) -> Any:
    return get_object_or_404(heritage_cities(request.user), slug=slug)


def item_or_404(request: SignedInRequest, city: str, slug: str) -> Any:
    return get_object_or_404(
        visible_items(request.user).select_related("city", "place", "neighbourhood"), city__slug=city, slug=slug
    )


def changeable(request: SignedInRequest, city: str, slug: str) -> Any:
    row = item_or_404(request, city, slug)
    if not may_change_item(request.user, row):
        raise PermissionDenied
    return row


def ask(
    request: SignedInRequest,
    form: forms.Form,
    act: Callable[[], HttpResponse],
    *,
    context: dict[str, Any],
    template: str = "heritage/form.html",
) -> HttpResponse:
    """Show the form; once it is sent and in order, act; a refusal is said on the form, and nothing was written."""
    if request.method == "POST" and form.is_valid():
        try:
            return act()
        except HeritageRefused as refusal:
            form.add_error(None, refusal.sentence)
    return render(request, template, {**context, "form": form})


def done(request: SignedInRequest, row: Any, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("heritage:item", row.city.slug, row.slug)
