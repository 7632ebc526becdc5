"""Add pupils, say where they go to school, and who of the city's persons they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.network.models import City
from mueang.apps.people.models import Person
from mueang.apps.registers.enums import SEX_OF_PREFIX, Confidence
from mueang.apps.registers.errors import PupilIdKnown, PupilNameMissing, PupilNumberTaken, SchoolElsewhere
from mueang.apps.registers.models import Pupil, School, Schooling, Section
from mueang.apps.registers.rules import may_keep_city_registers, may_keep_register
from mueang.methods.thai import clean, match_key, parse_national_id, sort_key

_LONGEST_KEY = 300


@dataclass(frozen=True, slots=True)
class NewPupil:
    """A child to be added; only the given name must be there. `national_id` is read as people write it."""

    given_name: str
    family_name: str = ""
    prefix: str = ""
    sex: str = ""
    birth_on: date | None = None
    birth_year: int | None = None
    national_id: str = ""
    source_key: str = ""
    number: str = ""
    seat: int | None = None
    section: Section | None = None
    entered_on: date | None = None


@transaction.atomic
def add_pupil(*, school: School, school_year: int, pupil: NewPupil, actor: User | None) -> Schooling:
    """Add one child at one school.

    Raises PermissionDenied, PupilNameMissing, PupilIdKnown, PupilNumberTaken, and NationalIdError for no such number.
    """
    if not may_keep_register(actor, school):
        raise PermissionDenied
    schooling = new_pupils(school=school, school_year=school_year, pupils=[pupil])[0]
    record(actor=actor, verb="pupil.added", target=schooling.pupil, book=school.city.slug)
    return schooling


def new_pupils(*, school: School, school_year: int, pupils: Sequence[NewPupil]) -> list[Schooling]:
    """Rows for children nobody knew, with their schooling. Within the caller's transaction, which records it."""
    rows = [_row(school.city, one) for one in pupils]
    try:
        with transaction.atomic():
            Pupil.objects.bulk_create(rows, batch_size=200)
    except IntegrityError as error:
        raise PupilIdKnown from error
    schoolings = [
        Schooling(
            city=school.city,
            pupil=row,
            school=school,
            school_year=school_year,
            section=one.section,
            number=one.number,
            seat=one.seat,
            entered_on=one.entered_on,
        )
        for row, one in zip(rows, pupils, strict=True)
    ]
    return new_schoolings(schoolings)


def new_schoolings(rows: list[Schooling]) -> list[Schooling]:
    try:
        with transaction.atomic():
            return Schooling.objects.bulk_create(rows, batch_size=200)
    except IntegrityError as error:
        raise PupilNumberTaken from error


@transaction.atomic
def leave_school(*, schooling: Schooling, left_on: date | None, actor: User | None) -> Schooling:
    """Say that the child left on a day, or (None) that it did not. Raises PermissionDenied and ValidationError."""
    schooling = Schooling.objects.select_for_update(of=("self",)).select_related("school__city").get(pk=schooling.pk)
    if not may_keep_register(actor, schooling.school):
        raise PermissionDenied
    schooling.left_on = left_on
    schooling.validate_constraints()
    schooling.save(update_fields=["left_on"])
    record(actor=actor, verb="pupil.left", target=schooling, book=schooling.school.city.slug)
    return schooling


@transaction.atomic
def link_person(*, pupil: Pupil, person: Person | None, actor: User) -> Pupil:
    """State that the child is a person of the city's list, or (None) take that back; whoever says so is kept.

    Raises PermissionDenied, and SchoolElsewhere for a person of another city.
    """
    if not may_keep_city_registers(actor, pupil.city):
        raise PermissionDenied
    if person is not None and person.city_id != pupil.city_id:
        raise SchoolElsewhere
    pupil = Pupil.objects.select_for_update(of=("self",)).select_related("city").get(pk=pupil.pk)
    pupil.person, pupil.person_confidence = person, Confidence.STATED if person else ""
    pupil.person_confirmed_by, pupil.person_confirmed_at = actor, timezone.now()
    pupil.save(update_fields=["person", "person_confidence", "person_confirmed_by", "person_confirmed_at"])
    record(actor=actor, verb="pupil.linked", target=pupil, book=pupil.city.slug)
    return pupil


def _row(city: City, new: NewPupil) -> Pupil:
    given, family = clean(new.given_name), clean(new.family_name)
    if not given:
        raise PupilNameMissing
    prefix = clean(new.prefix)[:40]
    row = Pupil(city=city, given_name=given[:120], family_name=family[:120], prefix=prefix)
    row.sex = new.sex or SEX_OF_PREFIX.get(prefix, "")
    row.sort_key = sort_key(f"{given} {family}")[:_LONGEST_KEY]
    row.match_key = match_key(f"{given} {family}")[:_LONGEST_KEY]
    row.birth_on, row.birth_year = new.birth_on, None if new.birth_on else new.birth_year
    row.source_key, row.is_invented = new.source_key[:80], city.is_invented
    if new.national_id:
        row.national_id = parse_national_id(new.national_id)
    return row
