"""What can be learned: programs, their offerings at a place with seats, and the sessions of an offering."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from mueang.apps.accounts.models import User
from mueang.apps.catalog.enums import CourseLanguage, Mode, OfferingState, SessionState
from mueang.apps.heritage.models import HeritageItem
from mueang.apps.network.models import City
from mueang.apps.people.models import Person
from mueang.apps.places.models import Place

FRESH_FOR = timedelta(days=120)


class Interest(models.Model):
    """A small controlled list; `isced_f` is the ISCED-F 2013 detailed field, `icon` a name of the design system."""

    personal_data: ClassVar[str] = ""

    code = models.SlugField(max_length=40, unique=True)
    name_th = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    icon = models.CharField(max_length=20)
    isced_f = models.CharField(max_length=4)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name_th


class Program(models.Model):
    """Something that can be learned: its planned minutes by mode, its outcomes, and what completing it takes."""

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="programs")
    slug = models.SlugField(max_length=80)
    name_th = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    sort_key = models.CharField(max_length=300, editable=False, default="")
    summary_th = models.CharField(max_length=400, blank=True)
    summary_en = models.CharField(max_length=400, blank=True)
    about_th = models.TextField(blank=True)
    about_en = models.TextField(blank=True)
    outcomes_th = models.JSONField(default=list, blank=True)
    outcomes_en = models.JSONField(default=list, blank=True)
    interests = models.ManyToManyField(Interest, related_name="programs", blank=True)
    heritage_item = models.ForeignKey(HeritageItem, models.PROTECT, null=True, blank=True, related_name="programs")
    lecture_minutes = models.PositiveIntegerField(default=0)
    lab_minutes = models.PositiveIntegerField(default=0)
    practice_minutes = models.PositiveIntegerField(default=0)
    required_minutes = models.PositiveIntegerField(default=0)
    required_share_percent = models.PositiveSmallIntegerField(default=80)
    needs_assessment = models.BooleanField(default=False)

    class Meta:
        ordering = ["sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["city", "slug"], name="one_program_per_slug_in_a_city"),
            models.CheckConstraint(condition=Q(required_share_percent__lte=100), name="program_share_is_a_percentage"),
            models.CheckConstraint(
                condition=Q(required_minutes__lte=F("lecture_minutes") + F("lab_minutes") + F("practice_minutes")),
                name="program_requires_no_more_than_it_gives",
            ),
        ]

    def __str__(self) -> str:
        return self.name_th

    @property
    def total_minutes(self) -> int:
        return self.lecture_minutes + self.lab_minutes + self.practice_minutes


class OfferingQuerySet(models.QuerySet["Offering"]):
    def published(self) -> OfferingQuerySet:
        return self.filter(state=OfferingState.PUBLISHED)

    def announced(self) -> OfferingQuerySet:
        """Published once: still on, cancelled, or finished. A draft was never public."""
        return self.exclude(state=OfferingState.DRAFT)

    def upcoming(self, today: date) -> OfferingQuerySet:
        return self.published().filter(ends_on__gte=today)


class Offering(models.Model):
    """A program given in a city at a place, with seats. `seats_taken` is kept by enrollment under the row's lock."""

    personal_data: ClassVar[str] = "contact line of the offering"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="offerings")
    program = models.ForeignKey(Program, models.PROTECT, related_name="offerings")
    slug = models.SlugField(max_length=80)
    place = models.ForeignKey(Place, models.PROTECT, related_name="offerings")
    state = models.CharField(max_length=10, choices=OfferingState, default=OfferingState.DRAFT)
    seats = models.PositiveIntegerField()
    seats_taken = models.PositiveIntegerField(default=0)
    starts_on = models.DateField()
    ends_on = models.DateField()
    enroll_until = models.DateTimeField(null=True, blank=True)
    age_min = models.PositiveSmallIntegerField(null=True, blank=True)
    age_max = models.PositiveSmallIntegerField(null=True, blank=True)
    cost_satang = models.PositiveIntegerField(default=0)
    language = models.CharField(max_length=2, choices=CourseLanguage, default=CourseLanguage.THAI)
    contact = models.CharField(max_length=200, blank=True)
    owner = models.ForeignKey(User, models.PROTECT, related_name="+")
    verified_on = models.DateField(null=True, blank=True)
    cancel_note = models.CharField(max_length=200, blank=True)
    search_text = models.TextField(editable=False, default="")
    is_invented = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OfferingQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "pk"]
        indexes = [models.Index(fields=["city", "state", "ends_on"], name="offering_city_state_end")]
        constraints = [
            models.UniqueConstraint(fields=["city", "slug"], name="one_offering_per_slug_in_a_city"),
            models.CheckConstraint(condition=Q(seats_taken__lte=F("seats")), name="offering_is_never_oversold"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="offering_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(age_min=None) | Q(age_max=None) | Q(age_max__gte=F("age_min")),
                name="offering_age_band_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    @property
    def seats_left(self) -> int:
        return self.seats - self.seats_taken

    def is_confirmed(self, today: date) -> bool:
        return self.verified_on is not None and self.verified_on >= today - FRESH_FOR


class SessionQuerySet(models.QuerySet["Session"]):
    def planned(self) -> SessionQuerySet:
        return self.filter(state=SessionState.PLANNED)

    def still_to_end(self, now: datetime) -> SessionQuerySet:
        """Planned, and running or to come."""
        return self.planned().filter(ends_at__gt=now)


class Session(models.Model):
    """One meeting of an offering. `n_changes` tells calendars which version is the newer (RFC 5545, SEQUENCE)."""

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    offering = models.ForeignKey(Offering, models.CASCADE, related_name="sessions")
    number = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    mode = models.CharField(max_length=10, choices=Mode)
    topic_th = models.CharField(max_length=200, blank=True)
    topic_en = models.CharField(max_length=200, blank=True)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="sessions")
    state = models.CharField(max_length=10, choices=SessionState, default=SessionState.PLANNED)
    n_changes = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(auto_now=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["starts_at"], name="session_start")]
        constraints = [
            models.UniqueConstraint(fields=["offering", "number"], name="one_session_per_number_of_an_offering"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return f"{self.offering_id}:{self.number}"

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    def is_over(self, now: datetime) -> bool:
        return self.ends_at <= now


class Instructor(models.Model):
    personal_data: ClassVar[str] = "who teaches"

    offering = models.ForeignKey(Offering, models.CASCADE, related_name="instructors")
    person = models.ForeignKey(Person, models.PROTECT, related_name="teaching")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["offering", "person"], name="one_instructor_row_per_person")]

    def __str__(self) -> str:
        return f"{self.offering_id}:{self.person_id}"
