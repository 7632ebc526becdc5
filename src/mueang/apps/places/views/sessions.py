"""Where somebody of the city's staff is signed in, and the press that signs them out everywhere."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.places.actions import sign_out_staff
from mueang.apps.places.rules import cities_giving_roles, staff_of
from mueang.apps.signins.queries import sign_ins_of


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def staff_sessions(request: SignedInRequest, city: str, account: UUID) -> HttpResponse:
    """Devices by their browser and how long; not the network address, which is the person's own affair."""
    found = get_object_or_404(cities_giving_roles(request.user), slug=city)
    user = get_object_or_404(staff_of(request.user, found), uuid=account)
    if user == request.user:
        return redirect("signins:sessions")
    if request.method == "POST":
        n = sign_out_staff(user=user, city=found, actor=request.user)
        said = ngettext("%(n)s session is ended.", "%(n)s sessions are ended.", n)
        messages.success(request, said % {"n": n})
        return redirect("places:staff_sessions", city, account)
    return render(request, "places/staff_sessions.html", {"city": found, "account": user, "rows": sign_ins_of(user)})
