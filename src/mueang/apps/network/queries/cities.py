"""Questions about cities and networks."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.utils.text import slugify
from django.utils.translation import get_language

from mueang.apps.network.enums import RESERVED_SLUGS, SHORTEST_SLUG, CityKind, NetworkKind
from mueang.apps.network.models import City, Network, NetworkMembership, NetworkSize
from mueang.facts import Area, area
from mueang.lib.ready import ReadyRows, ReadyText, Slot

BUDDHIST_AHEAD = 543
# What stands around a place's name in the name of its local government, Thai before and English after.
TITLES = {
    CityKind.CITY_MUNICIPALITY: ("เทศบาลนคร", "City Municipality"),
    CityKind.TOWN_MUNICIPALITY: ("เทศบาลเมือง", "Town Municipality"),
    CityKind.SUBDISTRICT_MUNICIPALITY: ("เทศบาลตำบล", "Subdistrict Municipality"),
    CityKind.SUBDISTRICT_ORGANIZATION: ("องค์การบริหารส่วนตำบล", "Subdistrict Administrative Organization"),
    CityKind.PROVINCE: ("จังหวัด", "Province"),
    CityKind.DISTRICT: ("อำเภอ", "District"),
}


@dataclass(frozen=True, slots=True)
class NetworkPage:
    """One network: who belongs to it since when, and how it grew."""

    network: Network
    memberships: list[NetworkMembership]
    sizes: list[NetworkSize]

    @property
    def chart(self) -> list[tuple[str, int]]:
        """Year (of the era the reader counts in) and cities."""
        ahead = BUDDHIST_AHEAD if (get_language() or "th").startswith("th") else 0
        return [(str(size.year + ahead), size.n_cities) for size in self.sizes]


# Asked by every page of a city.
_BY_SLUG = ReadyRows(lambda: City.objects.filter(slug=Slot("slug")))


def city_by_slug(slug: str) -> City | None:
    return _BY_SLUG.first(slug=slug)


_PAGE_VERSIONS = ReadyText(f"SELECT version, page_version FROM {City._meta.db_table} WHERE slug = %s")  # noqa: S608 -- our own name
_VERSION = ReadyText(f"SELECT version FROM {City._meta.db_table} WHERE slug = %s")  # noqa: S608 -- our own name
_VERSIONS = ReadyText(f"SELECT version, catalog_version FROM {City._meta.db_table} WHERE id = %s")  # noqa: S608 -- as above


def public_version(slug: str) -> int | None:
    """How often what the public sees of a city has changed; None where there is no such city.

    One SQL statement, written out: it is asked often, and building it would cost more than running it.
    """
    row = next(iter(_VERSION(slug)), None)
    return int(row[0]) if row else None


@dataclass(frozen=True, slots=True)
class PageVersions:
    """A city's version, and the one that last changed more than how many seats are left."""

    version: int
    page: int


def page_versions(slug: str) -> PageVersions | None:
    """As `public_version`, and asked by every public page in its place. One SQL statement."""
    row = next(iter(_PAGE_VERSIONS(slug)), None)
    return PageVersions(*row) if row else None


def public_versions() -> dict[UUID, int]:
    """The version of every city, by its uuid. One SQL statement."""
    return dict(City.objects.order_by().values_list("uuid", "version"))


@dataclass(frozen=True, slots=True)
class Versions:
    """A city's version, and the one at which its catalog last changed as a whole."""

    version: int
    catalog: int


def versions_of(city: City) -> Versions:
    """As they are committed now. One SQL statement."""
    row = next(iter(_VERSIONS(city.pk)), None)
    return Versions(*row) if row else Versions(0, 0)


def open_cities() -> list[City]:
    """Every city of this installation."""
    return list(City.objects.all())


def standing_memberships(city: City) -> list[NetworkMembership]:
    """The networks `city` belongs to today, with their names. One SQL statement."""
    return list(city.memberships.filter(until_year=None).select_related("network"))


def memberships_of_place(city: City) -> list[NetworkMembership]:
    """As `standing_memberships`; of an invented city those of the real one on whose ground it stands. One statement."""
    own = Q(city=city)
    if city.is_invented:
        own |= Q(area_code=city.area_code, city_kind=city.kind)
    return list(NetworkMembership.objects.filter(own, until_year=None).select_related("network"))


def network_pages() -> list[NetworkPage]:
    """Every network with its members and sizes. Three SQL statements."""
    networks = Network.objects.prefetch_related("sizes", Prefetch("memberships", _members()))
    pages = [NetworkPage(n, list(n.memberships.all()), list(n.sizes.all())) for n in networks]
    order = [NetworkKind.GNLC, NetworkKind.PROGRAMME, NetworkKind.CITTASLOW]
    return sorted(pages, key=lambda page: order.index(NetworkKind(page.network.kind)))


def network_called(code: str) -> QuerySet[Network]:
    return Network.objects.filter(code=code)


def _members() -> QuerySet[NetworkMembership]:
    return NetworkMembership.objects.select_related("city", "grantee").order_by("since_year", "pk")


def city_names(found: Area, kind: CityKind) -> tuple[str, str]:
    """What a local government of `kind` at this area is called in Thai and English, as a proposal.

    The district around a capital is called เมืองยะลา, its municipality เทศบาลนครยะลา.
    """
    thai, english = TITLES[kind]
    name_th, name_en = found.name_th, found.name_en
    if found.level == "district" and kind != CityKind.DISTRICT:
        name_th, name_en = name_th.removeprefix("เมือง") or name_th, name_en.removeprefix("Mueang ")
    if found.code[:2] == "10" and found.level == "province":
        return name_th, name_en
    return f"{thai}{name_th}", f"{name_en} {english}"


def slug_suggestions(found: Area, kind: CityKind) -> list[str]:
    """Up to three free addresses for a city at this area, the shortest first."""
    plain = slugify(found.name_en.removeprefix("Mueang ")) or found.code
    around = area(found.code[:2])
    province = slugify(around.name_en) if around else found.code[:2]
    numbered = (f"{plain}-{number}" for number in range(2, 100))
    wanted = [plain, f"{plain}-{kind.value.split('_')[0]}", f"{plain}-{province}", f"{plain}-{found.code}", *numbered]
    wanted = [slug for slug in dict.fromkeys(wanted) if not is_reserved(slug)]
    taken = set(City.objects.filter(slug__in=wanted).values_list("slug", flat=True))
    return [slug for slug in wanted if slug not in taken][:3]


def is_reserved(slug: str) -> bool:
    return len(slug) < SHORTEST_SLUG or slug in RESERVED_SLUGS
