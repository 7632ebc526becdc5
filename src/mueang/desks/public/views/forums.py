"""The programme of a meeting with several rooms: by day and room, what is on now and what comes next."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from mueang.apps.catalog.rules import announced_offerings
from mueang.apps.forums.queries import in_room, is_programme, now_and_next, programme, rooms_of
from mueang.desks.public.found import city_or_404
from mueang.lib.kept_pages import kept_page
from mueang.ui.words import current_language, in_language


@require_safe
@kept_page("room")
def forum(request: HttpRequest, city: str, slug: str) -> HttpResponse:
    """Everything in one page, so that a phone that lost the network still has it; `room` narrows it to one room."""
    found = city_or_404(city)
    along = ("program", "place")
    offering = announced_offerings(found).select_related(*along).filter(slug=slug).first()
    if offering is None:
        raise Http404
    now, room = timezone.now(), request.GET.get("room", "")
    everything = programme(offering=offering, now=now)
    if not is_programme(offering, everything):
        raise Http404
    rooms = rooms_of(everything)
    room = room if room in {thai for thai, _english in rooms} else ""
    running, coming = now_and_next(everything, now=now)
    language = current_language()
    context = {
        "city": found,
        "offering": offering,
        "called": in_language(language, offering.program.name_th, offering.program.name_en),
        "days": in_room(everything, room) if room else everything,
        "rooms": [(thai, in_language(language, thai, english)) for thai, english in rooms],
        "room": room,
        "running": running,
        "coming": coming,
    }
    return render(request, "public/forum.html", context)
