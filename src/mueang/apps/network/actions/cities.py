"""Open a city, and mark that something its citizens see has changed."""

from __future__ import annotations

import re

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.network.enums import CityKind
from mueang.apps.network.errors import CityAlreadyOpen, KindDoesNotFit, SlugReserved, SlugTaken, UnknownArea
from mueang.apps.network.models import City, NetworkMembership
from mueang.apps.network.queries import city_names, is_reserved, slug_suggestions
from mueang.apps.network.rules import may_open_city
from mueang.facts import Area, area
from mueang.lib.ready import ReadyText

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LEVELS_OF_KIND = {
    CityKind.PROVINCE: {"province"},
    CityKind.DISTRICT: {"district"},
    CityKind.CITY_MUNICIPALITY: {"district", "subdistrict"},
    CityKind.TOWN_MUNICIPALITY: {"district", "subdistrict"},
    CityKind.SUBDISTRICT_MUNICIPALITY: {"district", "subdistrict"},
    CityKind.SUBDISTRICT_ORGANIZATION: {"district", "subdistrict"},
}


@transaction.atomic
def open_city(
    *,
    code: str,
    kind: str,
    actor: User | None,
    slug: str | None = None,
    name_th: str | None = None,
    name_en: str | None = None,
    is_invented: bool = False,
) -> City:
    """Open the city at a province, district or sub-district code; names and address are proposed where not given.

    A real city takes up the memberships our facts hold for it; an invented one never does. No actor is the operator
    at the machine. Raises PermissionDenied, UnknownArea, KindDoesNotFit, CityAlreadyOpen, SlugReserved and SlugTaken.
    """
    if not may_open_city(actor):
        raise PermissionDenied
    found, kind_of_city = _area_for(code, kind), CityKind(kind)
    proposed_th, proposed_en = city_names(found, kind_of_city)
    city = City(
        slug=_free_slug(slug, found=found, kind=kind_of_city),
        kind=kind_of_city,
        name_th=name_th or proposed_th,
        name_en=name_en or proposed_en,
        province_code=found.code[:2],
        district_code=found.code[:4] if len(found.code) >= 4 else "",
        subdistrict_code=found.code if len(found.code) == 6 else "",
        latitude=found.latitude,
        longitude=found.longitude,
        is_invented=is_invented,
    )
    _insert(city, found=found)
    if not is_invented:
        NetworkMembership.objects.filter(city=None, area_code=code, city_kind=kind).update(city=city)
    record(actor=actor, verb="city.opened", target=city, book=city.slug, facts={"code": code, "kind": kind})
    return city


_RAISE_FOR_SEATS, _RAISE, _RAISE_WITH_CATALOG = (
    ReadyText(f"UPDATE {City._meta.db_table} SET version = version + 1{also} WHERE id = %s RETURNING version")  # noqa: S608 -- our own names
    for also in (
        "",
        ", page_version = version + 1",
        ", page_version = version + 1, catalog_version = version + 1",
    )
)


def mark_public_change(city: City, *, catalog: bool = True) -> int:
    """Raise the city's version, so that pages rendered before are no longer served. Call it within the action.

    Gives the new version. `catalog` is False where nothing in the list of what can be learned changed, or only
    offerings whose `changed_in` takes up this version: then processes read those again, and not the whole list.
    """
    [[version]] = (_RAISE_WITH_CATALOG if catalog else _RAISE)(city.pk)
    return int(version)


def mark_seats_changed(city: City) -> int:
    """Raise the city's version for a number of seats left, and nothing else; call it within the action.

    Gives the new version, for the offering's `changed_in`: only pages that show this offering are drawn anew.
    """
    [[version]] = _RAISE_FOR_SEATS(city.pk)
    return int(version)


def _area_for(code: str, kind: str) -> Area:
    found = area(code)
    if found is None:
        raise UnknownArea(code)
    if kind not in CityKind.values or found.level not in LEVELS_OF_KIND[CityKind(kind)]:
        raise KindDoesNotFit(kind)
    return found


def _free_slug(slug: str | None, *, found: Area, kind: CityKind) -> str:
    if slug is None:
        return slug_suggestions(found, kind)[0]
    if is_reserved(slug) or SLUG.fullmatch(slug) is None:
        raise SlugReserved(slug)
    return slug


def _insert(city: City, *, found: Area) -> None:
    """Write the row; the unique slug decides between two officers who press together."""
    same_place = City.objects.filter(
        kind=city.kind,
        province_code=city.province_code,
        district_code=city.district_code,
        subdistrict_code=city.subdistrict_code,
        is_invented=False,
    )
    # Two municipalities of one kind may share a district; only the same name is the same city.
    if not city.is_invented and same_place.filter(name_th=city.name_th).exists():
        raise CityAlreadyOpen
    city.full_clean(validate_unique=False)
    try:
        with transaction.atomic():
            city.save(force_insert=True)
    except IntegrityError as error:
        raise SlugTaken(slug_suggestions(found, CityKind(city.kind))[0]) from error
