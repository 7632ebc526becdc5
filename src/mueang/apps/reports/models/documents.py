"""Documents while several people write them, the figures they stand on, and what was signed."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from mueang.apps.accounts.models import User
from mueang.apps.indicators.models import Observation
from mueang.apps.network.models import City
from mueang.apps.reports.enums import Kind, Language, State
from mueang.methods.thai import Period


class Report(models.Model):
    """One document. `outline` is the form as it stood when it was begun: a newer form changes no report."""

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="reports")
    kind = models.CharField(max_length=8, choices=Kind)
    title = models.CharField(max_length=200)
    language = models.CharField(max_length=2, choices=Language)
    period_from = models.DateField()
    period_to = models.DateField()
    outline = models.JSONField()
    state = models.CharField(max_length=6, choices=State, default=State.DRAFT)
    remark = models.CharField(max_length=600, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["-changed_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(period_from__lte=F("period_to")), name="a_report_is_of_a_period"),
        ]

    def __str__(self) -> str:
        return str(self.uuid)

    @property
    def period(self) -> Period:
        return Period(self.period_from, self.period_to)


class Answer(models.Model):
    """What is written to a question in one language. `version` rises with each saving: nobody writes over another."""

    personal_data: ClassVar[str] = "free text; the form asks to name nobody who did not agree"

    report = models.ForeignKey(Report, models.CASCADE, related_name="answers")
    question = models.CharField(max_length=20)
    language = models.CharField(max_length=2, choices=Language)
    text = models.TextField(blank=True)
    n_words = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["report", "question", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "question", "language"], name="one_answer_to_a_question_in_a_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.question} {self.language}"


class Evidence(models.Model):
    """A figure an answer stands on; its number within the answer is its place among them."""

    personal_data: ClassVar[str] = ""

    report = models.ForeignKey(Report, models.CASCADE, related_name="evidence")
    question = models.CharField(max_length=20)
    observation = models.ForeignKey(Observation, models.PROTECT, related_name="+")
    attached_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    attached_at = models.DateTimeField()

    class Meta:
        ordering = ["report", "question", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "question", "observation"], name="a_figure_stands_once_an_answer")
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.question} {self.observation_id}"


class SignedCopy(models.Model):
    """The report as it was signed: never changed. `digest` is of the canonical JSON of `content`."""

    personal_data: ClassVar[str] = "free text of the answers, as signed"

    report = models.ForeignKey(Report, models.PROTECT, related_name="copies")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    signed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ["report", "-number"]
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="one_copy_a_number")]

    def __str__(self) -> str:
        return f"{self.report_id} {self.number}"


class QuestionCheck(models.Model):
    """A question of ours was compared with the printed form, and with which; the city answers for it."""

    personal_data: ClassVar[str] = ""

    city = models.ForeignKey(City, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    question = models.CharField(max_length=20)
    source = models.CharField(max_length=300)
    checked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    checked_at = models.DateTimeField()

    class Meta:
        ordering = ["city", "kind", "question"]
        constraints = [
            models.UniqueConstraint(fields=["city", "kind", "question"], name="a_city_checks_a_question_once"),
            models.CheckConstraint(condition=~Q(source=""), name="a_checked_question_says_where"),
        ]

    def __str__(self) -> str:
        return f"{self.city_id} {self.kind} {self.question}"
