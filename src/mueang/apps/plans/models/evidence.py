"""Rows that show what was done, and the reports that were drawn from them."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from mueang.apps.accounts.models import User
from mueang.apps.plans.enums import EvidenceKind, ReportState
from mueang.apps.plans.models.money import FundingSource
from mueang.apps.plans.models.plans import Activity, WorkPlan
from mueang.methods.thai import Period


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def standing(self) -> EvidenceQuerySet:
        return self.filter(withdrawn_at=None)


class Evidence(models.Model):
    """A pointer from an activity to rows of the city, counted between two days; it holds no row itself.

    `rows_of` is the uuid of what the rows belong to (an offering, say), none where the whole city is meant.
    `n` is the last count, `value` a figure that is no count, `counted_at` when it was counted, `about_th` what the rows
    belong to as it was called then. A child's rows that are few have no `n`: withheld. A picture keeps what it needs
    to be shown in `picture`.
    """

    personal_data: ClassVar[str] = "a picture may show people who agreed"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=12)
    rows_of = models.UUIDField(null=True, blank=True)
    period_from = models.DateField()
    period_to = models.DateField()
    words_th = models.CharField(max_length=300, blank=True)
    words_en = models.CharField(max_length=300, blank=True)
    about_th = models.CharField(max_length=300, blank=True)
    about_en = models.CharField(max_length=300, blank=True)
    n = models.PositiveIntegerField(null=True, blank=True)
    value = models.CharField(max_length=60, blank=True)
    is_gone = models.BooleanField(default=False)
    counted_at = models.DateTimeField()
    picture = models.JSONField(default=dict, blank=True)
    attached_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    attached_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["activity", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(period_from__lte=F("period_to")), name="evidence_is_of_a_period"),
            models.CheckConstraint(
                condition=~Q(kind=EvidenceKind.PICTURE) | ~Q(words_th=""), name="a_picture_is_told_in_words"
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)

    @property
    def period(self) -> Period:
        return Period(self.period_from, self.period_to)


class PlanReport(models.Model):
    """A report of a plan, or of what one source paid in it, over a period; drawn anew until it is signed.

    `drawn` is what the rows said when it was last drawn. What is signed is never changed: a correction is a report of
    its own that names the one it `corrects`.
    """

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(WorkPlan, models.PROTECT, related_name="plan_reports")
    source = models.ForeignKey(FundingSource, models.PROTECT, null=True, blank=True, related_name="plan_reports")
    title = models.CharField(max_length=200)
    period_from = models.DateField()
    period_to = models.DateField()
    state = models.CharField(max_length=6, choices=ReportState, default=ReportState.DRAFT)
    drawn = models.JSONField(default=dict)
    corrects = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="corrected_by")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-period_to", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(period_from__lte=F("period_to")), name="a_plan_report_is_of_a_period"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def period(self) -> Period:
        return Period(self.period_from, self.period_to)


class ReportWords(models.Model):
    """Sentences that a person adds to a report: to one activity, or to the whole where none is named."""

    personal_data: ClassVar[str] = "free text; the form asks to name nobody who did not agree"

    report = models.ForeignKey(PlanReport, models.CASCADE, related_name="words")
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField()
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["report", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "activity"], name="one_text_an_activity_in_a_report"),
            # Nulls are distinct in a unique constraint: the text of the whole needs one of its own.
            models.UniqueConstraint(
                fields=["report"], condition=Q(activity=None), name="one_text_for_the_whole_of_a_report"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.activity_id}"


class SignedPlanReport(models.Model):
    """A report as it was signed: never changed. `digest` is of the canonical JSON of `content`."""

    personal_data: ClassVar[str] = "free text of the report, as signed"

    report = models.OneToOneField(PlanReport, models.PROTECT, related_name="signed")
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    signed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ["-signed_at", "-pk"]

    def __str__(self) -> str:
        return self.digest
