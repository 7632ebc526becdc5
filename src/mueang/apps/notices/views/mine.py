"""What the app has to tell the signed-in person in one city."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.network.queries import city_by_slug
from mueang.apps.notices.actions import mark_all_read, mark_read
from mueang.apps.notices.queries import my_notices
from mueang.apps.notices.rules import own_notices

ROWS_A_PAGE = 50


@login_required
@require_safe
def mine(request: SignedInRequest, city: str) -> HttpResponse:
    """One's own notices in this city, unread first."""
    row = _city(city)
    found = my_notices(request.user, city=row)
    context = {
        "city": row,
        "page": Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("page")),
        "has_unread": found.filter(read_at=None).exists(),
    }
    return render(request, "notices/mine.html", context)


@login_required
@require_POST
def read(request: SignedInRequest, city: str, notice: UUID) -> HttpResponse:
    """Mark one as read."""
    row = get_object_or_404(own_notices(request.user), city__slug=city, uuid=notice)
    mark_read(notice=row, actor=request.user)
    return redirect("notices:mine", city=city)


@login_required
@require_POST
def read_all(request: SignedInRequest, city: str) -> HttpResponse:
    """Mark all of this city as read."""
    mark_all_read(city=_city(city), actor=request.user)
    return redirect("notices:mine", city=city)


def _city(slug: str) -> Any:
    city = city_by_slug(slug)
    if city is None:
        raise Http404
    return city
