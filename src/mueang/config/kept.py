"""Pages that are the same for everybody who is not signed in: answered from memory while their city has not changed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.handlers.wsgi import WSGIRequest
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from mueang.apps.catalog.queries import seats_are_as_before
from mueang.apps.network.queries import page_versions
from mueang.config.replica import draw
from mueang.lib.kept_pages import KeptPage, KeptPages, page_of

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PAGES = KeptPages(limit_bytes=settings.PAGE_MEMORY_BYTES)
# Of free words there is no end: whoever asks for thousands pushes out nothing else.
PAGES_OF_WORDS = KeptPages(limit_bytes=settings.PAGE_MEMORY_BYTES // 8)
_MINUTE = 60
_LONGEST_ADDRESS = 1_000
# First parts of addresses that are no city: what is never kept need not ask for a version.
HOUSE_PATHS = frozenset(
    {
        "accounts",
        "answer",
        "audit",
        "cities",
        "claim",
        "credentials",
        "desk",
        "go",
        "healthz",
        "judging",
        "keeper",
        "my",
        "photos",
    }
    | {
        "privacy",
        "robots.txt",
        "s",
        "sitemap.xml",
        "sounds",
        "static",
        "still-true",
        "tell",
        "ui",
        "unit",
        "unsubscribe",
    }
    | {"funds", "grants", "line", "lti", "mapping", "partner", "presentations", "verify", "verify.json"}
    | {"status", "status.json"}
)
# Where the front door writes what it looked for; no header of a reader can bear such a name.
_LOOKED_FOR = "mueang.kept_page"
_LANGUAGES = frozenset(code for code, _name in settings.LANGUAGES)


def keep_public_pages(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Answer from the bytes kept under the address, the city's page version and the minute; else render, and keep.

    The versions are read before anything is rendered: a change that commits meanwhile has a higher one, so what was
    rendered from the older rows is never served after it. A number of seats left has no page version of its own: it
    ends the pages that show it, and those that do not say what they show. Moments at which a page changes by itself
    (a session ends, joining closes, a day begins) fall on whole minutes.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        place = request.META.get(_LOOKED_FOR) or place_of(request)
        if place is None:
            return get_response(request)
        page = page_at(place)
        n_bytes = page.n_bytes if page else 0
        if page is None:
            request.keeps_pages = True  # type: ignore[attr-defined]
            response = draw(get_response, request, slug=place.stamp[0], version=place.version)
            page = page_of(response)
            if page is None:
                return response
            page.version = place.version
        response = page.answer(request)
        if page.n_bytes != n_bytes:
            keep(page, place)
        return response

    return answer


class Place(NamedTuple):
    """Where a page is kept, under which stamp it would have to stand there, and the version of its city by now."""

    key: tuple[str, str | None, str, str]
    stamp: tuple[str, int, int]
    version: int


def place_of(request: HttpRequest) -> Place | None:
    """None for whoever must have a page of their own, and where no city is asked for."""
    slug = city_slug(request.path_info) if is_for_everybody(request) else ""
    # Within a transaction rows are read that nobody else may see yet, or ever.
    versions = None if not slug or connection.in_atomic_block else page_versions(slug)
    if versions is None:
        return None
    meta = request.META
    key = (request.scheme or "", meta.get("HTTP_HOST"), request.path_info, meta.get("QUERY_STRING", ""))
    return Place(key, (slug, versions.page, int(time.time()) // _MINUTE), versions.version)


def page_at(place: Place) -> KeptPage | None:
    """The page that is kept there, if everything it shows is still so."""
    page = PAGES.get(place.key, stamp=place.stamp) or PAGES_OF_WORDS.get(place.key, stamp=place.stamp)
    if page is None or page.version == place.version:
        return page
    if page.seats_of is None or not seats_are_as_before(
        place.stamp[0], page.seats_of, since=page.version, until=place.version
    ):
        return None
    page.version = place.version
    return page


def keep(page: KeptPage, place: Place) -> None:
    (PAGES_OF_WORDS if page.has_free_words else PAGES).put(place.key, page, stamp=place.stamp)


class FrontDoor:
    """The WSGI application: a page from memory is handed out before Django is told that a request began.

    It costs half of what the outermost middleware would. Whatever else is asked for goes on to Django, and takes along
    where its page would be kept; so does everything where the database does not answer: Django knows what to say.
    """

    def __init__(self, handler: WSGIApplication) -> None:
        self._handler = handler

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        try:
            place = place_of(WSGIRequest(environ))
            page = page_at(place) if place else None
        except Error:
            place = page = None
        # A request of Django writes the path there as text; the next one wants its bytes, each as one letter.
        environ["PATH_INFO"] = path
        if place is None or page is None:
            environ[_LOOKED_FOR] = place
            return self._handler(environ, start_response)
        n_bytes = page.n_bytes
        headers, body = page.said_to(environ)
        if page.n_bytes != n_bytes:
            keep(page, place)
        # What Django does when a request ends: the connection goes back to where it is lent from.
        connection.close_if_unusable_or_obsolete()
        start_response("200 OK" if body is not None else "304 Not Modified", list(headers.items()))
        return [body or b""]


class CompressWhatIsNotKept(GZipMiddleware):
    """A page that is about to be kept is kept plain, and compressed as each reader takes it."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        is_kept = getattr(request, "keeps_pages", False) and getattr(response, "is_page_to_keep", False)
        return response if is_kept else super().process_response(request, response)


def is_for_everybody(request: HttpRequest) -> bool:
    """A plain reading request without a session, a word waiting to be shown, or any other sign of who asks."""
    if request.method not in {"GET", "HEAD"}:
        return False
    meta = request.META
    if "HTTP_AUTHORIZATION" in meta or "HTTP_RANGE" in meta:
        return False
    cookies = meta.get("HTTP_COOKIE", "")
    if cookies and (settings.SESSION_COOKIE_NAME in cookies or CookieStorage.cookie_name in cookies):
        return False
    return len(request.path_info) + len(meta.get("QUERY_STRING", "")) <= _LONGEST_ADDRESS


def city_slug(path: str) -> str:
    """The part of an address that names a city: the first, or the one after a language; none for the house's own."""
    parts = path.split("/", 3)
    first = parts[1] if len(parts) > 1 else ""
    name = parts[2] if first in _LANGUAGES and len(parts) > 2 else first
    return "" if name in HOUSE_PATHS else name
