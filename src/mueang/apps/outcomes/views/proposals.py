"""The board of those who would teach, and one proposal with its next steps."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.catalog.errors import CatalogRefused
from mueang.apps.outcomes.actions import decline, draft_offering, note_export, publish_proposal, talk_over
from mueang.apps.outcomes.enums import STILL_OPEN
from mueang.apps.outcomes.errors import OutcomeRefused
from mueang.apps.outcomes.forms import DraftForm, WordsForm
from mueang.apps.outcomes.queries import board, places_to_choose, proposal_page, proposals_table
from mueang.apps.outcomes.rules import may_work_outcomes
from mueang.apps.outcomes.views.numbers import find_city, tabs_of
from mueang.apps.outcomes.views.tables import proposals_excel, wants_excel


@login_required
@require_http_methods(["GET"])
def home(request: SignedInRequest, city: str) -> HttpResponse:
    """Proposals by how far they are."""
    found = find_city(request, city)
    if wants_excel(request):
        rows = proposals_table(viewer=request.user, city=found)
        note_export(city=found, what="proposals", n_rows=len(rows), actor=request.user)
        return proposals_excel(rows, city=found)
    context = {
        "city": found,
        "tabs": tabs_of(city, "proposals"),
        "columns": board(viewer=request.user, city=found),
    }
    return render(request, "outcomes/board.html", context)


@login_required
@require_http_methods(["GET"])
def page(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """One proposal and what may be done next."""
    found, row = _find(request, city, uuid)
    return _page(request, found, row)


@login_required
@require_POST
def step(request: SignedInRequest, city: str, uuid: UUID, step: str) -> HttpResponse:
    """Help it along: talk, draft, publish or decline."""
    found, row = _find(request, city, uuid)
    if not may_work_outcomes(request.user, found):
        raise PermissionDenied
    words, draft = WordsForm(request.POST), DraftForm(request.POST, places=places_to_choose(found))
    forms = {"talk": words, "decline": words, "draft": draft, "publish": None}
    if step not in forms:
        raise Http404
    form = forms[step]
    if form is not None and not form.is_valid():
        return _page(request, found, row, **{"draft" if step == "draft" else step: form})
    try:
        _do(row, step, words=words, draft=draft, actor=request.user)
    except OutcomeRefused as refusal:
        messages.error(request, refusal.sentence)
    except CatalogRefused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Done. The proposer is told."))
    return redirect("outcomes:proposal", city, uuid)


def _do(row: Any, step: str, *, words: WordsForm, draft: DraftForm, actor: Any) -> None:
    if step == "talk":
        talk_over(proposal=row, words=words.cleaned_data["words"], actor=actor)
    elif step == "decline":
        decline(proposal=row, words=words.cleaned_data["words"], actor=actor)
    elif step == "publish":
        publish_proposal(proposal=row, actor=actor)
    else:
        typed = draft.cleaned_data
        draft_offering(proposal=row, place=typed["place"], seats=typed["seats"], sessions=draft.sessions(), actor=actor)


def _find(request: SignedInRequest, city: str, uuid: UUID) -> tuple[Any, Any]:
    found = find_city(request, city)
    row = proposal_page(viewer=request.user, city=found, uuid=uuid)
    if row is None:
        raise Http404
    return found, row


def _page(request: SignedInRequest, city: Any, row: Any, **forms: Any) -> HttpResponse:
    places = places_to_choose(city)
    context = {
        "city": city,
        "proposal": row,
        "is_open": row.state in STILL_OPEN and may_work_outcomes(request.user, city),
        "talk": forms.get("talk") or WordsForm(auto_id="talk_%s"),
        "decline": forms.get("decline") or WordsForm(auto_id="decline_%s"),
        "draft": forms.get("draft") or DraftForm(places=places, initial={"place": row.place}),
    }
    return render(request, "outcomes/proposal.html", context, status=422 if forms else 200)
