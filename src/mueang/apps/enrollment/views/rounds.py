"""Rounds at the officer's desk: announce, invite, draw, see who gains, publish."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.enrollment.actions.reading import note_withheld_read
from mueang.apps.enrollment.actions.rounds import (
    announced_before,
    call_off_round,
    make_invitations,
    open_round,
    start_drawing,
    start_publishing,
)
from mueang.apps.enrollment.errors import EnrollmentRefused
from mueang.apps.enrollment.forms import InviteForm, RoundForm
from mueang.apps.enrollment.queries.comparing import comparison_tables, has_a_fault, promises, rounds_table
from mueang.apps.enrollment.queries.rounds import (
    groups_of_round,
    invitation_rows,
    offerings_for_a_round,
    round_page,
    rounds_of,
    withheld_document,
)
from mueang.apps.enrollment.rules import may_run_rounds, round_cities, visible_rounds
from mueang.lib.downloads import excel_response

PAGE_SIZE = 50


@login_required
@require_http_methods(["GET"])
def rounds(request: SignedInRequest, city: str) -> HttpResponse:
    """Every round of the city, the newest first."""
    found = get_object_or_404(round_cities(request.user), slug=city)
    rows = rounds_of(viewer=request.user, city=found)
    if request.GET.get("format") == "xlsx":
        return excel_response(file_name=f"{city}-rounds", title=_("Rounds"), **rounds_table(rows))
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "enrollment/rounds/rounds.html", {"city": found, "page": page})


@login_required
@require_http_methods(["GET", "POST"])
def new(request: SignedInRequest, city: str) -> HttpResponse:
    """Plan a round and announce it."""
    found = get_object_or_404(round_cities(request.user), slug=city)
    if not may_run_rounds(request.user, found):
        raise PermissionDenied
    known = announced_before(city=found, request_key=request.POST.get("request_key", ""))
    if known is not None:
        return redirect("enrollment:round", city, known.uuid)
    offerings = offerings_for_a_round(city=found, now=timezone.now())
    form = RoundForm(request.POST or None, offerings=offerings)
    if request.method == "POST" and form.is_valid():
        try:
            row = open_round(city=found, actor=request.user, **form.request())
        except EnrollmentRefused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("The round is announced. Its seed is sealed; the commitment is on its page."))
            return redirect("enrollment:round", city, row.uuid)
    context = {"city": found, "form": form, "has_offerings": form.has_offerings}
    return render(request, "enrollment/rounds/new.html", context)


@never_cache
@login_required
@require_http_methods(["GET"])
def round_desk(request: SignedInRequest, city: str, allocation_round: UUID) -> HttpResponse:
    """One round: what was wished, what the draw changes, and the next step."""
    row = _find(request, city, allocation_round)
    tables = comparison_tables(row)
    if request.GET.get("format") == "xlsx" and tables:
        headings = [_("By"), _("Group"), *tables[0].headings]
        rows = [
            [table.title, line.label, *(value for _heading, value in line.cells)]
            for table in tables
            for line in table.rows
        ]
        return excel_response(file_name=f"{city}-round", title=_("Against first come"), headings=headings, rows=rows)
    now = timezone.now()
    context = {
        "city": row.city,
        "page": round_page(row),
        "round": row,
        "is_closed": now >= row.closes_at,
        "takes_wishes": row.takes_wishes(now),
        "tables": tables,
        "promises": promises(row),
        "is_faulty": has_a_fault(row),
        "form": InviteForm(groups=groups_of_round(row)),
        "n_invitations": len(invitation_rows(row)),
        "public_url": request.build_absolute_uri(reverse("public:round", args=[row.city.slug, row.uuid])),
    }
    return render(request, "enrollment/rounds/round.html", context)


@login_required
@require_http_methods(["GET"])
def invitations(request: SignedInRequest, city: str, allocation_round: UUID) -> HttpResponse:
    """Codes not used yet, as a workbook to hand out from."""
    row = _find(request, city, allocation_round)
    rows = invitation_rows(row)
    headings = [_("Invitation code"), _("Seats kept for")]
    return excel_response(file_name=f"{city}-invitations", title=_("Invitations"), headings=headings, rows=rows)


@login_required
@require_POST
def invite(request: SignedInRequest, city: str, allocation_round: UUID) -> HttpResponse:
    """Make invitation codes for one group."""
    row = _find(request, city, allocation_round)
    form = InviteForm(request.POST, groups=groups_of_round(row))
    if not form.is_valid():
        messages.error(request, _("Choose a group and how many codes: 1 to 500."))
    else:
        typed = form.cleaned_data
        _try(
            request,
            lambda: make_invitations(
                allocation_round=row, group=typed["group"], count=typed["count"], actor=request.user
            ),
            _("The codes are made. Download them and hand out one to each family."),
        )
    return redirect("enrollment:round", city, allocation_round)


@login_required
@require_POST
def draw_round(request: SignedInRequest, city: str, allocation_round: UUID) -> HttpResponse:
    """Ask for the draw."""
    said = _("The draw is being made. You may leave this page.")
    return _step(request, city, allocation_round, start_drawing, said)


@login_required
@require_POST
def publish(request: SignedInRequest, city: str, allocation_round: UUID) -> HttpResponse:
    """Let the drawn outcome become seats."""
    said = _("The seats are being entered and everybody is told. You may leave this page.")
    return _step(request, city, allocation_round, start_publishing, said)


@login_required
@require_POST
def call_off(request: SignedInRequest, city: str, allocation_round: UUID) -> HttpResponse:
    """End the round without a result."""
    said = _("The round is called off. Whoever wished is told.")
    return _step(request, city, allocation_round, call_off_round, said)


@never_cache
@login_required
@require_POST
def withheld(request: SignedInRequest, city: str, allocation_round: UUID) -> HttpResponse:
    """The withheld groups, for an auditor to check with; taking them is recorded."""
    row = _find(request, city, allocation_round)
    text = withheld_document(row)
    if not text:
        raise Http404
    note_withheld_read(allocation_round=row, actor=request.user)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="round-groups.json"'
    return response


def _step(
    request: SignedInRequest, city: str, allocation_round: UUID, act: Callable[..., object], said: str
) -> HttpResponse:
    """One step of a round behind one button, and back to its page."""
    row = _find(request, city, allocation_round)
    _try(request, lambda: act(allocation_round=row, actor=request.user), said)
    return redirect("enrollment:round", city, allocation_round)


def _try(request: SignedInRequest, act: Callable[[], Any], said: str) -> None:
    try:
        act()
    except EnrollmentRefused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, said)


def _find(request: SignedInRequest, city: str, allocation_round: UUID) -> Any:
    """The round of the address, for officers of its city; else a 404."""
    rows = visible_rounds(request.user).select_related("city")
    return get_object_or_404(rows, city__slug=city, uuid=allocation_round)
