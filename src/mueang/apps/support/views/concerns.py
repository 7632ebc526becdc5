"""Triage: what was told about children, what was tried, and what it turned out to be."""

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
from mueang.apps.network.queries import city_by_slug
from mueang.apps.support.actions.concerns import (
    assign_concern,
    note_concerns_read,
    raise_concern,
    read_concerns,
    record_try,
)
from mueang.apps.support.actions.deciding import set_apart, settle_concern, undo_decision
from mueang.apps.support.enums.concerns import Channel, ConcernState
from mueang.apps.support.errors.concerns import ConcernRefused
from mueang.apps.support.forms.concerns import AssignForm, RaiseForm, SettleForm, TryForm
from mueang.apps.support.queries.concerns import (
    additions_without_concern,
    beside,
    concern_cards,
    concern_page,
    concerns_along,
)
from mueang.apps.support.rules.cases import may_supervise, workers_of
from mueang.apps.support.rules.concerns import (
    may_raise,
    may_raise_for_anyone,
    may_work_here,
    own_concerns,
    raising_schools,
)
from mueang.lib.downloads import excel_response

REFUSED = 422
ROWS_A_PAGE = 30


def entered(request: SignedInRequest, city: str, *, may: Callable[..., bool]) -> Any:
    """The city of the address, for whoever may; a stranger meets a 404."""
    found = city_by_slug(city)
    if found is None or not may(request.user, found):
        raise Http404
    return found


