"""The officer's page of one person's transcript: what they learned, as a table, as files, and signed."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.credentials.actions import ask_transcript, revoke_transcript
from mueang.apps.credentials.enums import RevocationReason
from mueang.apps.credentials.errors import CredentialRefused
from mueang.apps.credentials.forms import RevokeForm
from mueang.apps.credentials.queries import (
    facts_of,
    signing_issuer,
    table_headings,
    table_rows,
    transcript_to_revoke,
    transcripts_made,
)
from mueang.apps.credentials.rules import people_with_transcripts
from mueang.apps.credentials.views.desk import city_to_award
from mueang.apps.enrollment.queries import transcript_of
from mueang.lib.downloads import csv_response, excel_response


@login_required
@require_http_methods(["GET", "POST"])
def transcript(request: SignedInRequest, city: str, person: UUID) -> HttpResponse:
    """Every course of the person with hours, credit and rule; the press that asks for the signed one."""
    found = city_to_award(request, city)
    row = get_object_or_404(people_with_transcripts(request.user, found), uuid=person)
    if request.method == "POST":
        try:
            ask_transcript(person=row, actor=request.user)
        except CredentialRefused as refusal:
            messages.error(request, refusal.sentence)
        else:
            messages.success(request, _("The transcript is being signed. It appears below in a moment."))
        return redirect("credentials:transcript", city=found.slug, person=person)
    learned = transcript_of(row)
    form = request.GET.get("format")
    if form in {"csv", "xlsx"}:
        rows = table_rows(facts_of(learned, day=timezone.localdate()))
        answer = excel_response if form == "xlsx" else csv_response
        return answer(file_name="transcript", title=_("Transcript"), headings=table_headings(), rows=rows)
    made = list(transcripts_made(person=row)[:20])
    context = {
        "city": found,
        "person": row,
        "transcript": learned,
        "made": made,
        "issuer": signing_issuer(found),
        "revoke_form": RevokeForm(),
    }
    response = render(request, "credentials/transcript.html", context)
    if any(one.made_at is None and not one.error for one in made):
        response["Refresh"] = "2"
    return response


@login_required
@require_POST
def revoke_one(request: SignedInRequest, city: str, person: UUID, uuid: UUID) -> HttpResponse:
    """Take a transcript back."""
    found = city_to_award(request, city)
    row = transcript_to_revoke(viewer=request.user, city=found, uuid=uuid)
    form = RevokeForm(request.POST)
    if row is None or not form.is_valid():
        raise Http404
    try:
        revoke_transcript(transcript=row, reason=RevocationReason(form.cleaned_data["reason"]), actor=request.user)
    except CredentialRefused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("The transcript is revoked. Whoever checks it is told so from now on."))
    return redirect("credentials:transcript", city=found.slug, person=person)
