"""How many people of each age live in a neighbourhood, and what-ifs: scenarios of places."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from mueang.apps.accounts.models import User
from mueang.apps.network.models import City
from mueang.apps.places.models import Neighbourhood, Place
from mueang.apps.planning.enums import AgeGroup, ChangeKind, Goal, ProposalState, Way


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


class Scenario(models.Model):
    """A what-if of one city, for one question; nothing of the city changes by it."""

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="scenarios")
    name = models.CharField(max_length=120)
    note = models.TextField(blank=True)
    group = models.CharField(max_length=10, choices=AgeGroup)
    way = models.CharField(max_length=10, choices=Way)
    minutes = models.PositiveSmallIntegerField()
    interest = models.CharField(max_length=40, blank=True)
    counts_need = models.BooleanField(default=False)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-changed_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["city", "name"], name="one_scenario_per_name_in_a_city")]

    def __str__(self) -> str:
        return self.name


class Change(models.Model):
    """One place opened, moved, closed or extended in a scenario; an opened one is no place of the city yet."""

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=10, choices=ChangeKind)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=120, blank=True)
    latitude = models.FloatField(null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)])
    longitude = models.FloatField(null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)])
    seats = models.PositiveIntegerField(null=True, blank=True)
    weekdays = models.JSONField(default=list, blank=True)
    opens_at = models.TimeField(null=True, blank=True)
    closes_at = models.TimeField(null=True, blank=True)
    cost_satang = models.PositiveBigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["scenario", "place"], name="one_change_per_place_of_a_scenario"),
            models.CheckConstraint(
                condition=Q(kind=ChangeKind.OPENED, place=None) | (~Q(kind=ChangeKind.OPENED) & ~Q(place=None)),
                name="opened_is_no_place_yet_and_the_rest_are",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=[ChangeKind.OPENED, ChangeKind.MOVED])
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="opened_and_moved_stand_somewhere",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.name or self.place_id}"

    @property
    def point(self) -> tuple[float, float] | None:
        return None if self.latitude is None or self.longitude is None else (self.latitude, self.longitude)


class Proposal(models.Model):
    """A wish for proposed places; the worker computes it, tells how far it is, and can be stopped."""

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="proposals")
    goal = models.CharField(max_length=10, choices=Goal)
    n_places = models.PositiveSmallIntegerField()
    seats = models.PositiveIntegerField()
    weekdays = models.JSONField(default=list)
    opens_at = models.TimeField()
    closes_at = models.TimeField()
    cost_satang = models.PositiveBigIntegerField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=ProposalState, default=ProposalState.WAITING)
    stage = models.CharField(max_length=20, blank=True)
    gap = models.FloatField(null=True, blank=True)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["scenario"],
                condition=Q(state__in=[ProposalState.WAITING, ProposalState.RUNNING]),
                name="one_proposal_at_a_time_for_a_scenario",
            )
        ]

    def __str__(self) -> str:
        return f"{self.goal} {self.n_places}: {self.state}"

    @property
    def is_open(self) -> bool:
        return self.state in {ProposalState.WAITING, ProposalState.RUNNING}
