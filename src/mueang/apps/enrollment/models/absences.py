"""Who stayed away several times in a row, whom that was told, and what came of it."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from mueang.apps.accounts.models import User
from mueang.apps.catalog.models import Offering, Session
from mueang.apps.enrollment.enums import AlertClosing, CallResult
from mueang.apps.enrollment.models.seats import Enrollment


class AbsenceWatch(models.Model):
    """How an offering's absences are watched.

    `n_in_a_row` of None is the usual number (methods.absence); whoever was there for less than `least_share_percent`
    of a session counts as away from it.
    """

    personal_data: ClassVar[str] = ""

    offering = models.OneToOneField(Offering, models.CASCADE, related_name="absence_watch")
    n_in_a_row = models.PositiveSmallIntegerField(null=True, blank=True)
    least_share_percent = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(n_in_a_row=None) | Q(n_in_a_row__gte=1), name="absences_are_counted_from_1"
            ),
            models.CheckConstraint(condition=Q(least_share_percent__lte=100), name="least_share_is_a_percentage"),
        ]

    def __str__(self) -> str:
        return str(self.offering_id)


class AbsenceAlertQuerySet(models.QuerySet["AbsenceAlert"]):
    def open(self) -> AbsenceAlertQuerySet:
        return self.filter(closed_at=None)


class AbsenceAlert(models.Model):
    """One run of absences of one learner, named by the session it began with; so a run is told once."""

    personal_data: ClassVar[str] = "who stayed away"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enrollment = models.ForeignKey(Enrollment, models.PROTECT, related_name="absence_alerts")
    first_session = models.ForeignKey(Session, models.PROTECT, related_name="+")
    n_sessions = models.PositiveSmallIntegerField()
    raised_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_as = models.CharField(max_length=10, choices=AlertClosing, blank=True)

    objects = AbsenceAlertQuerySet.as_manager()

    class Meta:
        ordering = ["-raised_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["enrollment", "first_session"], name="one_alert_per_run_of_absences"),
            models.UniqueConstraint(
                fields=["enrollment"], condition=Q(closed_at=None), name="one_open_absence_alert_per_learner"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_as="") | (Q(closed_at__isnull=False) & ~Q(closed_as="")),
                name="an_alert_closes_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)


class AbsenceCall(models.Model):
    """Somebody asked why; what was heard closes the alert unless nobody answered."""

    personal_data: ClassVar[str] = "what was said about an absence"

    alert = models.ForeignKey(AbsenceAlert, models.PROTECT, related_name="calls")
    result = models.CharField(max_length=12, choices=CallResult)
    note = models.CharField(max_length=200, blank=True)
    called_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    called_at = models.DateTimeField()

    class Meta:
        ordering = ["alert", "called_at", "pk"]

    def __str__(self) -> str:
        return f"{self.alert_id} {self.result}"
