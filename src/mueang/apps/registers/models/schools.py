"""Schools of a city, their classes of one school year, and the days they are open."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from mueang.apps.accounts.models import User
from mueang.apps.network.models import City
from mueang.apps.places.models import Place
from mueang.apps.registers.enums import Affiliation, Grade


class School(models.Model):
    """`code` is the official one; `source_key` is what another system calls it (OneRoster sourcedId, Ed-Fi SchoolId).

    A school year is named by the Gregorian year in which it begins in May: 2023 is B.E. 2566.
    """

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="schools")
    code = models.CharField(max_length=20, blank=True)
    source_key = models.CharField(max_length=80, blank=True)
    name_th = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    affiliation = models.CharField(max_length=20, choices=Affiliation)
    place = models.ForeignKey(Place, models.SET_NULL, null=True, blank=True, related_name="schools")
    is_invented = models.BooleanField(default=False)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name_th", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["city", "name_th"], name="one_school_per_name_in_a_city"),
            models.UniqueConstraint(
                fields=["city", "code"], condition=~Q(code=""), name="one_school_per_official_code_in_a_city"
            ),
            models.UniqueConstraint(
                fields=["city", "source_key"], condition=~Q(source_key=""), name="one_school_per_source_key_in_a_city"
            ),
        ]

    def __str__(self) -> str:
        return self.name_th


class Section(models.Model):
    """One class of one school year, such as Primary 4, room 2."""

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    school = models.ForeignKey(School, models.CASCADE, related_name="sections")
    school_year = models.PositiveSmallIntegerField()
    grade = models.SmallIntegerField(choices=Grade)
    room = models.CharField(max_length=20, blank=True)
    source_key = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["school", "-school_year", "grade", "room", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "school_year", "grade", "room"], name="one_section_per_grade_and_room"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_grade_display()}/{self.room}" if self.room else str(self.get_grade_display())


class SchoolCalendar(models.Model):
    """The days one school is open in one school year: twelve masks from May on, bit d-1 is day d.

    Which days have been marked for a pupil stands on the pupil's page; a day that is open here and not there has not
    been recorded, which is neither present nor absent.
    """

    personal_data: ClassVar[str] = ""

    school = models.ForeignKey(School, models.CASCADE, related_name="calendars")
    school_year = models.PositiveSmallIntegerField()
    open_masks = models.JSONField()
    changed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["school", "-school_year"]
        constraints = [
            models.UniqueConstraint(fields=["school", "school_year"], name="one_calendar_per_school_and_year")
        ]

    def __str__(self) -> str:
        return f"{self.school_id} {self.school_year}"
