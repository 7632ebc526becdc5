"""Learning places, which turn unconfirmed by themselves when nobody verifies them, and neighbourhoods."""

from __future__ import annotations

import re
import uuid
from datetime import date, timedelta
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from mueang.apps.accounts.models import User
from mueang.apps.network.models import City, Organization
from mueang.apps.places.enums import Accessibility, Freshness, PlaceKind, Weekday

FRESH_FOR = timedelta(days=180)
WEEKLY_RULE = re.compile(r"FREQ=WEEKLY;BYDAY=((?:MO|TU|WE|TH|FR|SA|SU)(?:,(?:MO|TU|WE|TH|FR|SA|SU))*)")


FRESHNESS_FIELDS = ("verified_on", "freshness", "freshness_on")


class Neighbourhood(models.Model):
    """A named community with its centre and, where known, its boundary (GeoJSON geometry, WGS 84)."""

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="neighbourhoods")
    code = models.CharField(max_length=12)
    name_th = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    latitude = models.FloatField(validators=[MinValueValidator(-90), MaxValueValidator(90)])
    longitude = models.FloatField(validators=[MinValueValidator(-180), MaxValueValidator(180)])
    boundary = models.JSONField(null=True, blank=True)
    population = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["city", "code"], name="one_neighbourhood_per_code_in_a_city")]

    def __str__(self) -> str:
        return self.name_th


class Kept(models.Model):
    """An entry that somebody keeps true: when it was last confirmed, and how far the worker has asked since.

    It turns unconfirmed by its date alone; `freshness` is moved on by the worker only, and back by a confirmation.
    """

    fresh_for: ClassVar[timedelta]

    verified_on = models.DateField(null=True, blank=True)
    freshness = models.PositiveSmallIntegerField(choices=Freshness, default=Freshness.FRESH)
    freshness_on = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True

    def is_confirmed(self, today: date) -> bool:
        return self.verified_on is not None and self.verified_on >= today - self.fresh_for

    def confirm(self, on: date) -> None:
        """It is true as of `on`; whatever was asked is answered. The caller saves `FRESHNESS_FIELDS`."""
        self.verified_on, self.freshness, self.freshness_on = on, Freshness.FRESH, None

    def next_freshness(self, today: date) -> Freshness | None:
        """The step that is due: asked, asked again, shown as unconfirmed, out of the lists; or None.

        The owner is asked twice before the entry turns unconfirmed, so the first time two pauses earlier. Every step
        waits for the one before it, however long the worker was away.
        """
        pause, rested = settings.ASK_AGAIN_AFTER, self.freshness_on
        if self.freshness == Freshness.FRESH:
            is_due = self.verified_on is None or self.verified_on <= today - self.fresh_for + 2 * pause
        elif self.freshness == Freshness.ASKED:
            is_due = rested is None or rested <= today - pause
        elif self.freshness == Freshness.ASKED_AGAIN:
            is_due = (rested is None or rested <= today - pause) and not self.is_confirmed(today)
        else:
            is_due = self.freshness == Freshness.UNCONFIRMED and (
                rested is None or rested <= today - settings.UNLIST_AFTER
            )
        return Freshness(self.freshness + 1) if is_due else None

    @classmethod
    def due_for_a_step(cls, today: date) -> Q:
        """The rows for which `next_freshness` says a step, as the database finds them."""
        pause = settings.ASK_AGAIN_AFTER
        old = Q(verified_on=None) | Q(verified_on__lte=today - cls.fresh_for + 2 * pause)
        return (
            (Q(freshness=Freshness.FRESH) & old)
            | Q(freshness=Freshness.ASKED, freshness_on__lte=today - pause)
            | (Q(freshness=Freshness.ASKED_AGAIN, freshness_on__lte=today - pause) & _stale(today - cls.fresh_for))
            | Q(freshness=Freshness.UNCONFIRMED, freshness_on__lte=today - settings.UNLIST_AFTER)
        )


def _stale(since: date) -> Q:
    return Q(verified_on=None) | Q(verified_on__lt=since)


class PlaceQuerySet(models.QuerySet["Place"]):
    def open(self) -> PlaceQuerySet:
        return self.filter(closed_on=None)

    def stale(self, today: date) -> PlaceQuerySet:
        return self.open().filter(_stale(today - FRESH_FOR))

    def listed(self) -> PlaceQuerySet:
        """Open, and not taken out of lists and search because nobody confirmed it for too long."""
        return self.open().exclude(freshness=Freshness.UNLISTED)


class Place(Kept):
    """`owner` is asked whether the entry is still true; without one, those who hold the place's roles are.

    `changed_in` is the version of its city (`network.City.version`) that last changed what the public sees of it.
    """

    personal_data: ClassVar[str] = "contact line of the place"
    fresh_for: ClassVar[timedelta] = FRESH_FOR

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="places")
    slug = models.SlugField(max_length=80)
    kind = models.CharField(max_length=20, choices=PlaceKind)
    name_th = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    about_th = models.TextField(blank=True)
    about_en = models.TextField(blank=True)
    organization = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True, related_name="places")
    neighbourhood = models.ForeignKey(Neighbourhood, models.PROTECT, null=True, blank=True, related_name="places")
    address = models.CharField(max_length=300, blank=True)
    latitude = models.FloatField(null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)])
    longitude = models.FloatField(null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)])
    website = models.URLField(blank=True)
    contact = models.CharField(max_length=200, blank=True)
    capacity = models.PositiveIntegerField(null=True, blank=True)
    accessibility = models.JSONField(default=list, blank=True)
    opening_rule = models.CharField(max_length=300, blank=True)
    opens_at = models.TimeField(null=True, blank=True)
    closes_at = models.TimeField(null=True, blank=True)
    owner = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    closed_on = models.DateField(null=True, blank=True)
    is_invented = models.BooleanField(default=False)
    changed_in = models.PositiveBigIntegerField(default=0, editable=False)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = ["name_th"]
        constraints = [
            models.UniqueConstraint(fields=["city", "slug"], name="one_place_per_slug_in_a_city"),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None) | Q(latitude__isnull=False, longitude__isnull=False),
                name="place_has_both_coordinates_or_neither",
            ),
        ]

    def __str__(self) -> str:
        return self.name_th

    @property
    def accessibility_labels(self) -> list[str]:
        return [str(Accessibility(value).label) for value in self.accessibility if value in Accessibility.values]

    @property
    def weekdays(self) -> list[Weekday]:
        """Days it is open, Monday first, where its rule names weekdays; empty where it does not."""
        found = WEEKLY_RULE.fullmatch(self.opening_rule)
        named = found[1].split(",") if found else []
        return [day for day in Weekday if day.value in named]

    @property
    def point(self) -> tuple[float, float] | None:
        return None if self.latitude is None or self.longitude is None else (self.latitude, self.longitude)
