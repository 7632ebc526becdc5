"""Places proposed for a scenario: asked for, watched, stopped."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.planning.actions import ask_for_places, stop_proposal
from mueang.apps.planning.forms import ProposalForm
from mueang.apps.planning.queries import latest_proposal
from mueang.apps.planning.views.doors import tried
from mueang.apps.planning.views.scenarios import find_scenario


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """What to propose; a POST leaves word for the worker."""
    found, scenario = find_scenario(request, city, uuid)
    form = ProposalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        wish = form.values()
        tried(request, lambda: ask_for_places(scenario=scenario, actor=request.user, now=timezone.now(), **wish))
        return redirect("planning:scenario", city, uuid)
    context = {"city": found, "scenario": scenario, "form": form}
    return render(request, "planning/propose.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD"])
def state(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """How far it is: the part of the page that a script asks for until there is nothing more to wait for."""
    found, scenario = find_scenario(request, city, uuid)
    proposal = latest_proposal(scenario)
    return render(request, "planning/proposal.html", {"city": found, "scenario": scenario, "proposal": proposal})


@login_required
@require_http_methods(["POST"])
def stop(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """Stop what is being computed."""
    _found, scenario = find_scenario(request, city, uuid)
    stop_proposal(scenario=scenario, actor=request.user)
    return redirect("planning:scenario", city, uuid)
