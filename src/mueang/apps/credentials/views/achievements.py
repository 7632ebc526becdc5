"""One award as something to earn: what it says, which frameworks it answers to, who stands behind it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.credentials import actions
from mueang.apps.credentials.errors import CredentialRefused
from mueang.apps.credentials.forms import AlignForm, EndorseForm
from mueang.apps.credentials.queries import achievement_in, endorsements_of, endorsers_for
from mueang.apps.credentials.views.desk import city_to_award


@login_required
@require_safe
def achievement(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    return _page(request, _found(request, city, uuid))


@login_required
@require_POST
def align(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    row = _found(request, city, uuid)
    form = AlignForm(request.POST)
    if form.is_valid():
        try:
            actions.align(achievement=row, actor=request.user, **form.cleaned_data)
        except CredentialRefused as refusal:
            form.add_error("name", refusal.sentence)
        else:
            messages.success(request, _("Awards signed from now on name this framework."))
            return redirect("credentials:achievement", city, uuid)
    return _page(request, row, align_form=form)


@login_required
@require_POST
def unalign(request: SignedInRequest, city: str, uuid: UUID, line: int) -> HttpResponse:
    row = _found(request, city, uuid)
    actions.unalign(alignment=get_object_or_404(row.alignments.all(), pk=line), actor=request.user)
    return redirect("credentials:achievement", city, uuid)


@login_required
@require_POST
def endorse(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """Signed here by another issuer, or checked and kept as it was signed elsewhere."""
    row = _found(request, city, uuid)
    form = EndorseForm(request.POST, endorsers=endorsers_for(viewer=request.user, achievement=row))
    if form.is_valid():
        try:
            _endorse(request, row, form.cleaned_data)
        except CredentialRefused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("The endorsement is shown wherever this award is checked."))
            return redirect("credentials:achievement", city, uuid)
    return _page(request, row, endorse_form=form)


def _endorse(request: SignedInRequest, row: Any, given: dict[str, Any]) -> None:
    if given["endorser"] is not None:
        actions.endorse(achievement=row, endorser=given["endorser"], comment=given["comment"], actor=request.user)
    else:
        actions.add_endorsement(
            achievement=row, document=given["document"], controller=given["controller"], actor=request.user
        )


@login_required
@require_POST
def withdraw(request: SignedInRequest, city: str, uuid: UUID, endorsement: UUID) -> HttpResponse:
    row = _found(request, city, uuid)
    found = get_object_or_404(row.endorsements.all(), uuid=endorsement)
    try:
        actions.withdraw_endorsement(endorsement=found, actor=request.user)
    except CredentialRefused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("credentials:achievement", city, uuid)


def _found(request: SignedInRequest, city: str, uuid: UUID) -> Any:
    row = achievement_in(viewer=request.user, city=city_to_award(request, city), uuid=uuid)
    if row is None:
        raise Http404
    return row


def _page(request: SignedInRequest, row: Any, **forms: Any) -> HttpResponse:
    context = {
        "city": row.issuer.city,
        "achievement": row,
        "alignments": list(row.alignments.all()),
        "endorsements": endorsements_of(row),
        "align_form": AlignForm(),
        "endorse_form": EndorseForm(endorsers=endorsers_for(viewer=request.user, achievement=row)),
    }
    status = 400 if forms else 200
    return render(request, "credentials/achievement.html", context | forms, status=status)
