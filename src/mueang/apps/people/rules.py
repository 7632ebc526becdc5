"""Who may see a person, a roster or a data request, and who may change them.

An actor of None is either the operator at the command line or a citizen at a public door, whose own action (joining,
suggesting) has asked its own rule; a signed-in page always hands over its user.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.models import User
from mueang.apps.accounts.rules import Viewer, holds, scopes_where
from mueang.apps.network.models import City
from mueang.apps.network.rules import cities_where
from mueang.apps.people.enums import Purpose
from mueang.apps.people.models import (
    Consent,
    DataRequest,
    Guardianship,
    Person,
    PersonQuerySet,
    Roster,
    RosterQuerySet,
)
from mueang.apps.places.models import Place

_MEET_NEW_PEOPLE = (Permission.ENROLLMENT_WRITE, Permission.ROLL_CALL)


def visible_people(viewer: Viewer) -> PersonQuerySet:
    """Persons of the cities where `viewer` may see persons, the viewer's own row, and the children they answer for.

    The only door to a person: queries and views start here, never at `Person.objects`.
    """
    return Person.objects.filter(_visible(viewer))


def people_of(viewer: Viewer, city: City) -> PersonQuerySet:
    """Current persons of the city's own list, for its staff: neither merged nor erased."""
    may_see = holds(viewer, Permission.PEOPLE_READ, at=[city.uuid])
    return Person.objects.filter(city=city).current() if may_see else Person.objects.none()


def visible_consents(viewer: Viewer) -> QuerySet[Consent]:
    return Consent.objects.filter(_visible(viewer, path="person__"))


def visible_guardianships(viewer: Viewer) -> QuerySet[Guardianship]:
    return Guardianship.objects.filter(_visible(viewer, path="child__"))


def visible_data_requests(viewer: Viewer) -> QuerySet[DataRequest]:
    return DataRequest.objects.filter(_visible(viewer, path="person__"))


def _visible(viewer: Viewer, *, path: str = "") -> Q:
    """Said of each row by what it points at: a list of everybody in the city is never made."""
    scopes = scopes_where(viewer, Permission.PEOPLE_READ)
    if scopes.everywhere:
        return Q()
    if not isinstance(viewer, User):
        return Q(pk__in=())
    guardian = Person.objects.filter(user=viewer).values("pk")
    wards = Guardianship.objects.filter(guardian__in=guardian, until_on=None).values("child")
    own = Q(**{f"{path}user": viewer}) | Q(**{f"{path}pk__in": wards})
    return Q(**{f"{path}city__uuid__in": scopes.ids}) | own


def visible_rosters(viewer: Viewer) -> RosterQuerySet:
    """Rosters of the cities where `viewer` may import, without the files they hold."""
    return Roster.objects.filter(city__in=cities_where(viewer, Permission.PEOPLE_WRITE)).defer("workbook_sealed")


def may_change_people(actor: User | None, city: City) -> bool:
    return actor is None or holds(actor, Permission.PEOPLE_WRITE, at=[city.uuid])


def may_answer_requests(actor: User | None, city: City) -> bool:
    """Staff who keep persons, and the data protection officer."""
    return may_change_people(actor, city) or (actor is not None and holds(actor, Permission.PRIVACY, at=[city.uuid]))


def may_import(actor: User | None, city: City) -> bool:
    return may_change_people(actor, city)


def may_meet_people(actor: User | None, city: City) -> bool:
    """Staff who keep persons, and keepers and instructors of any place of the city, who meet walk-ins."""
    if may_change_people(actor, city):
        return True
    scopes = [scopes_where(actor, permission) for permission in _MEET_NEW_PEOPLE] if actor else []
    if any(scope.covers(city.uuid) for scope in scopes):
        return True
    ids = {one for scope in scopes for one in scope.ids}
    theirs = Q(uuid__in=ids) | Q(organization__uuid__in=ids)
    return bool(ids) and Place.objects.filter(theirs, city=city).exists()


def may_add_person(actor: User | None, city: City, *, own_account: bool = False) -> bool:
    """Those who meet people; somebody adding themself, or, known to the city, their family."""
    return own_account or may_meet_people(actor, city) or Person.objects.filter(user=actor, city=city).exists()


def may_add_guardianship(actor: User | None, guardian: Person) -> bool:
    """Those who meet people, and the guardian."""
    return may_meet_people(actor, guardian.city) or (actor is not None and guardian.user_id == actor.pk)


def may_give_consent(actor: User | None, person: Person) -> bool:
    """Those who meet people, the person, and their guardians."""
    return may_meet_people(actor, person.city) or is_self_or_guardian(actor, person)


def may_withdraw_consent(actor: User | None, person: Person, *, purpose: str = "") -> bool:
    """Withdrawing is as easy as giving (PDPA section 19), but not for strangers.

    Who asks at the door that their picture goes is not sent on to the office.
    """
    if purpose == Purpose.FACE and may_meet_people(actor, person.city):
        return True
    return may_change_people(actor, person.city) or is_self_or_guardian(actor, person)


def is_self_or_guardian(actor: User | None, person: Person) -> bool:
    if actor is None:
        return False
    guards = Guardianship.objects.filter(child=person, guardian__user=actor, until_on=None)
    return person.user_id == actor.pk or guards.exists()
