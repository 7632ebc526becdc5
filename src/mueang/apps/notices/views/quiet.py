"""When nothing rings in a city, and what that means."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.network.rules import cities_where
from mueang.apps.notices.actions import set_quiet_hours
from mueang.apps.notices.forms import CityHoursForm
from mueang.apps.notices.queries import city_hours
from mueang.apps.notices.rules import may_change_quiet_hours


@login_required
@require_http_methods(["GET", "POST"])
def page(request: SignedInRequest, city: str) -> HttpResponse:
    """Two times of the day; whoever may not work the outbox finds nothing here."""
    found = get_object_or_404(cities_where(request.user, Permission.NOTICES_READ), slug=city)
    if not may_change_quiet_hours(request.user, found):
        raise Http404
    starts_at, ends_at = city_hours(found)
    form = CityHoursForm(request.POST or None, initial={"starts_at": starts_at, "ends_at": ends_at})
    if request.method == "POST" and form.is_valid():
        set_quiet_hours(city=found, actor=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("notices:quiet", city=city)
    context = {"city": found, "form": form, "starts_at": starts_at, "ends_at": ends_at}
    return render(request, "notices/quiet.html", context)
