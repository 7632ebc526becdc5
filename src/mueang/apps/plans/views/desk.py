"""The plans of a city, one a budget year."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.plans.queries import plans_of
from mueang.apps.plans.rules import may_write
from mueang.apps.plans.views.doors import find_city


@login_required
@require_safe
def home(request: SignedInRequest, city: str) -> HttpResponse:
    """Every plan of the city, this year's first."""
    found = find_city(request, city)
    cards = plans_of(viewer=request.user, city=found, today=timezone.localdate())
    context = {"city": found, "cards": cards, "may_write": may_write(request.user, found)}
    return render(request, "plans/home.html", context)
