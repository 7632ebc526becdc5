"""When an offering could meet: what is wanted, what people said of their time, and what was proposed."""

from __future__ import annotations

import uuid
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from mueang.apps.accounts.models import User
from mueang.apps.catalog.models import Offering
from mueang.apps.network.models import City
from mueang.apps.planning.enums import TimesState


class TimeQuestion(models.Model):
    """One offering that looks for its times. `teaching` are the parts of the week its instructors can come, `rooms`
    the places it could meet at (uuids), `proposal` what was found, as `queries.times` wrote it down.
    """

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="time_questions")
    offering = models.OneToOneField(Offering, models.CASCADE, related_name="time_question")
    sessions_a_week = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()
    n_weeks = models.PositiveSmallIntegerField()
    from_on = models.DateField()
    least = models.PositiveSmallIntegerField()
    teaching = models.JSONField(default=list)
    rooms = models.JSONField(default=list)
    answers_until = models.DateField()
    state = models.CharField(max_length=10, choices=TimesState, default=TimesState.ASKING)
    proposal = models.JSONField(null=True, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["answers_until", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(proposal=None) | Q(state__in=[TimesState.PROPOSED, TimesState.ACCEPTED]),
                name="only_what_was_proposed_has_a_proposal",
            )
        ]

    def __str__(self) -> str:
        return f"{self.offering_id}: {self.state}"

    def takes_answers(self, today: date) -> bool:
        """The last day is a whole day."""
        return self.state != TimesState.ACCEPTED and today <= self.answers_until


class TimeAnswer(models.Model):
    """The parts of a week in which some people could come; nobody says who they are."""

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    question = models.ForeignKey(TimeQuestion, models.CASCADE, related_name="answers")
    request_key = models.CharField(max_length=64, unique=True)
    parts = models.JSONField()
    n_people = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(n_people__gte=1), name="somebody_could_come")]

    def __str__(self) -> str:
        return f"{self.question_id}: {self.n_people}"
