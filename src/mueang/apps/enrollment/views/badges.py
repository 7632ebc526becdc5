"""Name badges of an offering, to print and cut."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.enrollment.forms import BadgesForm
from mueang.apps.enrollment.queries import badges
from mueang.apps.enrollment.views.lists import find_offering


@login_required
@require_safe
def sheet(request: SignedInRequest, city: str, offering: UUID) -> HttpResponse:
    """Ten badges to a sheet of A4; all, or only of those who joined since a day."""
    row = find_offering(request, city, offering)
    form = BadgesForm(request.GET or None)
    since = form.cleaned_data["since"] if form.is_valid() else None
    context = {"city": row.city, "offering": row, "form": form, "badges": badges(offering=row, since=since)}
    return render(request, "enrollment/badges.html", context)
