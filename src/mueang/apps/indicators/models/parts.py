"""A city's figure told apart by who people are: each part hangs on the figure, and never stands for it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from mueang.apps.indicators.enums import Disability, HomeLanguage, Income, Sex
from mueang.apps.indicators.models.observations import Observation
from mueang.apps.places.models import Neighbourhood
from mueang.apps.planning.enums import AgeGroup

DIMENSIONS = ("neighbourhood", "age", "sex", "income", "disability", "language")
_SAID = ("age", "sex", "income", "disability", "language")


class ObservationPart(models.Model):
    """The value among `people` of one group or crossing of groups; what is left empty is not told apart.

    Period, source and method are those of the figure. A figure that is replaced keeps its parts, and the new one has
    none until they are said.
    """

    personal_data: ClassVar[str] = "counts of people by group, few of them in some"

    observation = models.ForeignKey(Observation, models.CASCADE, related_name="parts")
    neighbourhood = models.ForeignKey(Neighbourhood, models.PROTECT, null=True, blank=True, related_name="+")
    age = models.CharField(max_length=6, choices=AgeGroup, blank=True)
    sex = models.CharField(max_length=6, choices=Sex, blank=True)
    income = models.CharField(max_length=7, choices=Income, blank=True)
    disability = models.CharField(max_length=7, choices=Disability, blank=True)
    language = models.CharField(max_length=12, choices=HomeLanguage, blank=True)
    value = models.DecimalField(max_digits=20, decimal_places=6)
    people = models.PositiveIntegerField()
    lower = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    upper = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)

    class Meta:
        ordering = ["observation", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["observation", *_SAID], condition=Q(neighbourhood=None), name="one_part_of_a_group"
            ),
            models.UniqueConstraint(
                fields=["observation", "neighbourhood", *_SAID],
                condition=Q(neighbourhood__isnull=False),
                name="one_part_of_a_group_in_a_community",
            ),
            models.CheckConstraint(condition=Q(people__gte=1), name="a_part_has_people"),
            models.CheckConstraint(
                condition=~Q(neighbourhood=None, **dict.fromkeys(_SAID, "")), name="a_part_says_of_whom"
            ),
            models.CheckConstraint(
                condition=Q(lower=None, upper=None) | Q(lower__lte=F("value"), upper__gte=F("value")),
                name="a_part_is_within_its_margin",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.observation_id} {self.pk}"
