"""Whether the rolls of an activity, and of a city's activities, show faces."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.enrollment.actions import show_faces, show_faces_by_default
from mueang.apps.enrollment.forms import CityFacesForm, FacesForm
from mueang.apps.enrollment.forms.faces import said
from mueang.apps.enrollment.queries import city_shows_faces, face_settings
from mueang.apps.enrollment.rules import learner_cities, may_enrol, may_keep_ledger
from mueang.apps.enrollment.views.lists import find_offering


@login_required
@require_http_methods(["GET", "POST"])
def of_offering(request: SignedInRequest, city: str, offering: UUID) -> HttpResponse:
    """What one activity says of itself."""
    row = find_offering(request, city, offering)
    if not may_enrol(request.user, row):
        raise PermissionDenied
    settings = face_settings(row)
    form = FacesForm(request.POST or None, city_shows=settings.citys, initial={"faces": said(settings.own)})
    if request.method == "POST" and form.is_valid():
        show_faces(offering=row, is_on=form.is_on, actor=request.user)
        messages.success(request, _("Saved."))
        return redirect("enrollment:faces", city, offering)
    context = {"city": row.city, "offering": row, "form": form, "may_default": may_keep_ledger(request.user, row.city)}
    return render(request, "enrollment/faces.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def of_city(request: SignedInRequest, city: str) -> HttpResponse:
    """What holds where an activity says nothing."""
    found = get_object_or_404(learner_cities(request.user), slug=city)
    if not may_keep_ledger(request.user, found):
        raise PermissionDenied
    form = CityFacesForm(request.POST or None, initial={"faces": said(city_shows_faces(found))})
    if request.method == "POST" and form.is_valid():
        show_faces_by_default(city=found, is_on=bool(form.is_on), actor=request.user)
        messages.success(request, _("Saved."))
        return redirect("enrollment:city_faces", city)
    return render(request, "enrollment/faces.html", {"city": found, "form": form}, status=422 if form.errors else 200)
