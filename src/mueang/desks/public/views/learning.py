"""Browse what can be learned, and look at one activity."""

from __future__ import annotations

import json

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from mueang.apps.catalog.queries import browse, calendar, json_ld, offering_page
from mueang.apps.catalog.rules import announced_offerings
from mueang.apps.places.queries import city_areas
from mueang.desks.public.forms import BrowseForm
from mueang.desks.public.found import city_or_404

# A data block inside a script element must not be able to close it.
JSON_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


@require_safe
def learn(request: HttpRequest, city: str) -> HttpResponse:
    """Every published activity that is not over, narrowed as asked. The address holds the whole state."""
    found = city_or_404(city)
    form = BrowseForm(request.GET)
    wanted = form.wanted()
    page = request.GET.get("page", "1")
    result = browse(city=found, page=int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1, **wanted)
    chosen = next((row.interest for row in result.counts if row.interest.code == wanted.get("interest")), None)
    context = {"city": found, "form": form, "browse": result, "chosen": chosen, "is_narrowed": bool(wanted)}
    return render(request, "public/learn.html", context)


@require_safe
def offering(request: HttpRequest, city: str, slug: str) -> HttpResponse:
    found = city_or_404(city)
    page = offering_page(city=found, slug=slug)
    if page is None:
        raise Http404
    url = settings.BASE_URL + request.path
    data = json_ld(page, city=found, url=url, language=get_language() or "th")
    place = page.card.place
    context = {
        "city": found,
        "page": page,
        "card": page.card,
        "json_ld": json.dumps(data, ensure_ascii=False).translate(JSON_ESCAPES),
        "areas": city_areas(found),
        "markers": [] if place.latitude is None else [(place.latitude, place.longitude, place, "")],
    }
    return render(request, "public/offering.html", context)


@require_safe
def offering_calendar(request: HttpRequest, city: str, slug: str) -> HttpResponse:
    """The sessions as iCalendar, for the learner's own calendar."""
    found = announced_offerings(city_or_404(city)).select_related("program", "place").filter(slug=slug).first()
    if found is None:
        raise Http404
    url = settings.BASE_URL + request.path.removesuffix("calendar.ics")
    content = calendar(found, url=url, language=get_language() or "th")
    return HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{slug}.ics"'},
    )
