"""Schools, classes, pupils and their pages; every child is invented."""

from __future__ import annotations

from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from factories.rows import CityFactory
from mueang.apps.registers.enums import Affiliation, Grade
from mueang.apps.registers.models import Pupil, PupilYear, RegisterPage, School, Schooling, Section
from mueang.apps.registers.queries import pack_year
from mueang.methods.thai import match_key, sort_key

YEAR = 2026


class SchoolFactory(DjangoModelFactory):
    class Meta:
        model = School

    city = factory.SubFactory(CityFactory)
    code = factory.Sequence(lambda n: f"9501{n:04}")
    name_th = factory.Sequence(lambda n: f"โรงเรียนสมมติ {n:05}")
    name_en = factory.Sequence(lambda n: f"Invented School {n:05}")
    affiliation = Affiliation.MUNICIPAL
    is_invented = True


class SectionFactory(DjangoModelFactory):
    """Primary 4, room 1, of this year."""

    class Meta:
        model = Section

    school = factory.SubFactory(SchoolFactory)
    school_year = YEAR
    grade = Grade.P4
    room = factory.Sequence(lambda n: f"{n + 21:05}")  # no room that a file of the tests names


class PupilFactory(DjangoModelFactory):
    class Meta:
        model = Pupil

    city = factory.SubFactory(CityFactory)
    prefix = "ด.ญ."
    given_name = factory.Sequence(lambda n: f"สมมติ{n:05}")
    family_name = "ตัวอย่าง"
    sort_key = factory.LazyAttribute(lambda o: sort_key(f"{o.given_name} {o.family_name}"))
    match_key = factory.LazyAttribute(lambda o: match_key(f"{o.given_name} {o.family_name}"))
    is_invented = True


class SchoolingFactory(DjangoModelFactory):
    """A pupil in a class of this year: pass `section`, or school and school_year for one without a class."""

    class Meta:
        model = Schooling

    section = factory.SubFactory(SectionFactory)
    school = factory.SelfAttribute("section.school")
    school_year = factory.LazyAttribute(lambda o: o.section.school_year if o.section else YEAR)
    city = factory.SelfAttribute("school.city")
    pupil = factory.SubFactory(PupilFactory, city=factory.SelfAttribute("..city"))
    number = factory.Sequence(lambda n: f"{n + 20_001:05}")  # no number that a file of the tests names
    seat = factory.Sequence(lambda n: n + 1)


class RegisterPageFactory(DjangoModelFactory):
    """June: present on days 1 to 3, the 3rd late, absent on the 4th, on leave on the 5th. Packs no year."""

    class Meta:
        model = RegisterPage

    schooling = factory.SubFactory(SchoolingFactory)
    city = factory.SelfAttribute("schooling.city")
    month = 6
    open = 0b11111
    present = 0b00111
    late = 0b00100
    excused = 0b10000
    changed_at = factory.LazyFunction(timezone.now)


class PupilYearFactory(DjangoModelFactory):
    """A packed year without pages, for those who only read: pass `pages` as {month: (open, present, late, excused)}."""

    class Meta:
        model = PupilYear

    class Params:
        pages: Any = {}

    pupil = factory.SubFactory(PupilFactory)
    city = factory.SelfAttribute("pupil.city")
    school = factory.SubFactory(SchoolFactory, city=factory.SelfAttribute("..city"))
    school_year = YEAR
    packed = factory.LazyAttribute(lambda o: pack_year(o.pages.items()))
