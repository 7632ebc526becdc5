"""Versions of a city's early-warning rules: drafted, live since, retired; never edited once they were live."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from mueang.apps.accounts.models import User
from mueang.apps.flags.enums import LIFE_DAYS, LOOK_FROM, URGENT_FROM, VISIT_FROM, Comparison, Variable
from mueang.apps.network.models import City


class RuleSetQuerySet(models.QuerySet["RuleSet"]):
    def drafts(self) -> RuleSetQuerySet:
        return self.filter(live_since=None, retired_at=None)

    def live(self) -> RuleSetQuerySet:
        return self.filter(live_since__isnull=False, retired_at=None)


class RuleSet(models.Model):
    """One version: from how many points a child is looked at, and for how many days an unconfirmed flag stands."""

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="rule_sets")
    number = models.PositiveIntegerField()
    look_from = models.PositiveSmallIntegerField(default=LOOK_FROM)
    urgent_from = models.PositiveSmallIntegerField(default=URGENT_FROM)
    visit_from = models.PositiveSmallIntegerField(default=VISIT_FROM)
    life_days = models.PositiveSmallIntegerField(default=LIFE_DAYS)
    note = models.CharField(max_length=400, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    live_since = models.DateTimeField(null=True, blank=True)
    live_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = RuleSetQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["city", "number"], name="one_rule_set_per_number"),
            models.UniqueConstraint(
                fields=["city"], condition=Q(live_since=None, retired_at=None), name="one_draft_of_rules_in_a_city"
            ),
            models.UniqueConstraint(
                fields=["city"],
                condition=Q(live_since__isnull=False, retired_at=None),
                name="one_live_set_of_rules_in_a_city",
            ),
            models.CheckConstraint(
                condition=Q(look_from__gte=1, visit_from__gte=1, life_days__gte=1, urgent_from__gte=F("look_from")),
                name="levels_of_rules_are_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.city_id} {self.number}"

    @property
    def is_draft(self) -> bool:
        return self.live_since is None and self.retired_at is None

    @property
    def is_live(self) -> bool:
        return self.live_since is not None and self.retired_at is None


class Rule(models.Model):
    """If the variable compares so, these points are added, and this sentence says why."""

    personal_data: ClassVar[str] = ""

    rule_set = models.ForeignKey(RuleSet, models.CASCADE, related_name="rules")
    key = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField()
    variable = models.CharField(max_length=20, choices=Variable)
    comparison = models.CharField(max_length=8, choices=Comparison)
    threshold = models.FloatField(default=0)
    points = models.PositiveSmallIntegerField()
    says_th = models.CharField(max_length=200)
    says_en = models.CharField(max_length=200)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["rule_set", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["rule_set", "key"], name="one_rule_per_key"),
            models.CheckConstraint(condition=Q(points__gte=1, points__lte=99), name="a_rule_adds_1_to_99_points"),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def asks_for_visit(self) -> bool:
        """Missing data is no low risk: its points ask for a visit, apart from those of what is known."""
        return self.comparison == Comparison.UNKNOWN
