"""Who stayed away several times in a row: the list to call, what was heard, and the rule of an offering."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.enrollment.actions import note_absences_taken, record_call, set_absence_rule
from mueang.apps.enrollment.errors import EnrollmentRefused
from mueang.apps.enrollment.forms import AbsenceRuleForm, CallForm
from mueang.apps.enrollment.queries import AlertRow, absence_alerts, closed_alerts, rule_of, watch_of
from mueang.apps.enrollment.rules import learner_cities, may_enrol, visible_alerts
from mueang.apps.enrollment.views.lists import find_offering
from mueang.lib.downloads import excel_response
from mueang.ui.templatetags.ui import name as shown_name
from mueang.ui.words import phone


@login_required
@require_http_methods(["GET"])
def home(request: SignedInRequest, city: str) -> HttpResponse:
    """Everybody in the viewer's activities who stayed away and has not been spoken with."""
    found = get_object_or_404(learner_cities(request.user), slug=city)
    rows = absence_alerts(viewer=request.user, city=found)
    if request.GET.get("format") == "xlsx":
        note_absences_taken(city=found, actor=request.user, n_people=len(rows))
        return _excel(rows, file_name=f"absences-{found.slug}-{timezone.localdate():%Y%m%d}")
    return render(request, "enrollment/absences.html", {"city": found, "rows": rows, "form": CallForm()})


@login_required
@require_POST
def call(request: SignedInRequest, city: str, alert: UUID) -> HttpResponse:
    """Write down what was heard."""
    row = get_object_or_404(visible_alerts(request.user), enrollment__offering__city__slug=city, uuid=alert)
    form = CallForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Please choose what they said."))
        return redirect("enrollment:absences", city)
    try:
        record_call(alert=row, actor=request.user, **form.cleaned_data)
    except EnrollmentRefused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Written down."))
    return redirect("enrollment:absences", city)


@login_required
@require_http_methods(["GET", "POST"])
def rule(request: SignedInRequest, city: str, offering: UUID) -> HttpResponse:
    """When absences of this offering are asked about, and what came of earlier alerts."""
    row = find_offering(request, city, offering)
    watch, may = watch_of(row), may_enrol(request.user, row)
    initial = {"n_in_a_row": watch.n_in_a_row, "least_share_percent": watch.least_share_percent} if watch else None
    form = AbsenceRuleForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        set_absence_rule(offering=row, actor=request.user, **form.cleaned_data)
        messages.success(request, _("Saved. The rolls are looked at again with this rule."))
        return redirect("enrollment:absence_rule", city, offering)
    context = {
        "city": row.city,
        "offering": row,
        "form": form,
        "may_enrol": may,
        "rule": rule_of(row, watch=watch),
        "rows": absence_alerts(viewer=request.user, offering=row),
        "closed": closed_alerts(viewer=request.user, offering=row)[:50],
    }
    return render(request, "enrollment/absence_rule.html", context, status=422 if form.errors else 200)


def _excel(rows: list[AlertRow], *, file_name: str) -> HttpResponse:
    headings = [_("Name"), _("Activity"), _("Times in a row"), _("Since"), _("Whom to call"), _("Phone"), _("Calls")]
    lines = [
        [
            row.person.full_name,
            shown_name(row.offering.program),
            row.alert.n_sessions,
            timezone.localdate(row.alert.first_session.starts_at),
            row.contact.full_name,
            phone(row.contact.phone),
            len(row.calls),
        ]
        for row in rows
    ]
    return excel_response(file_name=file_name, title=_("Absences"), headings=headings, rows=lines)
