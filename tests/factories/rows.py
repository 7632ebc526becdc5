"""Factories for every noun: the smallest row that is true, all of it invented."""

from __future__ import annotations

from datetime import date, timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from mueang.apps.accounts.enums import Role, ScopeKind
from mueang.apps.accounts.models import RoleGrant, User
from mueang.apps.catalog.enums import Mode, OfferingState
from mueang.apps.catalog.models import Interest, Offering, Program, Session
from mueang.apps.enrollment.enums import EnrollmentState, Via
from mueang.apps.enrollment.models import Enrollment
from mueang.apps.heritage.enums import Category
from mueang.apps.heritage.models import HeritageItem
from mueang.apps.network.enums import CityKind, OrganizationKind
from mueang.apps.network.models import City, Organization
from mueang.apps.people.models import Person
from mueang.apps.places.enums import PlaceKind
from mueang.apps.places.models import Neighbourhood, Place

TODAY = date(2026, 6, 15)


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"user{n:05}")
    display_name = factory.Sequence(lambda n: f"ผู้ใช้สมมติ {n:05}")


class CityFactory(DjangoModelFactory):
    class Meta:
        model = City

    slug = factory.Sequence(lambda n: f"city-{n:05}")
    kind = CityKind.CITY_MUNICIPALITY
    name_th = factory.Sequence(lambda n: f"เมืองสมมติ {n:05}")
    name_en = factory.Sequence(lambda n: f"Invented City {n:05}")
    province_code = "95"
    district_code = "9501"
    latitude = 6.54
    longitude = 101.28


class RoleGrantFactory(DjangoModelFactory):
    """A city manager of `city`; pass role, scope_kind and scope for others."""

    class Meta:
        model = RoleGrant

    class Params:
        city = factory.SubFactory(CityFactory)

    user = factory.SubFactory(UserFactory)
    role = Role.CITY_MANAGER
    scope_kind = ScopeKind.CITY
    scope = factory.LazyAttribute(lambda o: o.city.uuid)


class OrganizationFactory(DjangoModelFactory):
    class Meta:
        model = Organization

    city = factory.SubFactory(CityFactory)
    kind = OrganizationKind.COMMUNITY
    name_th = factory.Sequence(lambda n: f"มูลนิธิสมมติ {n:05}")
    name_en = factory.Sequence(lambda n: f"Invented Foundation {n:05}")


class NeighbourhoodFactory(DjangoModelFactory):
    class Meta:
        model = Neighbourhood

    city = factory.SubFactory(CityFactory)
    code = factory.Sequence(lambda n: f"9501{n:05}")
    name_th = factory.Sequence(lambda n: f"ชุมชนสมมติ {n:05}")
    name_en = factory.Sequence(lambda n: f"Invented Community {n:05}")
    latitude = 6.55
    longitude = 101.29


class PlaceFactory(DjangoModelFactory):
    class Meta:
        model = Place

    city = factory.SubFactory(CityFactory)
    slug = factory.Sequence(lambda n: f"place-{n:05}")
    kind = PlaceKind.LEARNING_PARK
    name_th = factory.Sequence(lambda n: f"อุทยานการเรียนรู้สมมติ {n:05}")
    name_en = factory.Sequence(lambda n: f"Invented Learning Park {n:05}")
    latitude = 6.541
    longitude = 101.281
    verified_on = factory.LazyFunction(timezone.localdate)


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = Person

    city = factory.SubFactory(CityFactory)
    prefix = "นางสาว"
    given_name = factory.Sequence(lambda n: f"สมมติ{n:05}")
    family_name = "ตัวอย่าง"
    sort_key = factory.LazyAttribute(lambda o: f"{o.given_name} {o.family_name}")
    match_key = factory.LazyAttribute(lambda o: f"{o.given_name}{o.family_name}")
    phone = factory.Sequence(lambda n: f"08{n:08}")
    is_invented = True


class HeritageItemFactory(DjangoModelFactory):
    class Meta:
        model = HeritageItem

    city = factory.SubFactory(CityFactory)
    slug = factory.Sequence(lambda n: f"heritage-{n:05}")
    category = Category.CRAFT
    name_th = factory.Sequence(lambda n: f"งานจักสานสมมติ {n:05}")
    name_en = factory.Sequence(lambda n: f"Invented Basketry {n:05}")
    is_published = True


class InterestFactory(DjangoModelFactory):
    class Meta:
        model = Interest

    code = factory.Sequence(lambda n: f"interest-{n:05}")
    name_th = factory.Sequence(lambda n: f"ความสนใจ {n:05}")
    name_en = factory.Sequence(lambda n: f"Interest {n:05}")
    icon = "craft"
    isced_f = "0215"


class ProgramFactory(DjangoModelFactory):
    class Meta:
        model = Program

    city = factory.SubFactory(CityFactory)
    slug = factory.Sequence(lambda n: f"program-{n:05}")
    name_th = factory.Sequence(lambda n: f"หลักสูตรสมมติ {n:05}")
    name_en = factory.Sequence(lambda n: f"Invented Program {n:05}")
    summary_th = "เรียนรู้โดยลงมือทำ"
    summary_en = "Learning by doing"
    lab_minutes = 360
    required_minutes = 300


class OfferingFactory(DjangoModelFactory):
    """A published offering of ten seats, running from today for two weeks."""

    class Meta:
        model = Offering

    program = factory.SubFactory(ProgramFactory)
    city = factory.SelfAttribute("program.city")
    slug = factory.Sequence(lambda n: f"offering-{n:05}")
    place = factory.SubFactory(PlaceFactory, city=factory.SelfAttribute("..city"))
    state = OfferingState.PUBLISHED
    seats = 10
    starts_on = factory.LazyFunction(timezone.localdate)
    ends_on = factory.LazyAttribute(lambda o: o.starts_on + timedelta(days=14))
    owner = factory.SubFactory(UserFactory)
    search_text = factory.LazyAttribute(lambda o: f"{o.program.name_th} {o.program.name_en}".lower())
    verified_on = factory.LazyFunction(timezone.localdate)


class SessionFactory(DjangoModelFactory):
    """A three-hour lab that starts now."""

    class Meta:
        model = Session

    offering = factory.SubFactory(OfferingFactory)
    number = factory.Sequence(lambda n: n + 1)
    starts_at = factory.LazyFunction(timezone.now)
    ends_at = factory.LazyAttribute(lambda o: o.starts_at + timedelta(hours=3))
    mode = Mode.LAB


class EnrollmentFactory(DjangoModelFactory):
    """An enrolled learner. Does not count the seat: use the action where `seats_taken` matters."""

    class Meta:
        model = Enrollment

    offering = factory.SubFactory(OfferingFactory)
    person = factory.SubFactory(PersonFactory, city=factory.SelfAttribute("..offering.city"))
    state = EnrollmentState.ENROLLED
    via = Via.SELF
    requested_at = factory.LazyFunction(timezone.now)
    enrolled_at = factory.LazyFunction(timezone.now)
