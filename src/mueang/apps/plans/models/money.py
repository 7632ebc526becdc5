"""Where the money of a plan comes from, and for what it is set aside."""

from __future__ import annotations

import uuid
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from mueang.apps.network.models import City, Organization
from mueang.apps.plans.enums import Category, SourceKind
from mueang.apps.plans.models.plans import Activity


class FundingSource(models.Model):
    """Own budget, a grant, or what a partner gives; a grant may pay through several budget years.

    `amount_satang` is what there is in all: without it the amount is not known yet, which is not nothing.
    """

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="funding_sources")
    kind = models.CharField(max_length=8, choices=SourceKind)
    name_th = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="funding_sources"
    )
    amount_satang = models.PositiveBigIntegerField(null=True, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["kind", "name_th"]
        constraints = [
            models.UniqueConstraint(fields=["city", "name_th"], name="one_funding_source_a_name_in_a_city"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="a_source_ends_after_it_began"
            ),
            models.CheckConstraint(
                condition=Q(kind=SourceKind.OWN) | Q(organization__isnull=False),
                name="only_own_money_comes_from_nobody",
            ),
        ]

    def __str__(self) -> str:
        return self.name_th

    def is_open(self, today: date) -> bool:
        return self.ends_on is None or self.ends_on >= today


class BudgetLine(models.Model):
    """So much of a source for one group of expenses of an activity; help in kind is told by what it is worth."""

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="budget_lines")
    source = models.ForeignKey(FundingSource, models.PROTECT, related_name="budget_lines")
    category = models.CharField(max_length=9, choices=Category)
    amount_satang = models.PositiveBigIntegerField()
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["activity", "source", "category"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "source", "category"], name="one_budget_line_a_source_and_category"
            ),
            models.CheckConstraint(condition=Q(amount_satang__gt=0), name="a_budget_line_is_of_money"),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.source_id} {self.category}"
