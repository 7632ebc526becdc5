"""What every door to a case does: ask for a sign-in, keep nothing, find the city and the case or say 404."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.support.actions.reading import read_case
from mueang.apps.support.errors.cases import CaseRefused
from mueang.apps.support.queries.pages import CasePage
from mueang.apps.support.rules.cases import case_cities, may_supervise, may_work

View = Callable[..., HttpResponse]


def door(*methods: str) -> Callable[[View], View]:
    """For signed-in workers; no browser and no proxy keeps the page."""

    def shut(view: View) -> View:
        return login_required(never_cache(require_http_methods(methods)(view)))

    return shut


def find_city(request: SignedInRequest, slug: str, *, supervised: bool = False, working: bool = False) -> Any:
    """The city, for whoever works on cases there; else a 404."""
    city = get_object_or_404(case_cities(request.user), slug=slug)
    if (supervised and not may_supervise(request.user, city)) or (working and not may_work(request.user, city)):
        raise Http404
    return city


def find_case(request: SignedInRequest, slug: str, uuid: UUID, *, page: str) -> CasePage:
    """The case as far as its reader may see it, and the reading written down; else a 404."""
    found = read_case(viewer=request.user, city=find_city(request, slug), uuid=uuid, page=page)
    if found is None:
        raise Http404
    return found


def attempt(
    request: SignedInRequest, deed: Callable[[], object], *, done: str, city: str, case: UUID, part: str = ""
) -> HttpResponse:
    """Do it, say what came of it, and go back to the case. What may not be done looks as if it were not there."""
    try:
        deed()
    except CaseRefused as refusal:
        messages.error(request, refusal.sentence)
    except PermissionDenied:
        raise Http404 from None
    else:
        messages.success(request, done)
    response = redirect("support:case", city, case)
    if part:
        response["Location"] += f"#{part}"
    return response
