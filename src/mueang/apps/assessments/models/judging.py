"""What assessors said of a hand-in, what counts, and appeals against it."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q

from mueang.apps.accounts.models import User
from mueang.apps.assessments.enums import AppealState, Means
from mueang.apps.assessments.models.hand_ins import HandIn


class Judgement(models.Model):
    """One assessor's view: a level for each criterion by its key, remarks, feedback; frozen once given."""

    personal_data: ClassVar[str] = "what an assessor thinks of a learner's work"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    hand_in = models.ForeignKey(HandIn, models.PROTECT, related_name="judgements")
    assessor = models.ForeignKey(User, models.PROTECT, related_name="judgements")
    seat = models.PositiveSmallIntegerField()
    taken_at = models.DateTimeField()
    given_at = models.DateTimeField(null=True, blank=True)
    levels = models.JSONField(default=dict)
    remarks = models.JSONField(default=dict)
    feedback = models.TextField(max_length=8000, blank=True)

    class Meta:
        ordering = ["hand_in", "seat"]
        constraints = [
            models.UniqueConstraint(fields=["hand_in", "assessor"], name="one_judgement_an_assessor"),
            models.UniqueConstraint(fields=["hand_in", "seat"], name="one_assessor_a_seat"),
        ]

    def __str__(self) -> str:
        return str(self.uuid)


class Verdict(models.Model):
    """What counts: the latest settled one. Proposed by one assessor, it is settled when another confirms it."""

    personal_data: ClassVar[str] = "how a learner's work was judged"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    hand_in = models.ForeignKey(HandIn, models.PROTECT, related_name="verdicts")
    number = models.PositiveSmallIntegerField()
    means = models.CharField(max_length=8, choices=Means)
    levels = models.JSONField()
    is_passed = models.BooleanField()
    words = models.TextField(max_length=8000, blank=True)
    proposed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    appeal_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["hand_in", "number"]
        constraints = [
            models.UniqueConstraint(fields=["hand_in", "number"], name="one_verdict_a_number"),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=False) | Q(means=Means.TOGETHER), name="only_a_proposal_waits"
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)

    def takes_appeal(self, now: datetime) -> bool:
        return self.appeal_until is not None and now < self.appeal_until


class Appeal(models.Model):
    """A learner does not agree with a verdict; decided by somebody who did not judge the work."""

    personal_data: ClassVar[str] = "why a learner does not agree"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    hand_in = models.OneToOneField(HandIn, models.PROTECT, related_name="appeal")
    reason = models.TextField(max_length=4000)
    state = models.CharField(max_length=7, choices=AppealState, default=AppealState.OPEN)
    lodged_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answer = models.TextField(max_length=4000, blank=True)

    class Meta:
        ordering = ["lodged_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", decided_at=None) | ~Q(state="open") & Q(decided_at__isnull=False),
                name="an_appeal_is_over_exactly_when_decided",
            )
        ]

    def __str__(self) -> str:
        return str(self.uuid)
