"""Saying beforehand that somebody of the party cannot come on a day, and taking a seat back that was given up."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from mueang.apps.enrollment.actions import apologise, take_back_apology, undo_withdrawal
from mueang.apps.enrollment.errors import EnrollmentRefused
from mueang.apps.enrollment.queries import PartyAbsences, party_absences, party_by_ticket
from mueang.ui.words import clock, thai_date


class AbsenceForm(forms.Form):
    """Who cannot come to which session, and why if they like to say."""

    def __init__(self, *arguments: object, found: PartyAbsences) -> None:
        super().__init__(*arguments)  # type: ignore[arg-type]
        days = [
            (str(one.uuid), f"{thai_date(one.starts_at, 'weekday')} {clock(one.starts_at)}") for one in found.coming
        ]
        people = [(str(one.uuid), one.person.full_name) for one in found.enrollments]
        self.fields["session"] = forms.ChoiceField(
            label=_("Which day?"), choices=days, widget=forms.RadioSelect, initial=days[0][0] if days else None
        )
        self.fields["people"] = forms.MultipleChoiceField(
            label=_("Who cannot come?"),
            choices=people,
            widget=forms.CheckboxSelectMultiple,
            initial=[value for value, _name in people],
        )
        self.fields["reason"] = forms.CharField(
            label=gettext_lazy("Reason, if you like to say"), max_length=200, required=False
        )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def absences(request: HttpRequest, ticket: str) -> HttpResponse:
    """Choose a day and who stays away; the ticket is the authority."""
    party = party_by_ticket(ticket)
    if party is None:
        raise Http404
    found = party_absences(party)
    form = AbsenceForm(request.POST or None, found=found)
    if request.method == "POST" and form.is_valid():
        chosen = [one for one in found.enrollments if str(one.uuid) in form.cleaned_data["people"]]
        session, reason = UUID(form.cleaned_data["session"]), form.cleaned_data["reason"]
        try:
            for enrollment in chosen:
                apologise(enrollment=enrollment, session=session, actor=None, reason=reason)
        except EnrollmentRefused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Thank you for telling us. The keeper's list shows it on that day."))
            return redirect("learner:absences", ticket)
    context = {"party": party, "city": party.offering.city, "found": found, "form": form}
    return render(request, "learner/absences.html", context)


@require_POST
def comes_after_all(request: HttpRequest, ticket: str, session: UUID, enrollment: UUID) -> HttpResponse:
    """Take the apology back."""
    party = party_by_ticket(ticket)
    row = next((one for one in party.enrollments.all() if one.uuid == enrollment), None) if party else None
    if row is None:
        raise Http404
    try:
        take_back_apology(enrollment=row, session=session, actor=None)
    except EnrollmentRefused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Good. The keeper's list expects %(name)s.") % {"name": row.person.full_name})
    return redirect("learner:absences", ticket)


@require_POST
def undo(request: HttpRequest, ticket: str, enrollment: UUID) -> HttpResponse:
    """Take a seat back that was given up by mistake."""
    party = party_by_ticket(ticket)
    row = next((one for one in party.enrollments.all() if one.uuid == enrollment), None) if party else None
    if row is None:
        raise Http404
    try:
        undo_withdrawal(enrollment=row, actor=None)
    except EnrollmentRefused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("%(name)s has the seat again.") % {"name": row.person.full_name})
    return redirect("learner:ticket", ticket)
