"""When an offering meets: its sessions, the rule they follow, and the days the city is closed."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from mueang.apps.catalog.enums import Mode, SessionState
from mueang.apps.catalog.models.offerings import Offering
from mueang.apps.network.models import City
from mueang.apps.places.models import Place


class SessionQuerySet(models.QuerySet["Session"]):
    def planned(self) -> SessionQuerySet:
        return self.filter(state=SessionState.PLANNED)

    def still_to_end(self, now: datetime) -> SessionQuerySet:
        """Planned, and running or to come."""
        return self.planned().filter(ends_at__gt=now)


class Session(models.Model):
    """One meeting of an offering. `n_changes` tells calendars which version is the newer (RFC 5545, SEQUENCE).

    `rule_on` is the day its timetable gave it, wherever it was moved since (RECURRENCE-ID); None for one by itself.
    With `seats` of its own it is one of several at the same time, in a `room`: whoever chose it is expected there
    (enrollment keeps the choices). Without, everybody of the offering is.
    """

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
    room_th = models.CharField(max_length=80, blank=True)
    room_en = models.CharField(max_length=80, blank=True)
    seats = models.PositiveIntegerField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=SessionState, default=SessionState.PLANNED)
    cancel_note = models.CharField(max_length=200, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    rule_on = models.DateField(null=True, blank=True)
    n_changes = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(auto_now=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["starts_at"], name="session_start")]
        constraints = [
            models.UniqueConstraint(fields=["offering", "number"], name="one_session_per_number_of_an_offering"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(seats=None) | (Q(seats__gte=1) & ~Q(room_th="")), name="seats_of_a_session_are_in_a_room"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offering_id}:{self.number}"

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    @property
    def is_chosen(self) -> bool:
        """Whether people choose it among others at the same time."""
        return self.seats is not None

    def is_over(self, now: datetime) -> bool:
        return self.ends_at <= now


class Timetable(models.Model):
    """The rule an offering's sessions follow: RFC 5545 parts, one time of day, and the days that differ."""

    personal_data: ClassVar[str] = ""

    offering = models.OneToOneField(Offering, models.CASCADE, related_name="timetable")
    rule = models.CharField(max_length=200)
    first_on = models.DateField()
    from_time = models.TimeField()
    to_time = models.TimeField()
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.LAB)
    skips_holidays = models.BooleanField(default=True)
    skipped = models.JSONField(default=list, blank=True)
    added = models.JSONField(default=list, blank=True)
    held_anyway = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(to_time__gt=F("from_time")), name="timetable_ends_after_it_starts")
        ]

    def __str__(self) -> str:
        return self.rule


class ClosedDays(models.Model):
    """Days on which a city's learning places do not meet beside the national holidays: Hari Raya, school terms."""

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="closed_days")
    first_on = models.DateField()
    last_on = models.DateField()
    name_th = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["first_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="closed_days_end_after_they_start")
        ]

    def __str__(self) -> str:
        return self.name_th
