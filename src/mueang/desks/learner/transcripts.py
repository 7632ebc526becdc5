"""A learner's transcript: of everything, signed in; of one seat, by the ticket that holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.credentials.actions import ask_transcript
from mueang.apps.credentials.errors import CredentialRefused
from mueang.apps.credentials.queries import facts_of, signing_issuer, table_headings, table_rows, transcripts_made
from mueang.apps.enrollment.queries import party_by_ticket, transcript_of
from mueang.apps.people.queries import person_of
from mueang.lib.downloads import csv_response, excel_response

if TYPE_CHECKING:
    from mueang.apps.enrollment.models import Enrollment
    from mueang.apps.people.models import Person


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def mine(request: SignedInRequest) -> HttpResponse:
    """Everything the signed-in person learned in their city."""
    person = person_of(request.user)
    if person is None:
        raise Http404
    return _page(request, person, actor=request.user)


@never_cache
@require_http_methods(["GET", "POST"])
def by_ticket(request: HttpRequest, ticket: str, enrollment: UUID) -> HttpResponse:
    """What one member of the party learned with this very seat, and nothing else about them."""
    party = party_by_ticket(ticket)
    row = next((one for one in party.enrollments.all() if one.uuid == enrollment), None) if party else None
    if row is None:
        raise Http404
    return _page(request, row.person.merged_into or row.person, enrollment=row, ticket=ticket)


def _page(
    request: HttpRequest, person: Person, *, actor: Any = None, enrollment: Enrollment | None = None, ticket: str = ""
) -> HttpResponse:
    if request.method == "POST":
        try:
            ask_transcript(person=person, actor=actor, enrollment=enrollment)
        except CredentialRefused as refusal:
            messages.error(request, refusal.sentence)
        else:
            messages.success(request, _("The transcript is being signed. It appears below in a moment."))
        return redirect(request.path)
    learned = transcript_of(person, enrollment=enrollment)
    form = request.GET.get("format")
    if form in {"csv", "xlsx"}:
        answer = excel_response if form == "xlsx" else csv_response
        rows = table_rows(facts_of(learned, day=timezone.localdate()))
        return answer(file_name="transcript", title=_("Transcript"), headings=table_headings(), rows=rows)
    made = list(transcripts_made(person=person, enrollment=enrollment)[:20])
    context = {
        "city": person.city,
        "person": person,
        "transcript": learned,
        "made": made,
        "issuer": signing_issuer(person.city),
        "ticket": ticket,
    }
    response = render(request, "learner/transcript.html", context)
    if any(one.made_at is None and not one.error for one in made):
        response["Refresh"] = "2"
    return response
