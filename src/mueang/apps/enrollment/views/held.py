"""Seats held for somebody who is invited: for the city's officers only."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.enrollment.actions import hold_seats, release_hold
from mueang.apps.enrollment.errors import EnrollmentRefused
from mueang.apps.enrollment.forms import HoldForm
from mueang.apps.enrollment.queries import standing_holds
from mueang.apps.enrollment.rules import may_hold_seats
from mueang.apps.enrollment.views.lists import find_offering


@login_required
@require_http_methods(["GET", "POST"])
def held(request: SignedInRequest, city: str, offering: UUID) -> HttpResponse:
    """Hold seats, copy the personal link, see what is still held. Whoever took a seat is nowhere marked."""
    row = _find(request, city, offering)
    form = HoldForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            hold_seats(offering=row, n_seats=typed["n_seats"], release_on=typed["release_on"], actor=request.user)
        except EnrollmentRefused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("The seats are held. Copy the link and give it to the person invited."))
            return redirect("enrollment:held", city, offering)
    holds = [(hold, _link(row, hold)) for hold in standing_holds(row)]
    return render(request, "enrollment/held.html", {"city": row.city, "offering": row, "form": form, "holds": holds})


@login_required
@require_POST
def release(request: SignedInRequest, city: str, offering: UUID, hold: UUID) -> HttpResponse:
    """Give the seats to everybody before their day."""
    row = _find(request, city, offering)
    found = get_object_or_404(standing_holds(row), uuid=hold)
    release_hold(hold=found, actor=request.user)
    messages.success(request, _("The seats are free for everybody."))
    return redirect("enrollment:held", city, offering)


def _find(request: SignedInRequest, city: str, offering: UUID) -> Any:
    row = find_offering(request, city, offering)
    if not may_hold_seats(request.user, row):
        raise Http404
    return row


def _link(row: Any, hold: Any) -> str:
    return settings.BASE_URL + reverse("public:invited", args=[row.city.slug, row.slug, hold.link])
