"""Presses: each one action and the way back to its page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.grants import actions
from mueang.apps.grants.forms import DayForm, PaperForm, SampleForm
from mueang.apps.grants.rules import visible_instalments, visible_reports
from mueang.apps.grants.views.doors import do, find_expense, find_grant


@login_required
@require_POST
def instalment(request: SignedInRequest, uuid: UUID, step: str) -> HttpResponse:
    """The fund releases it; the city says that it has come."""
    row = get_object_or_404(visible_instalments(request.user).select_related("grant"), uuid=uuid)
    steps: dict[str, tuple[Callable[..., Any], str]] = {
        "release": (actions.release_instalment, _("The instalment is released.")),
        "receive": (actions.receive_instalment, _("The instalment stands in the books.")),
    }
    return _on_a_day(request, steps, step=step, back=row.grant.uuid, instalment=row)


@login_required
@require_POST
def grant(request: SignedInRequest, uuid: UUID, step: str) -> HttpResponse:
    """Remit withheld tax, or close the grant."""
    row = find_grant(request, uuid)
    steps: dict[str, tuple[Callable[..., Any], str]] = {
        "remit": (actions.remit_tax, _("The tax is remitted.")),
        "close": (actions.close_grant, _("The grant is closed and what was not spent returned.")),
    }
    return _on_a_day(request, steps, step=step, back=row.uuid, grant=row)


@login_required
@require_POST
def expense(request: SignedInRequest, uuid: UUID, step: str) -> HttpResponse:
    """Approve, refuse or reverse."""
    row = find_expense(request, uuid)
    words = request.POST.get("words", "")[:300]
    if step == "approve":
        do(request, actions.approve_expense, _("The expense is approved and stands in the books."), expense=row)
    elif step == "refuse":
        do(request, actions.refuse_expense, _("The expense is not approved."), expense=row, words=words)
    elif step == "reverse":
        said, today = _("The expense is reversed. Both entries stay."), timezone.localdate()
        do(request, actions.reverse_expense, said, expense=row, words=words, on=today)
    else:
        raise Http404
    return redirect("grants:expense", uuid)


@login_required
@require_POST
def receipt(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Put a receipt with an expense that waits."""
    row = find_expense(request, uuid)
    form = PaperForm(request.POST, request.FILES)
    if _is_filled(request, form):
        name, data = form.cleaned_data["paper"]
        do(request, actions.attach_receipt, _("The receipt is attached."), expense=row, name=name, data=data)
    return redirect("grants:expense", uuid)


@login_required
@require_POST
def report(request: SignedInRequest, uuid: UUID, step: str) -> HttpResponse:
    """The fund accepts a report or returns it."""
    row = get_object_or_404(visible_reports(request.user).select_related("grant"), uuid=uuid)
    said = _("The report is accepted.") if step == "accept" else _("The report is returned to the city.")
    words = request.POST.get("words", "")[:300]
    do(request, actions.decide_report, said, report=row, is_accepted=step == "accept", words=words)
    return redirect("grants:report", uuid)


@login_required
@require_POST
def draw(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Draw a sample from a stated seed."""
    row = find_grant(request, uuid)
    form = SampleForm(request.POST)
    if _is_filled(request, form):
        typed = form.cleaned_data
        made = do(request, actions.draw_sample, _("The sample is drawn."), grant=row, seed=typed["seed"], n=typed["n"])
        if made:
            return redirect("grants:sample", made.uuid)
    return redirect("grants:grant", uuid)


def _on_a_day(
    request: SignedInRequest,
    steps: dict[str, tuple[Callable[..., Any], str]],
    *,
    step: str,
    back: UUID,
    **arguments: Any,
) -> HttpResponse:
    if step not in steps:
        raise Http404
    form = DayForm(request.POST)
    if _is_filled(request, form):
        act, words = steps[step]
        do(request, act, words, on=form.cleaned_data["on"], **arguments)
    return redirect("grants:grant", back)


def _is_filled(request: SignedInRequest, form: Any) -> bool:
    """Whether the form can be used; else its first fault is said above the page one returns to."""
    if form.is_valid():
        return True
    fault = next(iter(form.errors.values()))[0]
    messages.error(request, fault)
    return False
