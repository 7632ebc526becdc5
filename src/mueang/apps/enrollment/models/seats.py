"""Who has a seat, alone or with the people they came with."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q

from mueang.apps.accounts.models import User
from mueang.apps.catalog.models import Offering
from mueang.apps.enrollment.enums import HOLDS_A_SEAT, MAY_BE_WITHDRAWN, EnrollmentState, Via
from mueang.apps.people.models import Person

UNDO_WITHIN = timedelta(hours=24)


class Party(models.Model):
    """People who are seated together or not at all. `ticket` is what they hold: it opens their own page."""

    personal_data: ClassVar[str] = "who came together"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    offering = models.ForeignKey(Offering, models.PROTECT, related_name="parties")
    lead = models.ForeignKey(Person, models.PROTECT, related_name="parties_led")
    ticket = models.CharField(max_length=43, unique=True)
    request_key = models.CharField(max_length=64, unique=True)
    # What a class or another group calls itself.
    name = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    # While the party waits: since when free seats are too few for it, and how many are saved up until they suffice.
    short_since = models.DateTimeField(null=True, blank=True)
    seats_kept = models.PositiveIntegerField(default=0)

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
    # The index by state begins with it.
    offering = models.ForeignKey(Offering, models.PROTECT, related_name="enrollments", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="enrollments")
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="enrollments")
    state = models.CharField(max_length=15, choices=EnrollmentState)
    via = models.CharField(max_length=10, choices=Via)
    waitlist_number = models.PositiveIntegerField(null=True, blank=True)
    enrolled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    requested_at = models.DateTimeField()
    enrolled_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    # Why staff ended it; whoever leaves by themselves gives no reason.
    ended_reason = models.CharField(max_length=200, blank=True)
    # Why an officer let somebody in against age, date or another seat at the same time; for staff's eyes.
    exception = models.CharField(max_length=200, blank=True)

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

    def may_be_taken_back(self, now: datetime) -> bool:
        """A seat its own learner gave up within the last day."""
        is_given_up = self.state == EnrollmentState.WITHDRAWN and self.enrolled_at is not None and not self.ended_reason
        return is_given_up and self.ended_at is not None and now - self.ended_at <= UNDO_WITHIN

    @property
    def holds_a_seat(self) -> bool:
        return self.state in HOLDS_A_SEAT
