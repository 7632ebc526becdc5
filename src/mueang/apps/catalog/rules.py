"""Who may see and change what can be learned: by city, by learning place, by the partner that keeps the place."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.models import User
from mueang.apps.accounts.rules import Scopes, Viewer, holds, scopes_where
from mueang.apps.catalog.models import (
    CalendarImport,
    ClosedDays,
    Instructor,
    Offering,
    OfferingQuerySet,
    OfferingSheet,
    Program,
    Session,
    SessionQuerySet,
    Template,
)
from mueang.apps.network.models import City
from mueang.apps.places.models import Place

_STAFF = (Permission.CATALOG_WRITE, Permission.CITY_READ, Permission.ENROLLMENT_READ, Permission.ROLL_CALL)


def public_offerings(city: City) -> OfferingQuerySet:
    return Offering.objects.filter(city=city).listed()


def announced_offerings(city: City) -> OfferingQuerySet:
    """What anybody may open by its address: published, and what was published before."""
    return Offering.objects.filter(city=city).announced()


def visible_offerings(viewer: Viewer) -> OfferingQuerySet:
    """Offerings, drafts too, of the cities, partners and places the viewer works for, and those the viewer teaches.

    The only door to an offering for signed-in people: views start here, never at `Offering.objects`.
    """
    scopes = _wherever(viewer, *_STAFF)
    if scopes.everywhere:
        return Offering.objects.all()
    return Offering.objects.filter(_offering_in(scopes) | _taught_by(viewer))


def visible_sessions(viewer: Viewer) -> SessionQuerySet:
    return Session.objects.filter(offering__in=visible_offerings(viewer))


def visible_programs(viewer: Viewer) -> QuerySet[Program]:
    """Programs of every city where the viewer works: a keeper chooses from the city's whole list."""
    return Program.objects.filter(city__in=catalog_cities(viewer))


def catalog_cities(viewer: Viewer) -> QuerySet[City]:
    """Cities whose catalog desk the viewer may enter, through the city, a partner or a place in it."""
    scopes = _wherever(viewer, Permission.CATALOG_WRITE, Permission.CITY_READ)
    if scopes.everywhere:
        return City.objects.all()
    ids = scopes.ids
    places = Place.objects.filter(Q(uuid__in=ids) | Q(organization__uuid__in=ids)).values("city")
    return City.objects.filter(Q(uuid__in=ids) | Q(pk__in=places))


def visible_closed_days(viewer: Viewer) -> QuerySet[ClosedDays]:
    return ClosedDays.objects.filter(city__in=catalog_cities(viewer))


def visible_templates(viewer: Viewer) -> QuerySet[Template]:
    return Template.objects.filter(city__in=catalog_cities(viewer))


def may_keep_template(actor: Viewer, template: Template) -> bool:
    """Who made it, and the city's officers."""
    return holds(actor, Permission.CATALOG_WRITE, at=[template.city.uuid]) or template.made_by == actor


def visible_sheets(viewer: Viewer) -> QuerySet[OfferingSheet]:
    """Workbooks being checked: one's own, and for the city's officers all of the city."""
    return OfferingSheet.objects.filter(_being_checked_for(viewer))


def visible_imports(viewer: Viewer) -> QuerySet[CalendarImport]:
    """Partners' calendars being checked, by the same rule."""
    return CalendarImport.objects.filter(_being_checked_for(viewer))


def _being_checked_for(viewer: Viewer) -> Q:
    scopes = scopes_where(viewer, Permission.CATALOG_WRITE)
    if scopes.everywhere:
        return Q()
    own = Q(made_by=viewer) if isinstance(viewer, User) else Q(pk__in=())
    return Q(city__in=catalog_cities(viewer)) & (Q(city__uuid__in=scopes.ids) | own)


def teaching_places(viewer: Viewer, city: City) -> QuerySet[Place]:
    """Open places of `city` where the viewer may offer something."""
    scopes = scopes_where(viewer, Permission.CATALOG_WRITE)
    places = Place.objects.filter(city=city, closed_on=None)
    if scopes.covers(city.uuid):
        return places
    return places.filter(Q(uuid__in=scopes.ids) | Q(organization__uuid__in=scopes.ids))


def may_open_program(actor: Viewer, city: City) -> bool:
    return holds(actor, Permission.CATALOG_WRITE, at=[city.uuid]) or teaching_places(actor, city).exists()


def may_keep_closed_days(actor: Viewer, city: City) -> bool:
    """The days the whole city is closed are the city's to decide."""
    return holds(actor, Permission.CATALOG_WRITE, at=[city.uuid])


def may_change_program(actor: Viewer, program: Program) -> bool:
    """The city's officers; and a keeper, while the program is given at places of theirs only."""
    if holds(actor, Permission.CATALOG_WRITE, at=[program.city.uuid]):
        return True
    offerings = list(program.offerings.select_related("place__city", "place__organization"))
    return bool(offerings) and all(may_change_offering(actor, offering) for offering in offerings)


def may_offer_at(actor: Viewer, place: Place) -> bool:
    return holds(actor, Permission.CATALOG_WRITE, at=_scopes_of_place(place))


def may_change_offering(actor: Viewer, offering: Offering) -> bool:
    return may_offer_at(actor, offering.place)


def may_take_roll(actor: Viewer, session: Session) -> bool:
    """Whoever holds the roll call of the place or city, and the people who teach the offering."""
    offering = session.offering
    if holds(actor, Permission.ROLL_CALL, at=_scopes_of_place(offering.place)):
        return True
    return isinstance(actor, User) and offering.instructors.filter(_is(actor)).exists()


def _wherever(viewer: Viewer, *permissions: str) -> Scopes:
    """The scopes of any of the permissions, together."""
    each = [scopes_where(viewer, permission) for permission in permissions]
    ids = frozenset[UUID]().union(*(scopes.ids for scopes in each))
    return Scopes(everywhere=any(scopes.everywhere for scopes in each), ids=ids)


def _scopes_of_place(place: Place) -> list[UUID | None]:
    return [place.uuid, place.city.uuid, *([place.organization.uuid] if place.organization else [])]


def _offering_in(scopes: Scopes) -> Q:
    ids = scopes.ids
    return Q(city__uuid__in=ids) | Q(place__uuid__in=ids) | Q(place__organization__uuid__in=ids)


def _taught_by(viewer: Viewer) -> Q:
    """By subquery: a join would repeat an offering that has two instructors."""
    if not isinstance(viewer, User):
        return Q(pk__in=())
    return Q(pk__in=Instructor.objects.filter(_is(viewer)).values("offering"))


def _is(teacher: User) -> Q:
    """The account's person, or a row that was merged into it."""
    return Q(person__user=teacher) | Q(person__merged_into__user=teacher)
