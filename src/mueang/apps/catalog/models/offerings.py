"""Offerings with their conditions, who teaches them, and the pictures that show them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from mueang.apps.accounts.models import User
from mueang.apps.catalog.enums import CourseLanguage, Delivery, KitFrom, OfferingState, TeachingRole
from mueang.apps.catalog.models.programs import Program
from mueang.apps.network.models import City
from mueang.apps.people.models import Person
from mueang.apps.places.enums import Freshness
from mueang.apps.places.models import Kept, Place

FRESH_FOR = timedelta(days=120)
MOST_PHOTOS = 6


@dataclass(frozen=True, slots=True)
class KitLine:
    """One thing of the kit list, who brings it, and what it costs (satang)."""

    name_th: str
    name_en: str = ""
    source: str = KitFrom.BRING
    cost_satang: int = 0

    def get_source_display(self) -> str:
        return str(KitFrom(self.source).label)


class OfferingQuerySet(models.QuerySet["Offering"]):
    def published(self) -> OfferingQuerySet:
        return self.filter(state=OfferingState.PUBLISHED)

    def announced(self) -> OfferingQuerySet:
        """Published once: still on, cancelled, or finished. A draft was never public."""
        return self.exclude(state=OfferingState.DRAFT)

    def listed(self) -> OfferingQuerySet:
        """Published, and not taken out of lists and search because nobody confirmed it for too long."""
        return self.published().exclude(freshness=Freshness.UNLISTED)

    def upcoming(self, today: date) -> OfferingQuerySet:
        return self.listed().filter(ends_on__gte=today)


class Offering(Kept):
    """A program given in a city at a place, with seats. `seats_taken` is kept by enrollment under the row's lock.

    While `seats_are_drawn` enrollment shares the seats in a round, and nobody joins by coming first.
    `reserved_seats` says how many seats wait for each `SeatGroup`, `fee_waivers` what a group pays instead of the cost
    (satang); in public both are said without naming anybody. `online_url` is for the seated only. `changed_in` is the
    city's version at which this row alone last changed.
    """

    personal_data: ClassVar[str] = "contact line of the offering"
    fresh_for: ClassVar[timedelta] = FRESH_FOR

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # Its indexes with other columns begin with it.
    city = models.ForeignKey(City, models.PROTECT, related_name="offerings", db_index=False)
    program = models.ForeignKey(Program, models.PROTECT, related_name="offerings")
    slug = models.SlugField(max_length=80)
    place = models.ForeignKey(Place, models.PROTECT, related_name="offerings")
    state = models.CharField(max_length=10, choices=OfferingState, default=OfferingState.DRAFT)
    seats = models.PositiveIntegerField()
    seats_taken = models.PositiveIntegerField(default=0)
    starts_on = models.DateField()
    ends_on = models.DateField()
    enroll_until = models.DateTimeField(null=True, blank=True)
    age_min = models.PositiveSmallIntegerField(null=True, blank=True)
    age_max = models.PositiveSmallIntegerField(null=True, blank=True)
    cost_satang = models.PositiveIntegerField(default=0)
    language = models.CharField(max_length=2, choices=CourseLanguage, default=CourseLanguage.THAI)
    contact = models.CharField(max_length=200, blank=True)
    delivery = models.CharField(max_length=10, choices=Delivery, default=Delivery.ONSITE)
    online_url = models.URLField(max_length=400, blank=True)
    cost_note_th = models.CharField(max_length=200, blank=True)
    cost_note_en = models.CharField(max_length=200, blank=True)
    reserved_seats = models.JSONField(default=dict, blank=True)
    fee_waivers = models.JSONField(default=dict, blank=True)
    seats_are_drawn = models.BooleanField(default=False)
    waiver_how_th = models.CharField(max_length=200, blank=True)
    waiver_how_en = models.CharField(max_length=200, blank=True)
    accessibility = models.JSONField(default=list, blank=True)
    access_note_th = models.CharField(max_length=200, blank=True)
    access_note_en = models.CharField(max_length=200, blank=True)
    kit = models.JSONField(default=list, blank=True)
    owner = models.ForeignKey(User, models.PROTECT, related_name="+")
    cancel_note = models.CharField(max_length=200, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    search_text = models.TextField(editable=False, default="")
    # The city's version when what it is found by last changed: indexes take in what is newer than they are.
    search_version = models.PositiveBigIntegerField(editable=False, default=0)
    is_invented = models.BooleanField(default=False)
    changed_in = models.PositiveBigIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OfferingQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "pk"]
        indexes = [
            models.Index(fields=["city", "state", "ends_on"], name="offering_city_state_end"),
            models.Index(fields=["city", "changed_in"], name="offering_city_changed_in"),
            models.Index(fields=["city", "search_version"], name="offering_city_search"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["city", "slug"], name="one_offering_per_slug_in_a_city"),
            models.CheckConstraint(condition=Q(seats_taken__lte=F("seats")), name="offering_is_never_oversold"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="offering_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(age_min=None) | Q(age_max=None) | Q(age_max__gte=F("age_min")),
                name="offering_age_band_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    @property
    def seats_left(self) -> int:
        return self.seats - self.seats_taken

    @property
    def n_reserved(self) -> int:
        """Seats that wait for one group or another."""
        return sum(self.reserved_seats.values())

    @property
    def kit_lines(self) -> tuple[KitLine, ...]:
        return tuple(KitLine(**line) for line in self.kit)


class Instructor(models.Model):
    personal_data: ClassVar[str] = "who teaches"

    offering = models.ForeignKey(Offering, models.CASCADE, related_name="instructors")
    person = models.ForeignKey(Person, models.PROTECT, related_name="teaching")
    role = models.CharField(max_length=10, choices=TeachingRole, default=TeachingRole.LEAD)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["offering", "person"], name="one_instructor_row_per_person")]

    def __str__(self) -> str:
        return f"{self.offering_id}:{self.person_id}"


class Photo(models.Model):
    """A picture of an offering. Its files are named by `digest`, so two offerings may show the same one."""

    personal_data: ClassVar[str] = "people may be seen in the picture"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    offering = models.ForeignKey(Offering, models.CASCADE, related_name="photos")
    digest = models.CharField(max_length=40)
    widths = models.JSONField(default=list)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    alt_th = models.CharField(max_length=200)
    alt_en = models.CharField(max_length=200, blank=True)
    credit = models.CharField(max_length=120, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["offering", "digest"], name="one_photo_row_per_picture"),
            models.CheckConstraint(condition=~Q(alt_th=""), name="photo_is_described"),
        ]

    def __str__(self) -> str:
        return f"{self.offering_id}:{self.order}"


class Template(models.Model):
    """An offering's shape that a city keeps for the next time; `contents` as `queries.templates` reads it."""

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="offering_templates")
    name_th = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    contents = models.JSONField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name_th", "pk"]

    def __str__(self) -> str:
        return self.name_th
