"""The waiting line of an offering: who is next, which offers stand, and an offer by hand."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.enrollment.actions import note_export, offer_by_hand, set_answer_hours
from mueang.apps.enrollment.errors import EnrollmentRefused
from mueang.apps.enrollment.forms import LineHoursForm, OfferByHandForm
from mueang.apps.enrollment.queries import line_table, waiting_line
from mueang.apps.enrollment.rules import may_enrol, visible_parties
from mueang.apps.enrollment.views.lists import as_excel, find_offering


@login_required
@require_http_methods(["GET"])
def line(request: SignedInRequest, city: str, offering: UUID) -> HttpResponse:
    """Everybody who waits, in order."""
    row = find_offering(request, city, offering)
    found = waiting_line(offering=row)
    if request.GET.get("format") == "xlsx":
        note_export(offering=row, actor=request.user, n_people=found.n_people)
        return as_excel([line_table(found)], name=f"{row.slug}-waiting-{timezone.localdate():%Y%m%d}")
    return _page(request, row, form=LineHoursForm(initial={"hours": found.answer_hours}))


@login_required
@require_POST
def hours(request: SignedInRequest, city: str, offering: UUID) -> HttpResponse:
    """How long the next offers stand."""
    row = find_offering(request, city, offering)
    form = LineHoursForm(request.POST)
    if not form.is_valid():
        return _page(request, row, form=form)
    set_answer_hours(offering=row, hours=form.cleaned_data["hours"], actor=request.user)
    messages.success(request, _("Saved. Offers made already keep their time."))
    return redirect("enrollment:line", city, offering)


@login_required
@require_POST
def offer(request: SignedInRequest, city: str, offering: UUID) -> HttpResponse:
    """Offer free seats to one party out of its turn."""
    row = find_offering(request, city, offering)
    form = OfferByHandForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Please write the reason: it is kept on record."))
        return redirect("enrollment:line", city, offering)
    party = get_object_or_404(visible_parties(request.user), offering=row, uuid=form.cleaned_data["party"])
    try:
        offer_by_hand(party=party, actor=request.user, reason=form.cleaned_data["reason"])
    except EnrollmentRefused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("The seats are offered. The answer is awaited on the page we sent."))
    return redirect("enrollment:line", city, offering)


def _page(request: SignedInRequest, row: Any, *, form: LineHoursForm) -> HttpResponse:
    context = {
        "city": row.city,
        "offering": row,
        "line": waiting_line(offering=row),
        "form": form,
        "may_enrol": may_enrol(request.user, row),
    }
    return render(request, "enrollment/line.html", context)
