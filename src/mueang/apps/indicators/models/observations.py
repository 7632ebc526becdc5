"""Figures, each with its level, period, source, method and completeness; none is overwritten."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from mueang.apps.accounts.models import User
from mueang.apps.indicators.enums import Level, Method, SheetState
from mueang.apps.indicators.models.frameworks import Indicator
from mueang.apps.network.models import City
from mueang.apps.places.models import Neighbourhood
from mueang.methods.thai import Period


class ObservationQuerySet(models.QuerySet["Observation"]):
    def standing(self) -> ObservationQuerySet:
        """Figures that count: neither replaced nor withdrawn."""
        return self.filter(withdrawn_at=None)


class Observation(models.Model):
    """One figure of one area and period. What replaces it names it, and both stay; withdrawn ones say why."""

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="observations")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="observations")
    level = models.CharField(max_length=9, choices=Level)
    neighbourhood = models.ForeignKey(Neighbourhood, models.PROTECT, null=True, blank=True, related_name="observations")
    period_from = models.DateField()
    period_to = models.DateField()
    value = models.DecimalField(max_digits=20, decimal_places=6)
    numerator = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    lower = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    upper = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    source = models.CharField(max_length=300)
    method = models.CharField(max_length=10, choices=Method)
    completeness_percent = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.CharField(max_length=600, blank=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.CharField(max_length=300, blank=True)

    objects = ObservationQuerySet.as_manager()

    class Meta:
        ordering = ["indicator", "level", "-period_to", "-pk"]
        indexes = [models.Index(fields=["city", "indicator"], name="observations_of_a_city")]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "indicator", "level", "period_from", "period_to"],
                condition=Q(withdrawn_at=None, neighbourhood=None),
                name="one_figure_of_an_area_and_period",
            ),
            models.UniqueConstraint(
                fields=["city", "indicator", "neighbourhood", "period_from", "period_to"],
                condition=Q(withdrawn_at=None, neighbourhood__isnull=False),
                name="one_figure_of_a_community_and_period",
            ),
            models.CheckConstraint(condition=Q(level__in=Level.values), name="a_figure_has_its_level"),
            models.CheckConstraint(condition=Q(method__in=Method.values), name="a_figure_has_its_method"),
            models.CheckConstraint(condition=~Q(source=""), name="a_figure_has_its_source"),
            models.CheckConstraint(condition=Q(period_from__lte=F("period_to")), name="a_period_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(level=Level.COMMUNITY, neighbourhood__isnull=False)
                | (~Q(level=Level.COMMUNITY) & Q(neighbourhood=None)),
                name="a_figure_of_a_community_names_it",
            ),
            models.CheckConstraint(
                condition=Q(completeness_percent=None) | Q(completeness_percent__lte=100),
                name="nothing_is_more_than_complete",
            ),
            models.CheckConstraint(
                condition=Q(lower=None, upper=None) | Q(lower__lte=F("value"), upper__gte=F("value")),
                name="a_figure_is_within_its_margin",
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)

    @property
    def period(self) -> Period:
        return Period(self.period_from, self.period_to)


class ObservationSheet(models.Model):
    """A workbook of figures while it is being checked; its lines go once it is decided."""

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="observation_sheets")
    file_name = models.CharField(max_length=200)
    state = models.CharField(max_length=9, choices=SheetState, default=SheetState.PREVIEW)
    lines = models.JSONField(default=list)
    n_lines = models.PositiveIntegerField(default=0)
    n_written = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"sheet {self.uuid}"
