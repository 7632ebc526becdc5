"""A child known to the schools of a city, and each schooling: the child at one school in one school year.

The child and the schooling are apart because what early warning asks (over age, repeated a grade, changed school) is
said by several schoolings of one child, while a number, a class and the pages of a register belong to one schooling.
"""

from __future__ import annotations

import uuid
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from mueang.apps.accounts.models import User
from mueang.apps.network.models import City
from mueang.apps.people.models import Person
from mueang.apps.registers.enums import Confidence, Sex
from mueang.apps.registers.models.schools import School, Section
from mueang.lib.sealed import keyed_hash, seal, unseal
from mueang.methods.thai import Name, full_name

_NATIONAL_ID = "pupil-national-id"


def pupil_id_hash(number: str) -> str:
    """What a pupil's national ID number is searched by; equal to no hash of the open city."""
    return keyed_hash(number, purpose=_NATIONAL_ID)


class PupilQuerySet(models.QuerySet["Pupil"]):
    def current(self) -> PupilQuerySet:
        """Not merged into another row."""
        return self.filter(merged_into=None)

    def at(self, school: School, *, school_year: int) -> PupilQuerySet:
        """Pupils with a schooling there in that year, also those who left since."""
        return self.filter(schoolings__school=school, schoolings__school_year=school_year)


class Pupil(models.Model):
    """A child as schools know it; only a name is required. `person` is set by somebody who states how sure they are."""

    personal_data: ClassVar[str] = "a child's name, birth date, encrypted national ID"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="pupils")
    prefix = models.CharField(max_length=40, blank=True)
    given_name = models.CharField(max_length=120)
    family_name = models.CharField(max_length=120, blank=True)
    sort_key = models.CharField(max_length=300, editable=False)
    match_key = models.CharField(max_length=300, editable=False, db_index=True)
    sex = models.CharField(max_length=10, choices=Sex, blank=True)
    birth_on = models.DateField(null=True, blank=True)
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    national_id_encrypted = models.BinaryField(null=True, blank=True)
    national_id_hash = models.CharField(max_length=64, blank=True)
    source_key = models.CharField(max_length=80, blank=True)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    person_confidence = models.CharField(max_length=20, choices=Confidence, blank=True)
    person_confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    person_confirmed_at = models.DateTimeField(null=True, blank=True)
    is_invented = models.BooleanField(default=False)
    # A row that turned out to be the same child: whoever still points here means the other.
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged_from")
    added_at = models.DateTimeField(auto_now_add=True)

    objects = PupilQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "pk"]
        indexes = [models.Index(fields=["city", "sort_key"], name="pupil_city_sort")]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "national_id_hash"],
                condition=~Q(national_id_hash=""),
                name="one_pupil_per_national_id_in_a_city",
            ),
            models.UniqueConstraint(
                fields=["city", "source_key"], condition=~Q(source_key=""), name="one_pupil_per_source_key_in_a_city"
            ),
            models.CheckConstraint(condition=~Q(merged_into=models.F("pk")), name="pupil_is_not_merged_into_itself"),
            models.CheckConstraint(
                condition=Q(person=None) | ~Q(person_confidence=""), name="link_to_a_person_says_how_sure_it_is"
            ),
        ]

    def __str__(self) -> str:
        # What prints a row (a log, a page of errors) must not say who it is.
        return f"pupil {self.uuid}"

    @property
    def full_name(self) -> str:
        return full_name(Name(self.prefix, self.given_name, self.family_name))

    @property
    def national_id(self) -> str:
        """The whole number. Screens and files show `national_id_ending`; nothing logs either."""
        if not self.national_id_encrypted:
            return ""
        return unseal(self.national_id_encrypted, purpose=_NATIONAL_ID, bound_to=str(self.uuid)).decode()

    @national_id.setter
    def national_id(self, number: str) -> None:
        self.national_id_encrypted = None
        self.national_id_hash = pupil_id_hash(number) if number else ""
        if number:
            self.national_id_encrypted = seal(number.encode(), purpose=_NATIONAL_ID, bound_to=str(self.uuid))

    @property
    def national_id_ending(self) -> str:
        return self.national_id[-4:]

    def age_on(self, day: date) -> int | None:
        """Completed years, the lower of two possible ages where only the year is known; None where nothing is."""
        if self.birth_on is None:
            return day.year - self.birth_year - 1 if self.birth_year else None
        return day.year - self.birth_on.year - ((day.month, day.day) < (self.birth_on.month, self.birth_on.day))


class SchoolingQuerySet(models.QuerySet["Schooling"]):
    def current(self) -> SchoolingQuerySet:
        """Of pupils who have not left the school."""
        return self.filter(left_on=None)


class Schooling(models.Model):
    """One child at one school in one school year. `number` is the school's own for the pupil, `seat` the class's.

    `failing_subjects` is None where nobody said: not known is not none.
    """

    personal_data: ClassVar[str] = "which school and class a child goes to"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="schoolings")
    pupil = models.ForeignKey(Pupil, models.CASCADE, related_name="schoolings")
    school = models.ForeignKey(School, models.PROTECT, related_name="schoolings")
    school_year = models.PositiveSmallIntegerField()
    section = models.ForeignKey(Section, models.SET_NULL, null=True, blank=True, related_name="schoolings")
    number = models.CharField(max_length=40, blank=True)
    seat = models.PositiveSmallIntegerField(null=True, blank=True)
    failing_subjects = models.PositiveSmallIntegerField(null=True, blank=True)
    entered_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)

    objects = SchoolingQuerySet.as_manager()

    class Meta:
        ordering = ["school", "-school_year", "section", "seat", "pk"]
        indexes = [models.Index(fields=["city", "school_year"], name="schooling_city_year")]
        constraints = [
            models.UniqueConstraint(
                fields=["pupil", "school", "school_year"], name="one_schooling_per_school_and_year"
            ),
            models.UniqueConstraint(
                fields=["school", "school_year", "number"],
                condition=~Q(number=""),
                name="one_pupil_per_number_school_and_year",
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(entered_on=None) | Q(left_on__gte=models.F("entered_on")),
                name="schooling_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"schooling {self.uuid}"
