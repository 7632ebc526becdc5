"""Whether the house works, for people and for programs."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mueang.apps.upkeep.queries import house_state


@never_cache
@require_safe
def status(request: HttpRequest) -> HttpResponse:
    """503 where the database does not answer: a page that needs none says so."""
    now = timezone.now()
    state = house_state(now=now)
    return render(request, "upkeep/status.html", {"state": state, "now": now}, status=200 if state.is_up else 503)


@never_cache
@require_safe
def status_json(_request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    state = house_state(now=now)
    said = {
        "status": "ok" if state.is_well else "late" if state.is_up else "down",
        "at": now.isoformat(),
        "parts": [
            {"name": one.name, "ok": one.is_well, "since": one.since.isoformat() if one.since else None}
            for one in state.parts
        ],
    }
    return JsonResponse(said, status=200 if state.is_up else 503)
