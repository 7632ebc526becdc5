"""Figures as they were given to everybody: files and rows of a version, which never change."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from mueang.apps.accounts.models import User
from mueang.apps.indicators.enums import Level
from mueang.apps.network.models import City
from mueang.methods.thai import Period


class ReleaseQuerySet(models.QuerySet["Release"]):
    def standing(self) -> ReleaseQuerySet:
        """Releases that were not withdrawn."""
        return self.filter(withdrawn_at=None)


class Release(models.Model):
    """A version of the city's figures. A correction is the next version; a withdrawn one keeps its page and reason."""

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="releases")
    number = models.PositiveSmallIntegerField()
    change = models.CharField(max_length=600)
    n_rows = models.PositiveIntegerField()
    n_withheld = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    published_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    published_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.CharField(max_length=300, blank=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        ordering = ["city", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["city", "number"], name="one_release_a_version"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_why="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_why="")),
                name="a_withdrawn_release_says_why",
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)


class ReleaseFile(models.Model):
    """One file of a release, to the byte."""

    personal_data: ClassVar[str] = ""

    release = models.ForeignKey(Release, models.PROTECT, related_name="files")
    name = models.CharField(max_length=80)
    media_type = models.CharField(max_length=80)
    content = models.BinaryField()
    n_bytes = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["release", "pk"]
        constraints = [models.UniqueConstraint(fields=["release", "name"], name="one_file_a_name_in_a_release")]

    def __str__(self) -> str:
        return f"{self.release_id} {self.name}"


class ReleasedFigure(models.Model):
    """One figure of a release; without a value it was withheld, so that nothing tells of a few people."""

    personal_data: ClassVar[str] = ""

    release = models.ForeignKey(Release, models.PROTECT, related_name="figures")
    position = models.PositiveIntegerField()
    observation = models.UUIDField()
    indicator = models.CharField(max_length=40)
    indicator_th = models.CharField(max_length=200)
    indicator_en = models.CharField(max_length=200, blank=True)
    unit = models.CharField(max_length=11)
    level = models.CharField(max_length=9)
    community = models.UUIDField(null=True, blank=True)
    community_th = models.CharField(max_length=200, blank=True)
    community_en = models.CharField(max_length=200, blank=True)
    period_from = models.DateField()
    period_to = models.DateField()
    value = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    numerator = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    lower = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    upper = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    method = models.CharField(max_length=10)
    completeness_percent = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.CharField(max_length=300)
    recorded_on = models.DateField()
    is_withheld = models.BooleanField(default=False)

    class Meta:
        ordering = ["release", "position"]
        indexes = [models.Index(fields=["release", "indicator"], name="figures_of_a_release")]
        constraints = [
            models.UniqueConstraint(fields=["release", "position"], name="one_figure_a_line_of_a_release"),
            models.CheckConstraint(condition=Q(period_from__lte=F("period_to")), name="a_released_period_ends"),
            models.CheckConstraint(
                condition=Q(is_withheld=False, value__isnull=False)
                | Q(is_withheld=True, value=None, numerator=None, denominator=None, lower=None, upper=None),
                name="what_is_withheld_says_nothing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.release_id} {self.position}"

    @property
    def period(self) -> Period:
        return Period(self.period_from, self.period_to)

    @property
    def level_words(self) -> str:
        return str(Level(self.level).label)
