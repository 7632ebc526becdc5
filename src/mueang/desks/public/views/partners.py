"""Partners that agreed to be shown, and what they give."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from mueang.apps.network.queries import public_partners
from mueang.desks.public.found import city_or_404
from mueang.lib.kept_pages import kept_page


@require_safe
@kept_page()
def partners(request: HttpRequest, city: str) -> HttpResponse:
    """Who carries the city's learning together with it: organizations only, no people."""
    found = city_or_404(city)
    lines = public_partners(found, today=timezone.localdate())
    return render(request, "public/partners.html", {"city": found, "partners": lines})
