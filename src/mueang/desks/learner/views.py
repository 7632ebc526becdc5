"""A learner's seats, hours and awards: by the ticket they hold, or signed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from mueang.apps.courses.queries import seats_of
from mueang.apps.credentials.queries import awards_of
from mueang.apps.enrollment.actions import withdraw_by_ticket
from mueang.apps.enrollment.enums import EnrollmentState
from mueang.apps.enrollment.errors import EnrollmentRefused
from mueang.apps.enrollment.queries import (
    LearningRow,
    open_offer,
    parties_waiting_before,
    party_by_ticket,
    party_learning,
    ticket_code,
)
from mueang.apps.people.queries import person_of
from mueang.desks.learner.mine import learning_of, steps_after
from mueang.lib.qr import qr_svg

if TYPE_CHECKING:
    from mueang.apps.credentials.models import Award

# Which tickets this device holds: the ticket and what it is for, so that the list needs no look-up.
KEPT = "tickets"
MOST_KEPT = 20


@dataclass(frozen=True, slots=True)
class TicketLine:
    """One member of a party: their seat, and what they earned with it."""

    learning: LearningRow
    awards: list[Award]
    may_undo: bool


@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Everything a signed-in learner learns; else the tickets this device holds."""
    person = person_of(request.user)
    context = {
        "person": person,
        **(learning_of(person) if person else {}),
        "courses": seats_of(request.user) if person else [],
        "tickets": request.session.get(KEPT, []),
        "city": person.city if person else None,
    }
    return render(request, "learner/home.html", context)


@never_cache
@require_safe
def ticket(request: HttpRequest, ticket: str) -> HttpResponse:
    """The seats of one party, for whoever holds its ticket: the address is the key, so no other site is told it."""
    party = party_by_ticket(ticket)
    if party is None:
        raise Http404
    program = party.offering.program
    remember(request, {"ticket": ticket, "name_th": program.name_th, "name_en": program.name_en})
    rows = party_learning(party)
    lines = ticket_lines(rows)
    states = {line.learning.enrollment.state for line in lines}
    address = settings.BASE_URL + reverse("learner:ticket", args=[ticket])
    context = {
        "party": party,
        "city": party.offering.city,
        "lines": lines,
        "coming": next((line.learning.next_session for line in lines), None),
        "has_rooms": any(one.room_th for one in party.offering.sessions.all()),
        "has_seat": EnrollmentState.ENROLLED in states,
        "is_waiting": EnrollmentState.WAITLISTED in states,
        "offer": open_offer(party) if EnrollmentState.OFFERED in states else None,
        "n_before": parties_waiting_before(party),
        "address": address,
        "qr": qr_svg(address, title=_("Address of this ticket")),
        "code": ticket_code(ticket),
        "steps": steps_after(rows, now=timezone.now()),
    }
    return render(request, "learner/ticket.html", context)


def ticket_lines(rows: Sequence[LearningRow]) -> list[TicketLine]:
    """The party's members with the awards these very seats earned, and no others. One SQL statement."""
    if not rows:
        return []
    theirs = reduce(or_, (awards_of(row.enrollment.person) for row in rows))
    awards = list(theirs.filter(enrollment__in=[row.enrollment.pk for row in rows]))
    now = timezone.now()
    return [
        TicketLine(
            row,
            [one for one in awards if one.enrollment_id == row.enrollment.pk],
            may_undo=row.enrollment.may_be_taken_back(now),
        )
        for row in rows
    ]


@require_POST
def withdraw_seat(request: HttpRequest, ticket: str, enrollment: UUID) -> HttpResponse:
    """Give a seat back, so that whoever waits may have it."""
    try:
        withdraw_by_ticket(ticket=ticket, enrollment=enrollment)
    except EnrollmentRefused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("The seat is given back. Thank you for telling us."))
    return redirect("learner:ticket", ticket=ticket)


@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Let this device forget its tickets: somebody else may use it next."""
    request.session.pop(KEPT, None)
    messages.success(request, _("This device no longer holds any ticket. The seats themselves stay yours."))
    return redirect("learner:home")


def remember(request: HttpRequest, opened: dict[str, str]) -> None:
    """Put the ticket on top of those this device holds; nothing is written where it is there already."""
    held = request.session.get(KEPT, [])
    if opened not in held[:1]:
        request.session[KEPT] = [opened, *(kept for kept in held if kept != opened)][:MOST_KEPT]
