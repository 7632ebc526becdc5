"""The door of the city desk."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.rules import SignedInRequest, holds
from mueang.apps.network.queries import city_by_slug
from mueang.desks.city.today import today_of


@login_required
@require_safe
def today(request: SignedInRequest, city: str) -> HttpResponse:
    """What needs attention today; a stranger meets a 404."""
    found = city_by_slug(city)
    if found is None or not holds(request.user, Permission.CITY_READ, at=[found.uuid]):
        raise Http404
    now = timezone.now()
    context = {"city": found, "today": today_of(found, viewer=request.user, now=now), "now": now}
    return render(request, "city/today.html", context)
