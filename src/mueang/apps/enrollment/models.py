"""Who has a seat, who came, and the ledger of learning hours that only grows."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar, NoReturn

from django.db import models
from django.db.models import Q

from mueang.apps.accounts.models import User
from mueang.apps.catalog.enums import Mode
from mueang.apps.catalog.models import Offering, Session
from mueang.apps.enrollment.enums import HOLDS_A_SEAT, MAY_BE_WITHDRAWN, AssessmentResult, EnrollmentState, Mark, Via
from mueang.apps.enrollment.errors import AttendanceIsNeverErased, HoursAreOnlyAdded
from mueang.apps.people.models import Person


class Party(models.Model):
    """People who are seated together or not at all. `ticket` is what they hold: it opens their own page."""

    personal_data: ClassVar[str] = "who came together"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    offering = models.ForeignKey(Offering, models.PROTECT, related_name="parties")
    lead = models.ForeignKey(Person, models.PROTECT, related_name="parties_led")
    ticket = models.CharField(max_length=43, unique=True)
    request_key = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.uuid)


class EnrollmentQuerySet(models.QuerySet["Enrollment"]):
    def seated(self) -> EnrollmentQuerySet:
        return self.filter(state__in=HOLDS_A_SEAT)

    def standing(self) -> EnrollmentQuerySet:
        """All but the withdrawn."""
        return self.exclude(state=EnrollmentState.WITHDRAWN)

    def learning(self) -> EnrollmentQuerySet:
        return self.filter(state=EnrollmentState.ENROLLED)


class Enrollment(models.Model):
    personal_data: ClassVar[str] = "who learns what"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    offering = models.ForeignKey(Offering, models.PROTECT, related_name="enrollments")
    person = models.ForeignKey(Person, models.PROTECT, related_name="enrollments")
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="enrollments")
    state = models.CharField(max_length=15, choices=EnrollmentState)
    via = models.CharField(max_length=10, choices=Via)
    waitlist_number = models.PositiveIntegerField(null=True, blank=True)
    enrolled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    requested_at = models.DateTimeField()
    enrolled_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = EnrollmentQuerySet.as_manager()

    class Meta:
        ordering = ["offering", "pk"]
        indexes = [models.Index(fields=["offering", "state"], name="enrollment_offering_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["offering", "person"],
                condition=~Q(state=EnrollmentState.WITHDRAWN),
                name="one_standing_enrollment_per_person_and_offering",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=HOLDS_A_SEAT) | Q(enrolled_at__isnull=False), name="a_seat_has_its_moment"
            ),
            models.CheckConstraint(
                condition=~Q(state=EnrollmentState.WAITLISTED) | Q(waitlist_number__isnull=False),
                name="waitlisted_exactly_with_a_number",
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)

    @property
    def may_be_withdrawn(self) -> bool:
        return self.state in MAY_BE_WITHDRAWN

    @property
    def holds_a_seat(self) -> bool:
        return self.state in HOLDS_A_SEAT


class RollCall(models.Model):
    """One saving of a session's roll; `request_key` makes a repeated press harmless."""

    personal_data: ClassVar[str] = "reason of a late correction"

    session = models.ForeignKey(Session, models.PROTECT, related_name="roll_calls")
    saved_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()
    request_key = models.CharField(max_length=64, unique=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["session", "saved_at", "pk"]

    def __str__(self) -> str:
        return f"{self.session_id} {self.saved_at:%H:%M}"


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def delete(self) -> NoReturn:
        raise AttendanceIsNeverErased


class Attendance(models.Model):
    """How one learner was at one session; the latest mark, its earlier ones are in the audit record."""

    personal_data: ClassVar[str] = "who was present"

    session = models.ForeignKey(Session, models.PROTECT, related_name="attendances")
    enrollment = models.ForeignKey(Enrollment, models.PROTECT, related_name="attendances")
    mark = models.CharField(max_length=10, choices=Mark)
    minutes_present = models.PositiveIntegerField()
    reason = models.CharField(max_length=200, blank=True)
    roll_call = models.ForeignKey(RollCall, models.PROTECT, related_name="attendances")

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        ordering = ["session", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "enrollment"], name="one_mark_per_learner_and_session"),
            models.CheckConstraint(
                condition=Q(mark__in=[Mark.PRESENT, Mark.LATE]) | Q(minutes_present=0), name="absence_has_no_minutes"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id}:{self.enrollment_id} {self.mark}"

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise AttendanceIsNeverErased


class HoursEntryQuerySet(models.QuerySet["HoursEntry"]):
    def standing(self) -> HoursEntryQuerySet:
        """Entries that count: neither reversed nor reversals."""
        return self.filter(reverses=None, reversed_by=None)

    def update(self, **_kwargs: Any) -> NoReturn:
        raise HoursAreOnlyAdded

    def bulk_update(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise HoursAreOnlyAdded

    def delete(self) -> NoReturn:
        raise HoursAreOnlyAdded


class HoursEntry(models.Model):
    """Append-only: minutes of learning in one mode; a correction is a second entry that reverses the first."""

    personal_data: ClassVar[str] = "learning hours of a person"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enrollment = models.ForeignKey(Enrollment, models.PROTECT, related_name="hours_entries")
    session = models.ForeignKey(Session, models.PROTECT, null=True, blank=True, related_name="hours_entries")
    mode = models.CharField(max_length=10, choices=Mode)
    minutes = models.IntegerField()
    reverses = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="reversed_by")
    reason = models.CharField(max_length=200, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = HoursEntryQuerySet.as_manager()

    class Meta:
        ordering = ["enrollment", "recorded_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reverses=None, minutes__gt=0) | Q(reverses__isnull=False, minutes__lt=0),
                name="only_a_reversal_is_negative",
            )
        ]

    def __str__(self) -> str:
        return f"{self.enrollment_id} {self.mode} {self.minutes}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise HoursAreOnlyAdded
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise HoursAreOnlyAdded


class Assessment(models.Model):
    """An assessor's judgement of the learner's work; the latest one counts."""

    personal_data: ClassVar[str] = "judgement of a person's work"

    enrollment = models.ForeignKey(Enrollment, models.PROTECT, related_name="assessments")
    result = models.CharField(max_length=10, choices=AssessmentResult)
    note = models.CharField(max_length=400, blank=True)
    assessed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    assessed_at = models.DateTimeField()

    class Meta:
        ordering = ["enrollment", "assessed_at", "pk"]

    def __str__(self) -> str:
        return f"{self.enrollment_id} {self.result}"
