"""Partners' calendars: by which name the city knows them, what is being checked, and which session came from where."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from mueang.apps.accounts.models import User
from mueang.apps.catalog.enums import SheetState
from mueang.apps.catalog.models.meetings import Session
from mueang.apps.network.models import City


class PartnerCalendar(models.Model):
    """A partner's calendar or timetable, by the city's own name for it; `choices` are those made last time.

    `read_at` is when a file of it was last confirmed; None until one was.
    """

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="partner_calendars")
    name = models.CharField(max_length=120)
    choices = models.JSONField(default=dict)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["city", "name"], name="one_partner_calendar_per_name_in_a_city")]

    def __str__(self) -> str:
        return self.name


class CalendarImport(models.Model):
    """A file between upload and confirmation: `said` is what was read of it, `choices` what is to become of it."""

    personal_data: ClassVar[str] = "titles of a partner's calendar, until confirmed or discarded"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="calendar_imports")
    calendar = models.ForeignKey(PartnerCalendar, models.PROTECT, related_name="imports")
    file_name = models.CharField(max_length=200)
    until = models.DateField()
    state = models.CharField(max_length=10, choices=SheetState, default=SheetState.PREVIEW)
    said = models.JSONField(default=dict)
    choices = models.JSONField(default=dict)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.file_name


class Origin(models.Model):
    """Which meeting of a partner's calendar a session is, and what the partner last said of it (`seen`).

    What our keeper changed since stays; only what the partner changed since is followed.
    """

    personal_data: ClassVar[str] = ""

    calendar = models.ForeignKey(PartnerCalendar, models.CASCADE, related_name="origins")
    session = models.OneToOneField(Session, models.CASCADE, related_name="origin")
    uid = models.CharField(max_length=300)
    occurrence = models.CharField(max_length=20, blank=True)
    seen = models.JSONField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["calendar", "uid", "occurrence"], name="one_session_per_partner_meeting")
        ]

    def __str__(self) -> str:
        return f"{self.uid} {self.occurrence}".strip()
