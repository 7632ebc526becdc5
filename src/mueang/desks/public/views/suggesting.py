"""Names offered while somebody types: read by a script; without it, the search is a plain form."""

from __future__ import annotations

import time

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mueang.apps.catalog.queries import suggest
from mueang.desks.public.found import city_or_404

# A class of forty behind one address may type at once; a machine that asks without end may not.
MOST_ASKED = 400
WITHIN_SECONDS = 10
LONGEST_TYPED = 100


@require_safe
def suggestions(request: HttpRequest, city: str) -> HttpResponse:
    """Up to eight names, as options of a list; 429 where one address asks too often."""
    found = city_or_404(city)
    if _asks_too_often(request):
        return HttpResponse(status=429, headers={"Retry-After": str(WITHIN_SECONDS)})
    typed = request.GET.get("words", "")[:LONGEST_TYPED]
    return render(request, "public/suggestions.html", {"suggestions": suggest(city=found, prefix=typed)})


def _asks_too_often(request: HttpRequest) -> bool:
    """Counted in this process only: a bound on its work, not a wall."""
    window = int(time.time() // WITHIN_SECONDS)
    key = f"suggestions:{request.META.get('REMOTE_ADDR', '')}:{window}"
    cache.add(key, 0, timeout=2 * WITHIN_SECONDS)
    return cache.incr(key) > MOST_ASKED