@never_cache
@login_required
@require_http_methods(["GET", "HEAD"])
def concerns(request: SignedInRequest, city: str) -> HttpResponse:
    """What waits to be looked into, the most urgent first; and what was decided."""
    found = entered(request, city, may=may_work_here)
    is_open = request.GET.get("show") != "settled"
    channel = request.GET.get("channel", "")
    cards = concern_cards(
        viewer=request.user,
        city=found,
        now=timezone.now(),
        is_open=is_open,
        channel=channel if channel in Channel.values else "",
        state=request.GET.get("state", ""),
    )
    as_file = request.GET.get("format") == "xlsx"
    page = Paginator(cards, ROWS_A_PAGE).get_page(request.GET.get("page"))
    n_shown = len(cards if as_file else page)
    note_concerns_read(city=found, actor=request.user, n_concerns=n_shown, as_file=as_file)
    if as_file:
        return _excel(cards, request=request)
    here = reverse("support:concerns", args=[city])
    context = {
        "city": found,
        "page": page,
        "is_open": is_open,
        "channels": Channel.choices,
        "states": [(state.value, state.label) for state in ConcernState if state != ConcernState.NEW],
        "tabs": [(_("To be looked into"), here, is_open), (_("Decided"), f"{here}?show=settled", not is_open)],
        "may_supervise": may_supervise(request.user, found),
        "loose": additions_without_concern(viewer=request.user, city=found) if is_open else [],
    }
    return render(request, "support/concerns.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def raise_new(request: SignedInRequest, city: str) -> HttpResponse:
    """Staff write down what they saw or were told."""
    found = entered(request, city, may=may_raise)
    for_anyone = may_raise_for_anyone(request.user, found)
    form = RaiseForm(request.POST if request.method == "POST" else None, is_for_anyone=for_anyone)
    if request.method == "POST" and form.is_valid():
        raise_concern(
            city=found,
            channel=form.cleaned_data["channel"],
            told=form.told(),
            teller=form.teller(),
            actor=request.user,
        )
        messages.success(request, _("Received. The supervisor sees it at once."))
        return redirect("support:raise", city)
    context = {
        "city": found,
        "form": form,
        "mine": own_concerns(request.user).filter(city=found)[:20],
        "may_pick": raising_schools(request.user, found).exists(),
    }
    return render(request, "support/raise.html", context, status=REFUSED if form.errors else 200)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD"])
def concern(request: SignedInRequest, city: str, concern: UUID) -> HttpResponse:
    return _page(request, *read(request, city, concern))


@never_cache
@login_required
@require_POST
def assign(request: SignedInRequest, city: str, concern: UUID) -> HttpResponse:
    row = find(request, city, concern)
    form = AssignForm(request.POST, workers=workers_of(row.city))
    if not form.is_valid():
        return _page(request, row, assign_form=form)
    return _done(request, row, lambda: assign_concern(concern=row, to=form.cleaned_data["to"], actor=request.user))


@never_cache
@login_required
@require_POST
def note_try(request: SignedInRequest, city: str, concern: UUID) -> HttpResponse:
    row, form = find(request, city, concern), TryForm(request.POST)
    if not form.is_valid():
        return _page(request, row, try_form=form)
    return _done(request, row, lambda: record_try(concern=row, actor=request.user, **form.cleaned_data))


@never_cache
@login_required
@require_POST
def settle(request: SignedInRequest, city: str, concern: UUID) -> HttpResponse:
    row, form = find(request, city, concern), SettleForm(request.POST)
    if not form.is_valid():
        return _page(request, row, settle_form=form)
    return _done(request, row, lambda: settle_concern(concern=row, actor=request.user, **form.cleaned_data))


@never_cache
@login_required
@require_POST
def undo(request: SignedInRequest, city: str, concern: UUID) -> HttpResponse:
    row = find(request, city, concern)
    return _done(request, row, lambda: undo_decision(concern=row, actor=request.user))


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def side_by_side(request: SignedInRequest, city: str, concern: UUID, other: UUID) -> HttpResponse:
    """Two concerns beside each other; a person says whether they are about one child."""
    if request.method != "POST":
        left, right = read(request, city, concern, other)
        pair = beside(left=left, right=right, now=timezone.now())
        return render(request, "support/beside.html", {"city": left.city, "pair": pair})
    row, second = find(request, city, concern), find(request, city, other)
    if request.POST.get("is_same") == "yes":
        reason = request.POST.get("reason", "")
        return _done(
            request,
            row,
            lambda: settle_concern(
                concern=row, state=ConcernState.DUPLICATE, reason=reason, duplicate_of=second, actor=request.user
            ),
        )
    return _done(request, row, lambda: set_apart(concern=row, other=second.uuid, actor=request.user))


def find(request: SignedInRequest, city: str, concern: UUID) -> Any:
    return get_object_or_404(concerns_along(request.user), city__slug=city, uuid=concern)


def read(request: SignedInRequest, city: str, *concerns: UUID) -> list[Any]:
    """As `find`, and that they were looked at written down."""
    rows = read_concerns(viewer=request.user, city=city, uuids=concerns)
    if len(rows) < len(concerns):
        raise Http404
    return rows


def _page(request: SignedInRequest, row: Any, **forms: Any) -> HttpResponse:
    page = concern_page(viewer=request.user, concern=row, now=timezone.now())
    supervises = may_supervise(request.user, row.city)
    context = {
        "city": row.city,
        "page": page,
        "concern": page.card.concern,
        "may_supervise": supervises,
        "assign_form": AssignForm(workers=workers_of(row.city)) if supervises else None,
        "try_form": TryForm(),
        "settle_form": SettleForm(),
    }
    return render(request, "support/concern.html", context | forms, status=REFUSED if forms else 200)


def _done(request: SignedInRequest, row: Any, act: Callable[[], Any]) -> HttpResponse:
    try:
        act()
    except ConcernRefused as refusal:
        messages.error(request, refusal.sentence)
    except PermissionDenied:
        raise Http404 from None
    else:
        messages.success(request, _("Written down."))
    return redirect("support:concern", row.city.slug, row.uuid)


def _excel(cards: list[Any], *, request: SignedInRequest) -> HttpResponse:
    """Watermarked: the first line says who took it away and when."""
    headings = [
        _("Received"),
        _("Urgency"),
        _("How it came in"),
        _("About whom"),
        _("Age"),
        _("Area"),
        _("What was found"),
        _("Taken away by"),
    ]
    taken = f"{request.user} {timezone.localtime():%Y-%m-%d %H:%M}"
    rows = [
        [
            timezone.localdate(card.concern.received_at),
            card.concern.get_urgency_display(),
            card.concern.get_channel_display(),
            card.concern.about,
            card.age,
            card.concern.area,
            card.concern.get_state_display(),
            taken,
        ]
        for card in cards
    ]
    return excel_response(file_name="list", title=_("Concerns"), headings=headings, rows=rows)
