"""One learner: hours, marks, assessments; judging and withdrawing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.enrollment.actions import assess, withdraw
from mueang.apps.enrollment.errors import EnrollmentRefused
from mueang.apps.enrollment.forms import AssessForm, RemovalForm
from mueang.apps.enrollment.queries import first_session, learner_page, ticket_address
from mueang.apps.enrollment.rules import may_enrol, may_keep_ledger, visible_enrollments, visible_learner_lists
from mueang.lib.qr import qr_svg


@login_required
@require_http_methods(["GET"])
def learner(request: SignedInRequest, city: str, enrollment: UUID) -> HttpResponse:
    """Everything the ledger says about one enrollment."""
    return _page(request, find_learner(request, city, enrollment), form=AssessForm())


@login_required
@require_POST
def assess_one(request: SignedInRequest, city: str, enrollment: UUID) -> HttpResponse:
    """Add a judgement of the learner's work."""
    row = find_learner(request, city, enrollment)
    form = AssessForm(request.POST)
    if not form.is_valid():
        return _page(request, row, form=form)
    typed = form.cleaned_data
    try:
        assess(enrollment=row, result=typed["result"], note=typed["note"], actor=request.user)
    except EnrollmentRefused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("The judgement is recorded."))
    if typed["back"] == "list":
        return redirect("enrollment:offering", city, row.offering.uuid)
    return redirect("enrollment:learner", city, enrollment)


@login_required
@require_POST
def withdraw_one(request: SignedInRequest, city: str, enrollment: UUID) -> HttpResponse:
    """End the enrollment; whoever waits gets the seat."""
    row = find_learner(request, city, enrollment)
    form = RemovalForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Please write the reason: it is kept on record."))
        return redirect("enrollment:learner", city, enrollment)
    try:
        withdraw(enrollment=row, actor=request.user, reason=form.cleaned_data["reason"])
    except EnrollmentRefused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Withdrawn. The seat goes to whoever waits first."))
    return redirect("enrollment:offering", city, row.offering.uuid)


def find_learner(request: SignedInRequest, city: str, enrollment: UUID) -> Any:
    """The enrollment of the address, for staff who may see the offering's learners; else a 404."""
    rows = visible_enrollments(request.user).filter(offering__in=visible_learner_lists(request.user))
    rows = rows.select_related("offering__city", "offering__place__organization")
    return get_object_or_404(rows, offering__city__slug=city, uuid=enrollment)


def _page(request: SignedInRequest, row: Any, *, form: AssessForm) -> HttpResponse:
    context = {
        "city": row.offering.city,
        "offering": row.offering,
        "page": learner_page(viewer=request.user, enrollment=row),
        "form": form,
        "removal": RemovalForm(),
        "may_enrol": may_enrol(request.user, row.offering),
        "may_keep_ledger": may_keep_ledger(request.user, row.offering.city),
    }
    return render(request, "enrollment/learner.html", context)


@login_required
@require_http_methods(["GET"])
def slip(request: SignedInRequest, city: str, enrollment: UUID) -> HttpResponse:
    """A slip to print for somebody without a phone: when, where, and the ticket's code. For those who may enrol."""
    row = find_learner(request, city, enrollment)
    if not may_enrol(request.user, row.offering):
        raise PermissionDenied
    address = ticket_address(row)
    context = {
        "city": row.offering.city,
        "offering": row.offering,
        "enrollment": row,
        "address": address,
        "qr": qr_svg(address, title=_("Address of this ticket")) if address else "",
        "coming": first_session(row.offering),
    }
    return render(request, "enrollment/slip.html", context)
