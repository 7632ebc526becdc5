"""Experts who judge by a rubric: each alone at first, then once more having seen where they disagree."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from mueang.apps.accounts.models import User
from mueang.apps.indicators.enums import PanelState
from mueang.apps.indicators.models.frameworks import Indicator
from mueang.apps.indicators.models.observations import Observation
from mueang.apps.network.models import City
from mueang.methods.thai import Period


class Panel(models.Model):
    """One review of some indicators for one period."""

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="panels")
    name = models.CharField(max_length=200)
    period_from = models.DateField()
    period_to = models.DateField()
    state = models.CharField(max_length=9, choices=PanelState, default=PanelState.ROUND_ONE)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(period_from__lte=F("period_to")), name="a_panel_judges_a_period")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def period(self) -> Period:
        return Period(self.period_from, self.period_to)

    @property
    def round(self) -> int:
        """The round that is open or was last."""
        return 1 if self.state == PanelState.ROUND_ONE else 2


class PanelQuestion(models.Model):
    """An indicator to be judged; when the panel is closed, the figure that came of it."""

    personal_data: ClassVar[str] = ""

    panel = models.ForeignKey(Panel, models.CASCADE, related_name="questions")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="questions")
    position = models.PositiveSmallIntegerField()
    observation = models.ForeignKey(Observation, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["panel", "position"]
        constraints = [models.UniqueConstraint(fields=["panel", "indicator"], name="a_panel_asks_once")]

    def __str__(self) -> str:
        return f"{self.panel_id} {self.position}"


class Reviewer(models.Model):
    """Who judges; the round they have handed in, 0 before the first."""

    personal_data: ClassVar[str] = "who reviewed what for a city"

    panel = models.ForeignKey(Panel, models.CASCADE, related_name="reviewers")
    user = models.ForeignKey(User, models.PROTECT, related_name="reviews")
    handed_in = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["panel", "pk"]
        constraints = [models.UniqueConstraint(fields=["panel", "user"], name="one_seat_on_a_panel")]

    def __str__(self) -> str:
        return f"{self.panel_id} {self.user_id}"


class Judgement(models.Model):
    """A level of the rubric with its evidence; changed as often as one likes until the round is handed in."""

    personal_data: ClassVar[str] = "what a reviewer thought of a city"

    reviewer = models.ForeignKey(Reviewer, models.CASCADE, related_name="judgements")
    question = models.ForeignKey(PanelQuestion, models.CASCADE, related_name="judgements")
    round = models.PositiveSmallIntegerField()
    level = models.PositiveSmallIntegerField()
    evidence = models.CharField(max_length=800)
    judged_at = models.DateTimeField()

    class Meta:
        ordering = ["question", "reviewer", "round"]
        constraints = [
            models.UniqueConstraint(fields=["reviewer", "question", "round"], name="one_judgement_a_round"),
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=5), name="a_rubric_has_five_levels"),
            models.CheckConstraint(condition=Q(round__in=[1, 2]), name="a_panel_has_two_rounds"),
            models.CheckConstraint(condition=~Q(evidence=""), name="a_judgement_has_evidence"),
        ]

    def __str__(self) -> str:
        return f"{self.question_id} {self.level}"
