"""The ledger of hours: an offering's page, a correction, hours from elsewhere, and the credit rule."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.enrollment.actions import agree_credit_rule, correct_hours, recognise_hours
from mueang.apps.enrollment.errors import EnrollmentRefused
from mueang.apps.enrollment.forms import CorrectionForm, CreditRuleForm, ElsewhereForm
from mueang.apps.enrollment.queries import credit_agreements, entry_to_correct, offering_ledger
from mueang.apps.enrollment.rules import may_enrol, may_keep_ledger
from mueang.apps.enrollment.views.lists import find_offering
from mueang.apps.enrollment.views.people import find_learner


@login_required
@require_http_methods(["GET"])
def offering_hours(request: SignedInRequest, city: str, offering: UUID) -> HttpResponse:
    """Everybody's hours by mode, what they are worth, and by which rule."""
    row = find_offering(request, city, offering)
    rows = offering_ledger(offering=row)
    context = {
        "city": row.city,
        "offering": row,
        "rows": rows,
        "rules": list(dict.fromkeys(one.completion.rule_words for one in rows)),
        "may_keep_ledger": may_keep_ledger(request.user, row.city),
        "may_enter": may_enrol(request.user, row),
    }
    return render(request, "enrollment/hours.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def correct(request: SignedInRequest, city: str, enrollment: UUID, entry: UUID) -> HttpResponse:
    """Take one entry back and enter what is right; both stay in the ledger."""
    row = _keep(request, find_learner(request, city, enrollment))
    wrong = entry_to_correct(viewer=request.user, enrollment=row, entry=entry)
    if wrong is None:
        raise Http404
    form = CorrectionForm(request.POST or None, initial={"mode": wrong.mode, "minutes": wrong.minutes})
    if request.method == "POST" and form.is_valid():
        try:
            correct_hours(entry=wrong, actor=request.user, **form.cleaned_data)
        except EnrollmentRefused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Corrected. Both entries stay in the ledger."))
            return redirect("enrollment:learner", city, enrollment)
    return _page(request, row, "enrollment/correct.html", form=form, entry=wrong)


@login_required
@require_http_methods(["GET", "POST"])
def recognise(request: SignedInRequest, city: str, enrollment: UUID) -> HttpResponse:
    """Approve hours learned elsewhere."""
    row = _keep(request, find_learner(request, city, enrollment))
    form = ElsewhereForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            recognise_hours(
                enrollment=row,
                elsewhere=form.elsewhere(),
                minutes_by_mode=form.minutes_by_mode(),
                actor=request.user,
            )
        except EnrollmentRefused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("The hours are approved and stand in the ledger."))
            return redirect("enrollment:learner", city, enrollment)
    return _page(request, row, "enrollment/elsewhere.html", form=form)


@login_required
@require_http_methods(["GET", "POST"])
def credit_rule(request: SignedInRequest, city: str, offering: UUID) -> HttpResponse:
    """The rules by which the program's hours become credit, and from which day each holds."""
    row = find_offering(request, city, offering)
    if not may_keep_ledger(request.user, row.city):
        raise PermissionDenied
    form = CreditRuleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            agree_credit_rule(
                program=row.program,
                scheme=typed["scheme"],
                since_on=typed["since"],
                document=typed["document"],
                actor=request.user,
            )
        except EnrollmentRefused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("The rule is agreed."))
            return redirect("enrollment:hours", city, offering)
    context = {"city": row.city, "offering": row, "form": form, "agreements": credit_agreements(row.program)}
    return render(request, "enrollment/credit.html", context, status=422 if form.errors else 200)


def _keep(request: SignedInRequest, row: Any) -> Any:
    """The learner again, for whoever keeps the city's ledger."""
    if not may_keep_ledger(request.user, row.offering.city):
        raise PermissionDenied
    return row


def _page(request: SignedInRequest, row: Any, template: str, *, form: Any, entry: Any = None) -> HttpResponse:
    context = {
        "city": row.offering.city,
        "offering": row.offering,
        "enrollment": row,
        "person": row.person.merged_into or row.person,
        "form": form,
        "entry": entry,
    }
    return render(request, template, context, status=422 if form.errors else 200)
