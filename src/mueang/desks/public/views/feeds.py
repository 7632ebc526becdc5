"""A city's activities where people already look: calendars, feed readers, search engines."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import index
from django.contrib.sitemaps.views import sitemap as section_page
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mueang.apps.catalog.queries.calendars import city_calendar as city_sessions
from mueang.apps.catalog.queries.listing import ListedOffering, listed_offerings, newest_offerings
from mueang.apps.heritage.rules import public_items
from mueang.apps.network.queries import open_cities
from mueang.apps.places.rules import public_places
from mueang.desks.public.found import city_or_404
from mueang.ui.templatetags.ui import field, name

if TYPE_CHECKING:
    from mueang.apps.catalog.models import Offering
    from mueang.apps.network.models import City

NEWEST = 30
MOST_ADDRESSES = 20_000  # of each kind in one city


@require_safe
def city_calendar(request: HttpRequest, city: str) -> HttpResponse:
    """Everything on in the city, to subscribe to."""
    found = city_or_404(city)
    return _calendar(city_sessions(city=found, url_of=_offering_url(found), language=_language()), found.slug)


@require_safe
def place_calendar(request: HttpRequest, city: str, slug: str) -> HttpResponse:
    """Everything that meets at one place."""
    found = city_or_404(city)
    place = public_places(found).filter(slug=slug).first()
    if place is None:
        raise Http404
    feed = city_sessions(
        city=found, url_of=_offering_url(found), language=_language(), place_slug=slug, name=name(place)
    )
    return _calendar(feed, slug)


def _calendar(feed: bytes, slug: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{slug}.ics"'}
    return HttpResponse(feed, content_type="text/calendar; charset=utf-8", headers=headers)


def _offering_url(city: City) -> Callable[[Offering], str]:
    return lambda offering: settings.BASE_URL + reverse("public:offering", args=[city.slug, offering.slug])


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE


class NewOfferings(Feed):  # type: ignore[type-arg]  # generic for the type checker only
    """The newest entries as RSS 2.0."""

    def get_object(self, request: HttpRequest, city: str) -> City:  # noqa: ARG002 (Django's signature)
        return city_or_404(city)

    def title(self, city: City) -> str:
        return _("New to learn in %(city)s") % {"city": name(city)}

    def link(self, city: City) -> str:
        return settings.BASE_URL + reverse("public:learn", args=[city.slug])

    def description(self, city: City) -> str:
        return _("What the learning places of %(city)s have newly opened") % {"city": name(city)}

    def items(self, city: City) -> Iterable[ListedOffering]:
        return newest_offerings(city=city, limit=NEWEST)

    def item_title(self, item: ListedOffering) -> str:
        return name(item)

    def item_description(self, item: ListedOffering) -> str:
        return " · ".join(filter(None, (field(item, "summary"), field(item, "place"))))

    def item_link(self, item: ListedOffering) -> str:
        return settings.BASE_URL + reverse("public:offering", args=[item.city_slug, item.slug])

    def item_guid(self, item: ListedOffering) -> str:
        return self.item_link(item)

    def item_pubdate(self, item: ListedOffering) -> datetime:
        return item.created_at


new_offerings = NewOfferings()


@dataclass(frozen=True, slots=True)
class Address:
    """One page: the name of its address with the words in it, and when it last changed."""

    view: str
    words: tuple[str, ...]
    changed_at: datetime | None = None


class Pages(Sitemap):  # type: ignore[type-arg]  # generic for the type checker only
    """Addresses of one kind, in every language."""

    i18n = True
    alternates = True
    x_default = True
    limit = 6_000  # four sections in two languages stay below the 50,000 of one file

    def __init__(self, addresses: Callable[[City], Iterable[Address]]) -> None:
        super().__init__()
        self.addresses = addresses

    def items(self) -> list[Address]:
        return [address for city in open_cities() for address in self.addresses(city)]

    def location(self, item: Any) -> str:
        return reverse(f"public:{item.view}", args=item.words)

    def lastmod(self, item: Address) -> datetime | None:
        return item.changed_at

    def get_protocol(self, protocol: str | None = None) -> str:  # noqa: ARG002 (as above)
        return settings.BASE_URL.partition("://")[0]

    def get_domain(self, site: Any = None) -> str:  # noqa: ARG002 (as above)
        return settings.BASE_URL.partition("://")[2]


def _rooms(city: City) -> Iterable[Address]:
    return [Address(view, (city.slug,)) for view in ("home", "learn", "places", "heritage", "practices", "suits")]


def _offerings(city: City) -> Iterable[Address]:
    rows = listed_offerings(city=city, limit=MOST_ADDRESSES)
    return [Address("offering", (city.slug, row.slug), row.changed_at) for row in rows]


def _places(city: City) -> Iterable[Address]:
    rows = public_places(city).order_by("slug").values_list("slug", flat=True)
    return [Address("place", (city.slug, slug)) for slug in rows[:MOST_ADDRESSES]]


def _items(city: City) -> Iterable[Address]:
    rows = public_items(city).order_by("slug").values_list("slug", flat=True)
    return [Address("heritage_item", (city.slug, slug)) for slug in rows[:MOST_ADDRESSES]]


SECTIONS = {
    "rooms": Pages(_rooms),
    "learn": Pages(_offerings),
    "places": Pages(_places),
    "heritage": Pages(_items),
}


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public page in one file, or, where one cannot hold them, the list of files a section."""
    if all(pages.paginator.num_pages == 1 for pages in SECTIONS.values()):
        return section_page(request, {**SECTIONS})
    return index(request, {**SECTIONS}, sitemap_url_name="sitemap_section")


@require_safe
def sitemap_section(request: HttpRequest, section: str) -> HttpResponse:
    return section_page(request, {**SECTIONS}, section=section)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Public pages are for everybody; tickets, desks and sign-in are nobody's to list."""
    shut = ("/my/", "/keeper/", "/desk/", "/accounts/", "/go/", "/audit/", "/cities/", "/*/join/")
    lines = ["User-agent: *"]
    lines += [f"Disallow: {prefix}{path}" for prefix in ("", "/en") for path in shut]
    lines += ["", f"Sitemap: {settings.BASE_URL}{reverse('sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
