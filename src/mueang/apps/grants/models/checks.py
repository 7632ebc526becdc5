"""Reports that a city signed and a fund read, and samples that a fund drew."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from mueang.apps.accounts.models import User
from mueang.apps.grants.enums import ReportState, Verdict
from mueang.apps.grants.models.money import Grant


class GrantReport(models.Model):
    """What the city signed: drawn from rows at that moment, kept as it was. `digest` is of the canonical `content`."""

    personal_data: ClassVar[str] = "free text of the report, as signed"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    grant = models.ForeignKey(Grant, models.PROTECT, related_name="reports")
    period_from = models.DateField()
    period_to = models.DateField()
    words = models.TextField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=ReportState, default=ReportState.SENT)
    signed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_words = models.CharField(max_length=600, blank=True)

    class Meta:
        ordering = ["-signed_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(period_from__lte=F("period_to")), name="a_grant_report_is_of_a_period"),
            models.UniqueConstraint(
                fields=["grant"], condition=Q(state=ReportState.SENT), name="one_report_waits_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period_from} {self.period_to}"


class Sample(models.Model):
    """Rows of a grant drawn at random from a stated seed; whoever has the same rows draws the same again."""

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    grant = models.ForeignKey(Grant, models.PROTECT, related_name="samples")
    seed = models.CharField(max_length=80)
    n_rows = models.PositiveIntegerField()
    drawn_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField()
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    signed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-drawn_at", "-pk"]

    def __str__(self) -> str:
        return self.seed


class SampleItem(models.Model):
    """One row that was drawn, and what whoever looked found."""

    personal_data: ClassVar[str] = ""

    sample = models.ForeignKey(Sample, models.CASCADE, related_name="items")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10)
    row = models.UUIDField()
    verdict = models.CharField(max_length=12, choices=Verdict, default=Verdict.OPEN, blank=True)
    note = models.CharField(max_length=300, blank=True)
    looked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    looked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["sample", "number"]
        constraints = [models.UniqueConstraint(fields=["sample", "number"], name="one_item_a_number_of_a_sample")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.row}"
