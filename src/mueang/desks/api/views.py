"""Doors for other systems: open data as JSON, read by anybody from anywhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from mueang.apps.catalog.queries.changes_feed import changed_series
from mueang.apps.catalog.queries.directory import (
    SERVICES_A_PAGE,
    Directory,
    directory_locations,
    directory_organizations,
    directory_service,
    directory_services,
    directory_services_at_locations,
    directory_terms,
)
from mueang.apps.network.queries import city_by_slug
from mueang.desks.api.openapi_directory import ID, SEEN_ID
from mueang.standards import hsds, openactive

PROFILE = "https://docs.openreferral.org/en/3.0/hsds/"
OPENAPI = "https://raw.githubusercontent.com/openreferral/specification/3.0/schema/openapi.json"
_LONGEST_PAGE_NUMBER = 6
_LONGEST_CHANGE_NUMBER = 15
_ID, _SEEN_ID = re.compile(ID), re.compile(SEEN_ID)


@csrf_exempt
@require_safe
def hsds_root(request: HttpRequest, city: str) -> JsonResponse:
    """Which version and profile is spoken here."""
    return _answer(hsds.base(profile=PROFILE, openapi_url=OPENAPI)) if city_by_slug(city) else _unknown("city")


@csrf_exempt
@require_safe
def services(request: HttpRequest, city: str) -> JsonResponse:
    """Everything one can join now; `full=true` with place, sessions, cost and interests of each."""
    whole = request.GET.get("full", "false")
    if whole not in {"true", "false"}:
        return _answer({"error": "full_not_true_or_false", "full": "true or false"}, 400)
    urls, is_whole = _urls(city), whole == "true"
    return _listing(
        request, city, lambda found, page: directory_services(city=found, page=page, url_of=urls, whole=is_whole)
    )


@csrf_exempt
@require_safe
def service(request: HttpRequest, city: str, service: str) -> JsonResponse:
    """One of them with everything that belongs to it; what is no identifier is unknown, in words for programs."""
    found = city_by_slug(city) if _ID.fullmatch(service) else None
    document = directory_service(city=found, uuid=UUID(service), url_of=_urls(city)) if found else None
    return _answer(document) if document else _unknown("service")


@csrf_exempt
@require_safe
def services_at_locations(request: HttpRequest, city: str) -> JsonResponse:
    return _listing(
        request, city, lambda found, page: directory_services_at_locations(city=found, page=page, url_of=_urls(city))
    )


@csrf_exempt
@require_safe
def locations(request: HttpRequest, city: str) -> JsonResponse:
    return _listing(request, city, lambda found, page: directory_locations(city=found, page=page, url_of=_urls(city)))


@csrf_exempt
@require_safe
def organizations(request: HttpRequest, city: str) -> JsonResponse:
    return _listing(request, city, lambda found, page: directory_organizations(city=found, page=page))


@csrf_exempt
@require_safe
def taxonomy_terms(request: HttpRequest, city: str) -> JsonResponse:
    return _listing(request, city, lambda _found, page: directory_terms(page=page))


@csrf_exempt
@require_safe
def openactive_dataset(request: HttpRequest, city: str) -> JsonResponse:
    """Which feeds there are, and under which licence."""
    found = city_by_slug(city)
    if found is None:
        return _unknown("city")
    feed, here = _here("openactive_series", city), _here("openactive", city)
    document = openactive.dataset(
        name=f"{found.name_th} · {found.name_en}",
        url=here,
        publisher=found.name_th,
        feeds=[("SessionSeries", feed)],
        modified_on=localdate(),
    )
    return _answer(document)


@csrf_exempt
@require_safe
def openactive_series(request: HttpRequest, city: str) -> JsonResponse:
    """What changed after what the reader has seen; the last page is empty and says to ask again."""
    found = city_by_slug(city)
    if found is None:
        return _unknown("city")
    after = _seen(request)
    if after is None:
        return _answer({"error": "after_not_usable", "afterChangeNumber": "a whole number", "afterId": "as given"}, 400)
    items = changed_series(city=found, after=after, url_of=_urls(city))
    return _answer(openactive.feed_page(items=items, address=_here("openactive_series", city), after=after))


def _seen(request: HttpRequest) -> tuple[int, str] | None:
    """Change number and identifier that the reader has seen; None for what cannot be either."""
    number, last = request.GET.get("afterChangeNumber", "0"), request.GET.get("afterId", "")
    if not (number.isascii() and number.isdigit() and len(number) <= _LONGEST_CHANGE_NUMBER):
        return None
    return (int(number), last) if _SEEN_ID.fullmatch(last) else None


def _here(name: str, city: str) -> str:
    return settings.BASE_URL + reverse(f"api:{name}", args=[city])


def _listing(request: HttpRequest, slug: str, ask: Callable[..., Directory]) -> JsonResponse:
    """A page of a listing; a page that does not exist is empty, one that is no number refused."""
    found, text = city_by_slug(slug), request.GET.get("page", "1")
    if found is None:
        return _unknown("city")
    if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST_PAGE_NUMBER and int(text)):
        return _answer({"error": "page_not_a_number", "page": "a whole number from 1"}, 400)
    listed = ask(found, int(text))
    return _answer(
        hsds.page(contents=listed.documents, total_items=listed.total, number=int(text), size=SERVICES_A_PAGE)
    )


def _urls(slug: str) -> Callable[[str, str], str]:
    """Addresses of a city's public pages, in its own language."""

    def url_of(kind: str, name: str) -> str:
        with override(settings.LANGUAGE_CODE):
            return settings.BASE_URL + reverse(f"public:{kind}", args=[slug, *filter(None, [name])])

    return url_of


def _answer(document: hsds.Document, status: int = 200) -> JsonResponse:
    return JsonResponse(
        document, status=status, json_dumps_params={"ensure_ascii": False}, headers={"Access-Control-Allow-Origin": "*"}
    )


def _unknown(what: str) -> JsonResponse:
    return _answer({"error": f"{what}_unknown"}, 404)
