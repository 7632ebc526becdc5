"""Rounds in which seats are shared by wishes: read, wish, change, and check the result."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mueang.apps.catalog.queries import published_offering
from mueang.apps.enrollment.actions.rounds import change_wishes, send_wishes, withdraw_wishes
from mueang.apps.enrollment.errors import EnrollmentRefused
from mueang.apps.enrollment.queries.rounds import (
    current_rounds,
    neighbourhoods_to_tell,
    public_document,
    public_round,
    round_choices,
    standing_round_of,
    ticket_page,
)
from mueang.apps.people.errors import PeopleRefused
from mueang.desks.public.forms import ChangeWishesForm, WishForm
from mueang.desks.public.found import city_or_404
from mueang.lib.kept_pages import kept_page

if TYPE_CHECKING:
    from mueang.apps.enrollment.models import AllocationRound

SEE_OTHER, REFUSED = 303, 409


@require_safe
@kept_page()
def rounds(request: HttpRequest, city: str) -> HttpResponse:
    """What the city shares by wishes now, and the results of before."""
    found = city_or_404(city)
    rows = list(current_rounds(city=found)[:40])
    return render(request, "public/rounds/rounds.html", {"city": found, "rounds": rows, "now": timezone.now()})


@require_safe
@kept_page()
def round_page(request: HttpRequest, city: str, allocation_round: UUID) -> HttpResponse:
    """One round: its activities, its commitment, and once it is over how to check it."""
    row = _round(city, allocation_round)
    context = {
        "city": row.city,
        "round": row,
        "choices": round_choices(row),
        "takes_wishes": row.takes_wishes(timezone.now()),
        "is_ahead": timezone.now() < row.opens_at,
    }
    return render(request, "public/rounds/round.html", context)


@require_safe
def round_of(request: HttpRequest, city: str, slug: str) -> HttpResponse:
    """From an activity to the round that shares its seats."""
    offering = published_offering(city=city, slug=slug)
    row = standing_round_of(offering) if offering else None
    if row is None:
        return redirect("public:offering", city, slug) if offering else redirect("public:learn", city)
    return redirect("public:round", city, row.uuid)


@require_safe
def round_file(request: HttpRequest, city: str, allocation_round: UUID) -> HttpResponse:
    """Seed, inputs and outcome of a published round, for anybody to work out again."""
    text = public_document(_round(city, allocation_round))
    if not text:
        raise Http404
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="round-{allocation_round}.json"'
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def wish(request: HttpRequest, city: str, allocation_round: UUID) -> HttpResponse:
    """Ask who comes and what they wish for, and keep it under a code."""
    row = _round(city, allocation_round)
    choices = round_choices(row)
    form = WishForm(
        request.POST or None,
        initial={"request_key": get_random_string(40)},
        choices=_choice_words(choices),
        neighbourhoods=neighbourhoods_to_tell(row.city),
        **_ages(choices),
    )
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            kept = send_wishes(allocation_round=row, wishes=form.wishes(), **form.request())
        except (EnrollmentRefused, PeopleRefused) as refusal:
            form.add_refusal(refusal)
            status = REFUSED
        else:
            return HttpResponseRedirect(reverse("public:wishes", args=[city, kept.ticket]), status=SEE_OTHER)
    context = {"city": row.city, "round": row, "form": form, "takes_wishes": row.takes_wishes(timezone.now())}
    return render(request, "public/rounds/wish.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def wishes(request: HttpRequest, city: str, ticket: str) -> HttpResponse:
    """The page of whoever holds the ticket: their code, their wishes until they close, and the result."""
    page = ticket_page(ticket)
    if page is None or page.wish_list.round.city.slug != city:
        raise Http404
    row = page.wish_list.round
    may_change = page.may_change and row.takes_wishes(timezone.now())
    form = ChangeWishesForm(
        request.POST if may_change and request.method == "POST" else None,
        choices=_choice_words(round_choices(row)),
        neighbourhoods=neighbourhoods_to_tell(row.city),
        chosen=page.wish_list.wishes,
    )
    status = 200
    if request.method == "POST" and may_change and form.is_valid():
        try:
            change_wishes(ticket=ticket, wishes=form.wishes())
        except EnrollmentRefused as refusal:
            form.add_error(None, refusal.sentence)
            status = REFUSED
        else:
            messages.success(request, _("Your new wishes are with us."))
            return redirect("public:wishes", city, ticket)
    context = {"city": row.city, "round": row, "page": page, "form": form, "may_change": may_change}
    response = render(request, "public/rounds/ticket.html", context, status=status)
    response["Referrer-Policy"] = "no-referrer"
    return response


@never_cache
@require_POST
def take_back(request: HttpRequest, city: str, ticket: str) -> HttpResponse:
    """Take the wishes back."""
    page = ticket_page(ticket)
    if page is None or page.wish_list.round.city.slug != city:
        raise Http404
    try:
        withdraw_wishes(ticket=ticket)
    except EnrollmentRefused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("public:wishes", city, ticket)
    messages.success(request, _("Your wishes are taken back."))
    return redirect("public:round", city, page.wish_list.round.uuid)


def _round(city: str, allocation_round: UUID) -> AllocationRound:
    row = public_round(city=city_or_404(city), uuid=allocation_round)
    if row is None:
        raise Http404
    return row


def _choice_words(choices: Any) -> list[tuple[str, str]]:
    return [(str(one.offering.uuid), one.words) for one in choices]


def _ages(choices: Any) -> dict[str, int | None]:
    """An age band anywhere in the round makes every birth date a must; a round for children alone says so."""
    lows = [one.offering.age_min for one in choices]
    highs = [one.offering.age_max for one in choices]
    has_band = any(age is not None for age in (*lows, *highs))
    is_for_the_young = bool(highs) and all(age is not None for age in highs)
    return {"age_min": 0 if has_band else None, "age_max": max(highs) if is_for_the_young else None}
