"""After the course: what came of it, by the link in a message; and "teach this", by the ticket or signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.enrollment.queries import my_learning, party_by_ticket
from mueang.apps.outcomes.actions import Wish, answer_by_link, ask_no_more, propose
from mueang.apps.outcomes.enums import OutcomeKind
from mueang.apps.outcomes.errors import OutcomeRefused
from mueang.apps.outcomes.queries import latest_proposal, places_to_choose, question_by_key
from mueang.apps.people.queries import person_of
from mueang.desks.learner.forms import AnswerForm, TeachForm

if TYPE_CHECKING:
    from mueang.apps.enrollment.models import Enrollment


@never_cache
@require_http_methods(["GET", "POST"])
def outcome(request: HttpRequest, key: str) -> HttpResponse:
    """One question with a button for each answer. Looking answers nothing: mail programs look at links."""
    question = question_by_key(key)
    if question is None:
        raise Http404
    if request.method == "POST":
        form = AnswerForm(request.POST)
        if "stop" in request.POST:
            ask_no_more(follow_up=question.follow_up)
            messages.success(request, _("We will not ask again."))
        elif form.is_valid():
            answer_by_link(follow_up=question.follow_up, **form.cleaned_data)
            messages.success(request, _("Thank you. You can change this here at any time."))
        else:
            messages.error(request, _("Please choose one of the answers."))
        return redirect("learner:outcome", key)
    context = {
        "city": question.enrollment.offering.city,
        "question": question,
        "kinds": [(kind, question.latest is not None and question.latest.kind == kind) for kind in OutcomeKind],
    }
    return render(request, "learner/outcome.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def teach_by_ticket(request: HttpRequest, ticket: str, enrollment: UUID) -> HttpResponse:
    party = party_by_ticket(ticket)
    row = next((one for one in party.enrollments.all() if one.uuid == enrollment), None) if party else None
    if party is None or row is None:
        raise Http404
    row.offering = party.offering
    return _teach(request, row, ticket=ticket)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def teach(request: SignedInRequest, enrollment: UUID) -> HttpResponse:
    person = person_of(request.user)
    rows = my_learning(person=person) if person else []
    row = next((one.enrollment for one in rows if one.enrollment.uuid == enrollment), None)
    if row is None:
        raise Http404
    return _teach(request, row)


def _teach(request: HttpRequest, row: Enrollment, *, ticket: str = "") -> HttpResponse:
    """What, for whom, where and when; only the first is needed."""
    city = row.offering.city
    form = TeachForm(
        request.POST or None, places=places_to_choose(city), initial={"what": row.offering.program.name_th}
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            propose(enrollment=row, wish=Wish(typed["what"], typed["for_whom"], typed["place"], typed["when"]))
        except OutcomeRefused as refusal:
            messages.error(request, refusal.sentence)
        else:
            messages.success(request, _("Thank you! The city has your proposal and will get in touch."))
        return redirect(request.path)
    context = {
        "city": city,
        "enrollment": row,
        "proposal": latest_proposal(row),
        "form": form,
        "ticket": ticket,
    }
    return render(request, "learner/teach.html", context, status=422 if form.errors else 200)
