"""What a fund says to an application: points, an offer, back for correction, no."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.grants import actions
from mueang.apps.grants.errors import MovedOn
from mueang.apps.grants.forms import OfferForm, ScoreForm, WordsForm
from mueang.apps.grants.rules import may_run
from mueang.apps.grants.views.city import OFFER_ID, application_page
from mueang.apps.grants.views.doors import REFUSALS, find_application

# Which form of the page a step comes from.
FORMS = {"score": "score_form", "grant": "offer_form", "return": "words_form", "refuse": "words_form"}


@login_required
@require_POST
def decide(request: SignedInRequest, uuid: UUID, step: str) -> HttpResponse:
    """The fund scores, returns, refuses or grants; a form with a fault comes back with what was typed in it."""
    row = find_application(request, uuid)
    if step not in FORMS:
        raise Http404
    if not may_run(request.user, row.call.fund):
        raise PermissionDenied
    form = _form(request, row, step=step)
    if not form.is_valid():
        return application_page(request, row, **{FORMS[step]: form})
    act, said, arguments = _deed(step, form)
    try:
        act(application=row, actor=request.user, **arguments)
    except MovedOn as refusal:
        messages.error(request, refusal.sentence)
    except REFUSALS as refusal:
        form.add_error(None, refusal.sentence)
        return application_page(request, row, **{FORMS[step]: form})
    else:
        messages.success(request, said)
    return redirect("grants:application", uuid)


def _form(request: SignedInRequest, row: Any, *, step: str) -> Any:
    if step == "score":
        return ScoreForm(request.POST, call=row.call)
    if step == "grant":
        return OfferForm(request.POST, application=row, auto_id=OFFER_ID)
    return WordsForm(request.POST)


def _deed(step: str, form: Any) -> tuple[Callable[..., Any], str, dict[str, Any]]:
    typed = form.cleaned_data
    if step == "score":
        return actions.score_application, _("Your points are kept."), {"points": form.points(), "note": typed["note"]}
    if step == "grant":
        said = _("The grant is offered. The city signs it next.")
        return actions.grant_application, said, {"offer": form.offer(), "words": typed["words"]}
    act = actions.return_application if step == "return" else actions.refuse_application
    return act, _("The city reads your decision."), {"words": typed["words"]}
