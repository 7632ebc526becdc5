"""One's own programme of a meeting with several rooms: choosing them, what is on, and the calendar of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from mueang.apps.catalog.queries.feeds import meeting_of
from mueang.apps.enrollment.actions import choose_room, leave_room
from mueang.apps.enrollment.errors import EnrollmentRefused
from mueang.apps.enrollment.queries import chosen_sessions, party_by_ticket, seated_of
from mueang.apps.forums.queries import is_programme, now_and_next, of_mine, open_survey_of, programme
from mueang.standards.icalendar import write_calendar
from mueang.ui.words import current_language, in_language


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest, ticket: str) -> HttpResponse:
    """The programme of one of the party, `who` where there are several; the ticket is the authority."""
    party, seated = _party(ticket)
    who = _who(request, seated)
    if request.method == "POST":
        return _choose(request, ticket, who, is_only=len(seated) == 1)
    now, program = timezone.now(), party.offering.program
    days = programme(offering=party.offering, now=now, mine=chosen_sessions(who))
    if not is_programme(party.offering, days):
        raise Http404
    running, coming = now_and_next(of_mine(days), now=now)
    context = {
        "city": party.offering.city,
        "party": party,
        "offering": party.offering,
        "called": in_language(current_language(), program.name_th, program.name_en),
        "who": who,
        "seated": seated,
        "days": days,
        "n_open": sum(slot.is_undecided for day in days for slot in day.slots),
        "running": running,
        "coming": coming,
        "asked": open_survey_of(party, now=now),
        "choose_url": reverse("learner:programme", args=[ticket]),
    }
    return render(request, "learner/programme.html", context)


@never_cache
@require_safe
def calendar(request: HttpRequest, ticket: str) -> HttpResponse:
    """What one of the party goes to, as iCalendar: subscribed once, it follows every change of a room."""
    party, seated = _party(ticket)
    who, language = _who(request, seated), current_language()
    days = of_mine(programme(offering=party.offering, now=timezone.now(), mine=chosen_sessions(who)))
    program, offering = party.offering.program, party.offering
    called = in_language(language, program.name_th, program.name_en)
    url = settings.BASE_URL + reverse("public:forum", args=[offering.city.slug, offering.slug])
    meetings = [
        meeting_of(one.session, offering, name=called, url=url, language=language)
        for day in days
        for slot in day.slots
        for one in slot.meetings
    ]
    return HttpResponse(
        write_calendar(name=called, meetings=meetings),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="programme.ics"', "X-Robots-Tag": "noindex"},
    )


def _party(ticket: str) -> tuple[Any, list[Any]]:
    party = party_by_ticket(ticket)
    seated = seated_of(party) if party else []
    if not seated:
        raise Http404
    return party, seated


def _who(request: HttpRequest, seated: list[Any]) -> Any:
    """The one named in the address or the form, else the first of the party."""
    typed = request.POST.get("who") or request.GET.get("who") or str(seated[0].uuid)
    found = next((row for row in seated if str(row.uuid) == typed), None)
    if found is None:
        raise Http404
    return found


def _choose(request: HttpRequest, ticket: str, who: Any, *, is_only: bool) -> HttpResponse:
    try:
        if request.POST.get("leave"):
            leave_room(enrollment=who, session=_number(request.POST["leave"]), actor=None)
            messages.success(request, _("The seat in this room is given back."))
        else:
            choose_room(enrollment=who, session=_number(request.POST.get("choose", "")), actor=None)
            messages.success(request, _("Chosen. You may change it until it begins."))
    except EnrollmentRefused as refusal:
        messages.error(request, refusal.sentence)
    back = reverse("learner:programme", args=[ticket])
    return redirect(back if is_only else f"{back}?who={who.uuid}")


def _number(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
