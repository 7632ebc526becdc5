"""Browse what can be learned, and look at one activity."""

from __future__ import annotations

import json

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from mueang.apps.catalog.queries import browse, calendar, interests, json_ld, offering_page
from mueang.apps.catalog.rules import announced_offerings
from mueang.apps.places.queries import city_areas
from mueang.desks.public.forms import BrowseForm
from mueang.desks.public.found import city_or_404, page_asked
from mueang.desks.public.pins import pins, way_there
from mueang.lib.kept_pages import kept_page

# A data block inside a script element must not be able to close it.
JSON_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


@require_safe
@kept_page("interest", "when", "age", "free", "open", "page")
def learn(request: HttpRequest, city: str) -> HttpResponse:
    """Every published activity that is not over, narrowed as asked. The address holds the whole state."""
    found = city_or_404(city)
    form = BrowseForm(request.GET)
    wanted = form.wanted()
    chosen = interests().filter(code=wanted["interest"]).first() if "interest" in wanted else None
    context = {
        "city": found,
        "form": form,
        "browse": browse(city=found, page=page_asked(request), **wanted),
        "chosen": chosen,
        "is_narrowed": bool(wanted),
    }
    return render(request, "public/learn.html", context)


@require_safe
@kept_page()
def offering(request: HttpRequest, city: str, slug: str) -> HttpResponse:
    """One activity: when, where on the map, what for, and whether there is a seat."""
    found = city_or_404(city)
    page = offering_page(city=found, slug=slug)
    if page is None:
        raise Http404
    place, language = page.card.place, get_language() or "th"
    data = json_ld(page, city=found, url=settings.BASE_URL + request.path, language=language)
    in_order = [page.outcomes_th, page.outcomes_en]
    context = {
        "city": found,
        "page": page,
        "card": page.card,
        "outcomes": next(filter(None, in_order if language == "th" else reversed(in_order)), ()),
        "json_ld": json.dumps(data, ensure_ascii=False).translate(JSON_ESCAPES),
        "areas": city_areas(found),
        "markers": pins(place, href=reverse("public:place", args=[found.slug, place.slug])),
        "way_there": way_there(place),
    }
    return render(request, "public/offering.html", context)


@require_safe
@kept_page()
def offering_calendar(request: HttpRequest, city: str, slug: str) -> HttpResponse:
    """The sessions as iCalendar, for the learner's own calendar."""
    found = announced_offerings(city_or_404(city)).select_related("program", "place").filter(slug=slug).first()
    if found is None:
        raise Http404
    url = settings.BASE_URL + request.path.removesuffix("calendar.ics")
    return HttpResponse(
        calendar(found, url=url, language=get_language() or "th"),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{slug}.ics"'},
    )
