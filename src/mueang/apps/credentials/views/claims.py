"""Handing an award to its holder: links and slips at the desk, and the page behind them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.credentials.actions import claim, hand_out, hand_out_run, withdraw_claim
from mueang.apps.credentials.errors import ClaimOver, CredentialRefused
from mueang.apps.credentials.queries import claim_address, open_claim
from mueang.apps.credentials.rules import visible_awards, visible_claims, visible_runs
from mueang.apps.credentials.views.desk import city_to_award
from mueang.lib.pace import may_again
from mueang.lib.qr import qr_svg

if TYPE_CHECKING:
    from mueang.apps.credentials.actions import Slip
    from mueang.apps.network.models import City

TOO_MANY, GONE = 429, 404


@login_required
@require_POST
def hand_over(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """One link, shown this once."""
    found = city_to_award(request, city)
    award = get_object_or_404(visible_awards(request.user).filter(achievement__issuer__city=found), uuid=uuid)
    try:
        slip = hand_out(award=award, actor=request.user)
    except CredentialRefused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("credentials:award", city=found.slug, uuid=award.uuid)
    return _slips(request, found, [slip])


@login_required
@require_POST
def run_slips(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """A slip for everybody of a cohort who has not taken theirs, to be printed and cut."""
    found = city_to_award(request, city)
    rows = visible_runs(request.user).filter(offering__city=found).select_related("achievement__issuer__city")
    run = get_object_or_404(rows, uuid=uuid)
    try:
        slips = hand_out_run(run=run, actor=request.user)
    except CredentialRefused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("credentials:run", city=found.slug, uuid=run.uuid)
    return _slips(request, found, slips)


@login_required
@require_POST
def withdraw(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    found = city_to_award(request, city)
    rows = visible_claims(request.user).filter(award__achievement__issuer__city=found).select_related("award")
    row = get_object_or_404(rows, uuid=uuid)
    try:
        withdraw_claim(claim=row, actor=request.user)
    except CredentialRefused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("The link does not work any more."))
    return redirect("credentials:award", city=found.slug, uuid=row.award.uuid)


@csrf_exempt  # the key is the whole authority, and a refusal would write the address into a log
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, key: str) -> HttpResponse:
    """Whose award it is, and the one press that takes it. Reading takes nothing: messengers open links first."""
    if not may_again(request, "claim" if request.method == "POST" else "read_claim"):
        return _quiet(render(request, "credentials/claim_over.html", {"is_rush": True}, status=TOO_MANY))
    found = open_claim(key, now=timezone.now())
    if found is not None and request.method != "POST":
        return _quiet(render(request, "credentials/claim.html", {"award": found.award, "city": _city_of(found)}))
    try:
        award = claim(key=key)
    except ClaimOver:
        return _quiet(render(request, "credentials/claim_over.html", status=GONE))
    context = {"award": award, "city": award.achievement.issuer.city, "is_taken": True}
    return _quiet(render(request, "credentials/claim.html", context))


def _city_of(found: Any) -> City:
    city: City = found.award.achievement.issuer.city
    return city


def _slips(request: SignedInRequest, city: City, slips: Sequence[Slip]) -> HttpResponse:
    lines = []
    for one in slips:
        address = claim_address(one.key)
        lines.append({"slip": one, "address": address, "qr": qr_svg(address, title=_("The way to the award"))})
    return _quiet(render(request, "credentials/slips.html", {"city": city, "lines": lines}))


def _quiet(response: HttpResponse) -> HttpResponse:
    """The address is the key: it goes into no log and to no other site, and no search engine keeps the page."""
    response._has_been_logged = True  # type: ignore[attr-defined]  # what Django itself sets on answers it has logged
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "no-store, private"
    return response
