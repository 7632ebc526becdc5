"""Browse what can be learned, and look at one activity."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mueang.apps.catalog.actions import note_failed_search
from mueang.apps.catalog.enums import Order
from mueang.apps.catalog.queries import (
    Browse,
    Miss,
    browse,
    calendar,
    json_ld,
    offering_page,
    similar,
)
from mueang.apps.catalog.rules import announced_offerings
from mueang.desks.public.cards import draw_cards
from mueang.desks.public.facts import draw_facts
from mueang.desks.public.filters import NAMES, Asked, asked_of, is_canonical
from mueang.desks.public.found import city_or_404
from mueang.desks.public.grounds import ground_of, ground_with, result_markers
from mueang.desks.public.panel import chips, groups, interest_chips, said
from mueang.desks.public.pins import pins, way_there
from mueang.desks.public.seat_box import draw_join_bar, draw_seat_box
from mueang.desks.public.sessions import folded
from mueang.desks.public.sheets import activities_excel
from mueang.desks.public.wording import address
from mueang.lib.kept_pages import is_never_kept, kept_page, shows_seats_of
from mueang.ui.templatetags.ui import icon
from mueang.ui.words import current_language, in_language

if TYPE_CHECKING:
    from mueang.apps.network.models import City

# A data block inside a script element must not be able to close it.
JSON_ESCAPES = (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"))
MOST_IN_EXCEL = 1_000
NOTE_SECONDS = 2
_FREE = ("words",)
# A sheet of a thousand rows is not kept for words that nobody else may ever type.
_SHEET_NAMES = tuple(name for name in NAMES if name not in _FREE)


@dataclass(slots=True)
class Link:
    """A way to another state of the list."""

    label: str
    query: str
    is_chosen: bool = False
    n: int = 0


@require_safe
@kept_page(*NAMES, free=_FREE)
def learn(request: HttpRequest, city: str) -> HttpResponse:
    """Every published activity that is not over, narrowed as asked. The address holds the whole state, in one way."""
    found_city, asked = city_or_404(city), asked_of(request)
    if not is_canonical(request, asked):
        return redirect(f"{request.path}?{asked.query}" if asked.query else request.path)
    found = browse(city=found_city, page=asked.page, order=asked.order, **asked.wanted)
    if not found.total and request.method == "GET":
        _note(asked, city=found_city)
    ground = ground_of(found_city)
    interests = asked.values.get("interest", ())
    context = {
        "city": found_city,
        "canonical": settings.BASE_URL + request.path + (f"?{asked.query}" if asked.query else ""),
        "query": asked.query,
        "words": asked.one("words"),
        "chosen": said(asked, found, "interest") if len(interests) == 1 else "",
        "is_narrowed": bool(asked.wanted),
        "total_words": _total(found.total),
        "is_guess": found.is_guess,
        "cards": draw_cards(found.cards, city=found_city.slug),
        "interests": interest_chips(asked, found),
        "groups": groups(asked, found),
        "kept": [pair for pair in asked.pairs if pair[0] in {"interest", "area", "order"}],
        "chips": chips(asked, found),
        "orders": _orders(asked),
        "misses": [_miss(asked, found, miss) for miss in found.misses],
        "ground": ground,
        "markers": [] if ground.is_empty else result_markers(found, asked=asked, city=found_city, ground=ground.ground),
        "cross": icon("x"),
        **_pages(asked, found),
    }
    page = shows_seats_of(render(request, "public/learn.html", context), (card.slug for card in found.cards))
    # Who finds nothing is counted each time.
    return page if found.total else is_never_kept(page)


def _note(asked: Asked, *, city: City) -> None:
    """Leave word of what was not found, at most once in so many seconds: a flood must not queue for writing."""
    if asked.wanted and cache.add(f"not-found:{city.pk}", 1, timeout=NOTE_SECONDS):
        filters = asked.address(words=None)
        note_failed_search(city=city, words=asked.one("words"), filters=filters, on=timezone.localdate())


def _total(total: int) -> str:
    return ngettext("%(n)s activity found", "%(n)s activities found", total) % {"n": f"{total:,}"}


def _orders(asked: Asked) -> list[Link]:
    """Nearest first only where it is known from where."""
    orders = [order for order in Order if order != Order.NEAR or asked.one("near")]
    return [Link(str(order.label), asked.address(order=order.value), order.value == asked.order) for order in orders]


def _pages(asked: Asked, found: Browse) -> dict[str, Any]:
    return {
        "page": found.page,
        "n_pages": found.n_pages,
        "previous": asked.address(page=str(found.page - 1)) if found.page > 1 else None,
        "next": asked.address(page=str(found.page + 1)) if found.page < found.n_pages else None,
    }


def _miss(asked: Asked, found: Browse, miss: Miss) -> Link:
    """What to press to find something after all."""
    if miss.dropped == "other_words":
        words = miss.wanted["words"]
        return Link(_("Look for “%(words)s”") % {"words": words}, asked.address(words=words), n=miss.total)
    if miss.dropped == "km" and "km" in miss.wanted:
        km = miss.wanted["km"]
        return Link(_("As far as %(n)s km away") % {"n": km}, asked.address(km=str(km)), n=miss.total)
    label = _("Without: %(filter)s") % {"filter": said(asked, found, miss.dropped)}
    return Link(label, asked.address(**{miss.dropped: None}), n=miss.total)


@require_safe
@kept_page(*_SHEET_NAMES)
def learn_excel(request: HttpRequest, city: str) -> HttpResponse:
    """The same list as a sheet; the first thousand of it."""
    found_city, asked = city_or_404(city), asked_of(request)
    found = browse(city=found_city, order=asked.order, size=MOST_IN_EXCEL, **asked.wanted)
    return activities_excel(found.cards, city=found_city)


@require_safe
@kept_page()
def offering(request: HttpRequest, city: str, slug: str) -> HttpResponse:
    """One activity: when, where on the map, what for, and whether there is a seat."""
    found = city_or_404(city)
    page = offering_page(city=found, slug=slug)
    if page is None:
        raise Http404
    card, place, language = page.card, page.card.place, current_language()
    data = json_ld(page, city=found, url=settings.BASE_URL + request.path, language=language)
    href = address("public:place", city, place.slug, language=language)
    ground, markers = ground_with(found, pins(place, href=href))
    alike = similar(city=found, slug=slug)
    context = {
        "city": found,
        "page": page,
        "card": card,
        "called": in_language(language, card.name_th, card.name_en),
        "summary": in_language(language, card.summary_th, card.summary_en),
        "about": in_language(language, page.about_th, page.about_en),
        "outcomes": in_language(language, page.outcomes_th, page.outcomes_en),
        "json_ld": for_script(data),
        "seat_box": draw_seat_box(card, city=city),
        "join_bar": draw_join_bar(card, city=city),
        "facts": draw_facts(page, city=city),
        "ground": ground,
        "markers": markers,
        "place_name": in_language(language, place.name_th, place.name_en),
        "place_href": href,
        "way_there": way_there(place),
        "has_rooms": any(line.room_th for line in page.sessions),
        "sessions": folded(page.sessions, now=timezone.now()),
        "similar": draw_cards(alike, city=city),
    }
    return shows_seats_of(render(request, "public/offering.html", context), (slug, *(one.slug for one in alike)))


def for_script(document: object) -> SafeString:
    """A document as the content of a script element."""
    text = json.dumps(document, ensure_ascii=False)
    for letter, written in JSON_ESCAPES:
        text = text.replace(letter, written)
    return mark_safe(text)  # noqa: S308 -- what could close the element is written in another way


@require_safe
@kept_page()
def offering_calendar(request: HttpRequest, city: str, slug: str) -> HttpResponse:
    """The sessions as iCalendar, for the learner's own calendar."""
    found = announced_offerings(city_or_404(city)).select_related("program", "place").filter(slug=slug).first()
    if found is None:
        raise Http404
    url = settings.BASE_URL + request.path.removesuffix("calendar.ics")
    answer = HttpResponse(
        calendar(found, url=url, language=get_language() or "th"),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{slug}.ics"'},
    )
    return shows_seats_of(answer, ())
