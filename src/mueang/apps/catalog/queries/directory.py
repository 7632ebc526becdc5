"""What can be learned, as other directories take it over: services at places, in the words of HSDS."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Prefetch
from django.utils import timezone, translation

from mueang.apps.catalog.enums import CourseLanguage, Support
from mueang.apps.catalog.models import Interest, Offering, OfferingQuerySet, Session
from mueang.apps.catalog.queries.feeds import worded
from mueang.apps.catalog.rules import public_offerings
from mueang.apps.network.models import City, Organization
from mueang.apps.places.enums import Accessibility
from mueang.apps.places.models import Place
from mueang.apps.places.rules import public_places
from mueang.facts import area
from mueang.standards import hsds

SERVICES_A_PAGE = 100
INTERESTS = "Mueang interests"
UrlOf = Callable[[str, str], str]  # ("offering" or "place", slug) -> address


@dataclass(frozen=True, slots=True)
class Directory:
    """One page of a listing with what the whole listing holds."""

    documents: tuple[hsds.Document, ...]
    total: int


@dataclass(frozen=True, slots=True)
class _Here:
    """What every document of one answer shares."""

    city: City
    url_of: UrlOf
    province: str
    postal_code: str

    @classmethod
    def of(cls, city: City, url_of: UrlOf) -> _Here:
        province = area(city.province_code)
        where = area(city.subdistrict_code) if city.subdistrict_code else None
        return cls(city, url_of, province.name_th if province else city.name_th, where.postcode if where else "")


def directory_services(*, city: City, page: int, url_of: UrlOf, whole: bool = False) -> Directory:
    """Published offerings that are not over, by identifier; with `whole` each with its place, sessions and cost.

    Six SQL statements a page.
    """
    rows = _current(city)
    found = _loaded(rows.order_by("uuid")[_slice(page)])
    write, here = hsds.service if whole else hsds.summary, _Here.of(city, url_of)
    return Directory(tuple(write(_service(row, here)) for row in found), rows.count())


def directory_service(*, city: City, uuid: UUID, url_of: UrlOf) -> hsds.Document | None:
    """One offering with everything that belongs to it; None where the public has nothing of that identifier."""
    found = _loaded(_current(city).filter(uuid=uuid))
    return hsds.service(_service(found[0], _Here.of(city, url_of))) if found else None


def directory_services_at_locations(*, city: City, page: int, url_of: UrlOf) -> Directory:
    rows = _current(city)
    found = _loaded(rows.order_by("uuid")[_slice(page)])
    here = _Here.of(city, url_of)
    documents = tuple(hsds.service_at_location(_service(row, here)) for row in found)
    return Directory(documents, rows.count())


def directory_locations(*, city: City, page: int, url_of: UrlOf) -> Directory:
    """Open places, by identifier."""
    rows = public_places(city)
    found, here = rows.order_by("uuid")[_slice(page)], _Here.of(city, url_of)
    return Directory(tuple(hsds.location(_site(row, here)) for row in found), rows.count())


def directory_organizations(*, city: City, page: int) -> Directory:
    """The city and the partners that keep its open places, by identifier."""
    keepers = Organization.objects.filter(places__in=public_places(city)).distinct().order_by("uuid")
    everyone = [_city_provider(city), *map(_provider, keepers)]
    shown = sorted(everyone, key=lambda provider: str(provider.id))[_slice(page)]
    return Directory(tuple(map(hsds.organization, shown)), len(everyone))


def directory_terms(*, page: int) -> Directory:
    """The list of interests."""
    terms = [hsds.taxonomy_term(_term(interest)) for interest in Interest.objects.all()]
    return Directory(tuple(terms[_slice(page)]), len(terms))


def _current(city: City) -> OfferingQuerySet:
    return public_offerings(city).upcoming(timezone.localdate())


def _slice(page: int) -> slice:
    return slice((page - 1) * SERVICES_A_PAGE, page * SERVICES_A_PAGE)


def _loaded(offerings: OfferingQuerySet) -> list[Offering]:
    planned = Prefetch("sessions", Session.objects.planned().order_by("starts_at", "pk"), to_attr="planned")
    rows = offerings.select_related("program", "place__organization")
    return list(rows.prefetch_related("program__interests", planned))


def _service(row: Offering, here: _Here) -> hsds.Service:
    program, place = row.program, row.place
    return hsds.Service(
        id=row.uuid,
        name=program.name_th,
        alternate_name=program.name_en,
        description=_both(program.summary_th, program.summary_en),
        site=_site(place, here),
        provider=_provider(place.organization) if place.organization else _city_provider(here.city),
        url=here.url_of("offering", row.slug),
        how_to_join=f"{here.url_of('offering', row.slug)}join/",
        minimum_age=row.age_min,
        maximum_age=row.age_max,
        assured_on=row.verified_on,
        modified_at=_latest(row.planned, row.created_at),  # type: ignore[attr-defined]  # prefetched under this name
        amount=Decimal(row.cost_satang) / 100,
        languages=[(row.language, _english(CourseLanguage(row.language).label))],
        terms=[_term(interest) for interest in program.interests.all()],
        eligibility=", ".join(_english(Support(one).label) for one in row.accessibility),
        meetings=[
            hsds.Meeting(timezone.localtime(one.starts_at), timezone.localtime(one.ends_at))
            for one in row.planned  # type: ignore[attr-defined]  # as above
        ],
    )


def _site(place: Place, here: _Here) -> hsds.Site:
    line = place.address or place.name_th
    address = hsds.Address(line, here.city.name_th, here.province, here.postal_code)
    return hsds.Site(
        id=place.uuid,
        name=place.name_th,
        alternate_name=place.name_en,
        description=_both(place.about_th, place.about_en),
        url=here.url_of("place", place.slug),
        latitude=place.latitude,
        longitude=place.longitude,
        address=address if place.address or place.latitude is not None else None,
        accessibility=[_english(Accessibility(one).label) for one in place.accessibility],
    )


def _provider(row: Organization) -> hsds.Provider:
    return hsds.Provider(row.uuid, row.name_th, alternate_name=row.name_en, website=row.website)


def _city_provider(city: City) -> hsds.Provider:
    return hsds.Provider(city.uuid, city.name_th, alternate_name=city.name_en)


def _term(interest: Interest) -> hsds.Term:
    return hsds.Term(
        id=hsds.named(INTERESTS, interest.code),
        code=interest.code,
        name=worded("en", interest.name_th, interest.name_en),
        description=f"{interest.name_th}; ISCED-F {interest.isced_f}",
        taxonomy=INTERESTS,
    )


def _latest(sessions: Sequence[Session], created_at: datetime) -> datetime:
    return timezone.localtime(max([created_at, *(session.changed_at for session in sessions)]))


def _both(thai: str, english: str) -> str:
    return "\n\n".join(filter(None, (thai, english)))


def _english(label: object) -> str:
    """Words for machines and their readers abroad."""
    with translation.override("en"):
        return str(label)
