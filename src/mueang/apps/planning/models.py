"""How many people of each age live in a neighbourhood."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from mueang.apps.places.models import Neighbourhood


class Residents(models.Model):
    """Counts of one neighbourhood, as of a day and from a source; no deprivation is "not known", never none."""

    personal_data: ClassVar[str] = ""

    neighbourhood = models.OneToOneField(Neighbourhood, models.CASCADE, related_name="residents")
    small = models.PositiveIntegerField()
    pupils = models.PositiveIntegerField()
    youth = models.PositiveIntegerField()
    adults = models.PositiveIntegerField()
    older = models.PositiveIntegerField()
    deprivation_percent = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MaxValueValidator(100)])
    counted_on = models.DateField()
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["neighbourhood__code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(deprivation_percent=None) | Q(deprivation_percent__lte=100),
                name="deprivation_is_a_percentage",
            )
        ]

    def __str__(self) -> str:
        return f"{self.neighbourhood_id}: {self.total}"

    @property
    def total(self) -> int:
        return self.small + self.pupils + self.youth + self.adults + self.older

    def of(self, group: str) -> int:
        """How many people of an age group."""
        return int(getattr(self, group))
