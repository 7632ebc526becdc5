"""How a case was closed, whether it held, and what opened it again."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from mueang.apps.accounts.models import User
from mueang.apps.support.enums.cases import CLOSED, CaseState, DurableOutcome, StillHolds
from mueang.apps.support.enums.concerns import RecordFault
from mueang.apps.support.models.cases import Case, WrittenOnceModel


class Closure(WrittenOnceModel):
    """Why a case was closed, and by which evidence: a plan that was opened is no outcome."""

    personal_data: ClassVar[str] = "what became of a child"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="closures")
    state = models.CharField(max_length=15, choices=[(one.value, one.label) for one in CaseState if one in CLOSED])
    outcome = models.CharField(max_length=15, choices=DurableOutcome, blank=True)
    record_error = models.CharField(max_length=15, choices=RecordFault, blank=True)
    evidence = models.CharField(max_length=1000)
    closed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField()

    class Meta:
        ordering = ["-closed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(state=CaseState.DURABLE) & ~Q(outcome="") & Q(record_error=""))
                | (Q(state=CaseState.RECORD_ERROR) & ~Q(record_error="") & Q(outcome=""))
                | Q(state=CaseState.UNREACHABLE, outcome="", record_error=""),
                name="each_closure_says_its_own_why",
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.state}"


class ReCheck(models.Model):
    """Months after a durable outcome somebody asks whether it holds."""

    personal_data: ClassVar[str] = "whether a child stayed in learning"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    closure = models.ForeignKey(Closure, models.CASCADE, related_name="rechecks")
    months = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    holds = models.CharField(max_length=10, choices=StillHolds, blank=True)
    words = models.CharField(max_length=500, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    # The case was opened again before this day came.
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["done_at", "due_on"], name="recheck_due")]
        constraints = [
            models.UniqueConstraint(fields=["closure", "months"], name="one_recheck_per_closure_and_month"),
            models.CheckConstraint(
                condition=Q(done_at=None, holds="") | (Q(done_at__isnull=False) & ~Q(holds="")),
                name="a_recheck_done_says_whether_it_holds",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.closure_id} +{self.months}"


class Reopening(WrittenOnceModel):
    personal_data: ClassVar[str] = "why a child's case was opened again"

    case = models.ForeignKey(Case, models.CASCADE, related_name="reopenings")
    reason = models.CharField(max_length=500)
    reopened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    reopened_at = models.DateTimeField()

    class Meta:
        ordering = ["-reopened_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.case_id} {self.reopened_at}"
