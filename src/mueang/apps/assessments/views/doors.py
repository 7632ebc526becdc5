"""Which seats and work a request may reach: by account, or by the tickets its device holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.assessments.errors import AssessmentRefused
from mueang.apps.assessments.rules import may_set, own_attempts, own_hand_ins, own_seats
from mueang.apps.catalog.rules import visible_offerings


def tickets_of(request: HttpRequest) -> list[str]:
    """What the learner's own pages put into the session when a ticket is opened on this device."""
    return [kept["ticket"] for kept in request.session.get("tickets", []) if isinstance(kept, dict)]


def learner_of(request: HttpRequest) -> Any:
    """Who acts, for the record: nobody where a ticket is all there is."""
    return request.user if request.user.is_authenticated else None


def find_seat(request: HttpRequest, uuid: UUID) -> Any:
    rows = own_seats(request.user, tickets_of(request)).select_related("offering__program", "offering__city")
    return get_object_or_404(rows, uuid=uuid)


def find_attempt(request: HttpRequest, uuid: UUID) -> Any:
    rows = own_attempts(request.user, tickets_of(request))
    joined = rows.select_related("quiz__offering__program", "quiz__offering__city", "enrollment")
    return get_object_or_404(joined, uuid=uuid)


def find_work(request: HttpRequest, uuid: UUID) -> Any:
    rows = own_hand_ins(request.user, tickets_of(request))
    joined = rows.select_related("assignment__offering__program", "assignment__offering__city", "enrollment", "city")
    return get_object_or_404(joined, uuid=uuid)


def find_set_offering(request: SignedInRequest, city: str, uuid: UUID) -> Any:
    """An offering whose quizzes and assignments the signed-in person prepares; anybody else meets a 404."""
    rows = visible_offerings(request.user).filter(city__slug=city)
    row = get_object_or_404(rows.select_related("city", "program", "place__city", "place__organization"), uuid=uuid)
    return row if may_set(request.user, row) else get_object_or_404(rows.none())


def do(request: HttpRequest, action: Callable[..., Any], done: str, **arguments: Any) -> bool:
    """Run one action and say on the next page what became of it."""
    try:
        action(**arguments)
    except AssessmentRefused as refusal:
        messages.error(request, refusal.sentence)
        return False
    if done:
        messages.success(request, done)
    return True
