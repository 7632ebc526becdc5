"""Numbers computed from operations as they stood on the day they were frozen, and the runs that froze them."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from mueang.apps.accounts.models import User
from mueang.apps.indicators.enums import FreezeState, Level
from mueang.apps.indicators.models.observations import Observation
from mueang.apps.network.models import City
from mueang.apps.places.models import Neighbourhood
from mueang.methods.thai import Period


class Freeze(models.Model):
    """One count of everything for a city and period: asked for by somebody, or made each night."""

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="freezes")
    period_from = models.DateField()
    period_to = models.DateField()
    state = models.CharField(max_length=7, choices=FreezeState, default=FreezeState.ASKED)
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    n_done = models.PositiveSmallIntegerField(default=0)
    n_new = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "period_from", "period_to"],
                condition=Q(state__in=[FreezeState.ASKED, FreezeState.RUNNING]),
                name="a_freeze_is_asked_for_once_at_a_time",
            ),
            models.CheckConstraint(condition=Q(period_from__lte=F("period_to")), name="a_freeze_is_of_a_period"),
        ]

    def __str__(self) -> str:
        return f"freeze {self.uuid}"

    @property
    def is_open(self) -> bool:
        return self.state in (FreezeState.ASKED, FreezeState.RUNNING)

    @property
    def period(self) -> Period:
        return Period(self.period_from, self.period_to)


class FrozenValueQuerySet(models.QuerySet["FrozenValue"]):
    def standing(self) -> FrozenValueQuerySet:
        """The newest of each number."""
        return self.filter(replaced_at=None)


class FrozenValue(models.Model):
    """One number of one definition. `part` names an age band or mode; a community is named by its row.

    `n_unknown` says how many could have been known and are not. What is withheld is nowhere in the row. `frozen_at` is
    when the number first came out, `seen_at` when it was last found unchanged; a new number is a new row. `version`
    says by which wording of the definition it was counted, and `counted_to` up to which day, where the period was
    still running.
    """

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="frozen_values")
    freeze = models.ForeignKey(Freeze, models.PROTECT, related_name="values")
    code = models.SlugField(max_length=40)
    version = models.CharField(max_length=12)
    level = models.CharField(
        max_length=9, choices=[(Level.CITY.value, Level.CITY.label), (Level.COMMUNITY.value, Level.COMMUNITY.label)]
    )
    group = models.CharField(max_length=13, blank=True)
    part = models.CharField(max_length=12, blank=True)
    neighbourhood = models.ForeignKey(Neighbourhood, models.PROTECT, null=True, blank=True, related_name="+")
    period_from = models.DateField()
    period_to = models.DateField()
    counted_to = models.DateField()
    value = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    numerator = models.PositiveBigIntegerField(null=True, blank=True)
    denominator = models.PositiveBigIntegerField(null=True, blank=True)
    n_rows = models.PositiveBigIntegerField(null=True, blank=True)
    n_unknown = models.PositiveBigIntegerField(null=True, blank=True)
    is_withheld = models.BooleanField(default=False)
    completeness_percent = models.PositiveSmallIntegerField(null=True, blank=True)
    frozen_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)
    observation = models.OneToOneField(Observation, models.PROTECT, null=True, blank=True, related_name="frozen_value")

    objects = FrozenValueQuerySet.as_manager()

    class Meta:
        ordering = ["code", "group", "part", "-period_to", "-frozen_at", "-pk"]
        indexes = [models.Index(fields=["city", "code", "period_to"], name="frozen_values_of_a_city")]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "code", "group", "part", "period_from", "period_to"],
                condition=Q(replaced_at=None),
                name="one_standing_frozen_value",
            ),
            models.CheckConstraint(
                condition=Q(is_withheld=False) | Q(value=None, numerator=None, denominator=None, n_rows=None),
                name="what_is_withheld_is_not_kept",
            ),
            models.CheckConstraint(
                condition=Q(level=Level.COMMUNITY, group="neighbourhood") | (Q(level=Level.CITY, neighbourhood=None)),
                name="a_frozen_value_has_its_level",
            ),
            models.CheckConstraint(
                condition=Q(completeness_percent=None) | Q(completeness_percent__lte=100),
                name="no_frozen_value_is_more_than_complete",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.part}".strip()

    @property
    def period(self) -> Period:
        return Period(self.period_from, self.period_to)

    @property
    def may_be_taken(self) -> bool:
        """Whether the register has a place for it: the city's, or a named community's, and nothing withheld."""
        has_place = not self.group or self.neighbourhood_id is not None
        return has_place and self.value is not None and self.replaced_at is None
