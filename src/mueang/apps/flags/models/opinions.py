"""Second opinions: glass boxes learned from a city's own past, judged by a later year, and what one says of a flag."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q

from mueang.apps.accounts.models import User
from mueang.apps.flags.enums import OpinionState
from mueang.apps.flags.enums.opinions import LASTS_DAYS
from mueang.apps.flags.models.flags import Flag
from mueang.apps.network.models import City


class SecondOpinionQuerySet(models.QuerySet["SecondOpinion"]):
    def live(self) -> SecondOpinionQuerySet:
        return self.filter(live_since__isnull=False, retired_at=None)


class SecondOpinion(models.Model):
    """One fit as of a day. `box` is its point tables, `report` the judgement, `shortfalls` why it was refused.

    All three hold counts and shares, no child. One is on in a city at most.
    """

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="second_opinions")
    state = models.CharField(max_length=7, choices=OpinionState, default=OpinionState.ASKED)
    as_of = models.DateField()
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField()
    n_done = models.PositiveSmallIntegerField(default=0)
    n_steps = models.PositiveSmallIntegerField(default=1)
    finished_at = models.DateTimeField(null=True, blank=True)
    shortfalls = models.JSONField(default=list)
    box = models.JSONField(default=dict)
    report = models.JSONField(default=dict)
    live_since = models.DateTimeField(null=True, blank=True)
    live_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = SecondOpinionQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["city"], condition=Q(state=OpinionState.ASKED), name="one_second_opinion_is_asked_for_in_a_city"
            ),
            models.UniqueConstraint(
                fields=["city"],
                condition=Q(live_since__isnull=False, retired_at=None),
                name="one_second_opinion_is_on_in_a_city",
            ),
            models.CheckConstraint(
                condition=Q(live_since=None) | Q(state=OpinionState.VALID), name="only_what_is_validated_is_on"
            ),
        ]

    def __str__(self) -> str:
        return f"second opinion {self.uuid}"

    @property
    def is_live(self) -> bool:
        return self.live_since is not None and self.retired_at is None

    def is_fresh(self, today: date) -> bool:
        """Whether it may be turned on: validated, and not long ago."""
        return self.state == OpinionState.VALID and today - self.as_of <= timedelta(days=LASTS_DAYS)


class Opinion(models.Model):
    """What the second opinion that is on says beside the reasons of one flag: a chance, points and what they are of."""

    personal_data: ClassVar[str] = "how likely a model thinks that a child leaves school"

    flag = models.OneToOneField(Flag, models.CASCADE, related_name="opinion")
    second_opinion = models.ForeignKey(SecondOpinion, models.CASCADE, related_name="opinions")
    chance = models.FloatField()
    points = models.SmallIntegerField()
    reasons = models.JSONField(default=list)

    class Meta:
        ordering = ["flag"]
        constraints = [
            models.CheckConstraint(condition=Q(chance__gte=0, chance__lte=1), name="a_chance_is_from_0_to_1"),
        ]

    def __str__(self) -> str:
        return f"opinion {self.pk}"
