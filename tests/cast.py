"""A few named, invented people whom every rule is tested against."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.contrib.auth.models import AnonymousUser

from factories.rows import CityFactory, PersonFactory, PlaceFactory, RoleGrantFactory, UserFactory
from mueang.apps.accounts.enums import Role, ScopeKind
from mueang.apps.accounts.models import User
from mueang.apps.network.models import City
from mueang.apps.people.models import Person
from mueang.apps.places.models import Place

MEMBERS = (
    "anonymous",
    "stranger",
    "learner",
    "keeper",
    "instructor",
    "officer",
    "manager",
    "manager_elsewhere",
    "unit_officer",
    "auditor",
    "teacher",
    "case_worker",
    "case_supervisor",
)


def officer_of_both(cast: Cast) -> User:
    """An officer of the city and of the other one, who may see both and must not mix them."""
    user: User = UserFactory(username="officer_of_both")
    for city in (cast.city, cast.elsewhere):
        RoleGrantFactory(user=user, role=Role.CITY_OFFICER, scope_kind=ScopeKind.CITY, scope=city.uuid, city=None)
    return user


@dataclass(frozen=True, slots=True)
class Cast:
    """Yala-like `city` with one `place`; `elsewhere` is another city, which must never leak."""

    city: City
    elsewhere: City
    place: Place
    anonymous: AnonymousUser
    stranger: User
    learner: User
    learner_person: Person
    keeper: User
    instructor: User
    officer: User
    manager: User
    manager_elsewhere: User
    unit_officer: User
    auditor: User
    school_uuid: UUID
    teacher: User
    case_worker: User
    case_supervisor: User


def make_cast() -> Cast:
    city, elsewhere = CityFactory(slug="nakhon"), CityFactory(slug="elsewhere")
    place = PlaceFactory(city=city)
    learner, school_uuid = UserFactory(username="learner"), uuid4()

    def holder(name: str, role: str, kind: str, scope: object) -> User:
        return RoleGrantFactory(user__username=name, role=role, scope_kind=kind, scope=scope, city=None).user

    return Cast(
        city=city,
        elsewhere=elsewhere,
        place=place,
        anonymous=AnonymousUser(),
        stranger=UserFactory(username="stranger"),
        learner=learner,
        learner_person=PersonFactory(city=city, user=learner),
        keeper=holder("keeper", Role.KEEPER, ScopeKind.PLACE, place.uuid),
        instructor=holder("instructor", Role.INSTRUCTOR, ScopeKind.PLACE, place.uuid),
        officer=holder("officer", Role.CITY_OFFICER, ScopeKind.CITY, city.uuid),
        manager=holder("manager", Role.CITY_MANAGER, ScopeKind.CITY, city.uuid),
        manager_elsewhere=holder("manager_elsewhere", Role.CITY_MANAGER, ScopeKind.CITY, elsewhere.uuid),
        unit_officer=holder("unit_officer", Role.UNIT_OFFICER, ScopeKind.INSTALLATION, None),
        auditor=holder("auditor", Role.AUDITOR, ScopeKind.CITY, city.uuid),
        school_uuid=school_uuid,
        teacher=holder("teacher", Role.TEACHER, ScopeKind.SCHOOL, school_uuid),
        case_worker=holder("case_worker", Role.CASE_WORKER, ScopeKind.CITY, city.uuid),
        case_supervisor=holder("case_supervisor", Role.CASE_SUPERVISOR, ScopeKind.CITY, city.uuid),
    )
