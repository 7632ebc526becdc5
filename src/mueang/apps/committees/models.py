"""A committee, who sits on it, its meetings, their minutes and what was decided."""

from __future__ import annotations

import uuid
from datetime import date
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from mueang.apps.accounts.models import User
from mueang.apps.committees.enums import DecisionState, Presence, Seat, Section
from mueang.apps.network.models import City, Organization


class Committee(models.Model):
    """`quorum_percent` of the members must come; half of seven is four."""

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="committees")
    name_th = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    mandate = models.TextField(max_length=2000, blank=True)
    quorum_percent = models.PositiveSmallIntegerField(
        default=50, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name_th", "pk"]
        constraints = [models.UniqueConstraint(fields=["city", "name_th"], name="one_committee_per_name_in_a_city")]

    def __str__(self) -> str:
        return self.name_th


class Member(models.Model):
    """A seat held for a term, by an account of this installation or by somebody outside it."""

    personal_data: ClassVar[str] = "name and position of who sits on a committee"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    committee = models.ForeignKey(Committee, models.CASCADE, related_name="members")
    name = models.CharField(max_length=120)
    position = models.CharField(max_length=200, blank=True)
    organization = models.ForeignKey(Organization, models.SET_NULL, null=True, blank=True, related_name="+")
    user = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    seat = models.CharField(max_length=10, choices=Seat, default=Seat.MEMBER)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="a_term_ends_after_it_began"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def sits_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


class CommitteeMeeting(models.Model):
    """`number` within the committee; its minutes are frozen once `agreed_at` a later meeting."""

    personal_data: ClassVar[str] = "what was said in a meeting"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    committee = models.ForeignKey(Committee, models.CASCADE, related_name="meetings")
    number = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    where = models.CharField(max_length=200)
    invited_at = models.DateTimeField(null=True, blank=True)
    agreed_at = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="agrees")

    class Meta:
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["committee", "number"], name="one_meeting_per_number_of_a_committee"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="a_meeting_ends_after_it_began"),
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class AgendaPoint(models.Model):
    """One matter of a meeting; `said` is what the minutes say of it."""

    personal_data: ClassVar[str] = "what was said in a meeting"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(CommitteeMeeting, models.CASCADE, related_name="points")
    section = models.CharField(max_length=1, choices=Section)
    title = models.CharField(max_length=300)
    said = models.TextField(max_length=8000, blank=True)

    class Meta:
        ordering = ["section", "pk"]

    def __str__(self) -> str:
        return self.title


class Attendance(models.Model):
    personal_data: ClassVar[str] = "who came to a meeting"

    meeting = models.ForeignKey(CommitteeMeeting, models.CASCADE, related_name="attendance")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    presence = models.CharField(max_length=10, choices=Presence)

    class Meta:
        ordering = ["member"]
        constraints = [models.UniqueConstraint(fields=["meeting", "member"], name="a_member_is_marked_once_a_meeting")]

    def __str__(self) -> str:
        return self.presence


class Decision(models.Model):
    """What was decided: who does it by when."""

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    point = models.ForeignKey(AgendaPoint, models.PROTECT, related_name="decisions")
    what = models.CharField(max_length=300)
    owner = models.ForeignKey(User, models.PROTECT, related_name="committee_decisions")
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=DecisionState, default=DecisionState.OPEN)
    note = models.CharField(max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", ended_at=None) | ~Q(state="open") & Q(ended_at__isnull=False),
                name="a_decision_is_over_exactly_when_it_ended",
            )
        ]

    def __str__(self) -> str:
        return self.what


class MinutesVersion(models.Model):
    """The minutes as they were saved: never changed, and the last before the agreement is what was agreed."""

    personal_data: ClassVar[str] = "what was said in a meeting"

    meeting = models.ForeignKey(CommitteeMeeting, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    saved_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["meeting", "number"]
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="one_version_per_number_of_minutes")]

    def __str__(self) -> str:
        return f"{self.number}"
