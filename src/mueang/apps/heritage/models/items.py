"""Local capital, the people who hold it, what they permit, and who carries it on."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from mueang.apps.heritage.enums import AgeBand, Category, Risk, Willingness
from mueang.apps.network.models import City
from mueang.apps.people.models import Consent, Person
from mueang.apps.places.models import Neighbourhood, Place


class HeritageItemQuerySet(models.QuerySet["HeritageItem"]):
    def public(self) -> HeritageItemQuerySet:
        """What every public page may show: published, and its people keep it neither to themselves nor to the city."""
        return self.filter(is_published=True, is_sacred=False, is_family_secret=False, is_city_only=False)


class HeritageItem(models.Model):
    """Where it is: its own spot, else its place's. `season_from` and `season_to` are months; none: all year round."""

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="heritage_items")
    slug = models.SlugField(max_length=80)
    category = models.CharField(max_length=20, choices=Category)
    name_th = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    sort_key = models.CharField(max_length=300, editable=False, default="")
    story_th = models.TextField(blank=True)
    story_en = models.TextField(blank=True)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="heritage_items")
    neighbourhood = models.ForeignKey(
        Neighbourhood, models.PROTECT, null=True, blank=True, related_name="heritage_items"
    )
    latitude = models.FloatField(null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)])
    longitude = models.FloatField(null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)])
    season = models.CharField(max_length=120, blank=True)
    season_from = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    season_to = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    ingredients = models.CharField(max_length=400, blank=True)
    risk = models.CharField(max_length=10, choices=Risk, default=Risk.FEW)
    is_published = models.BooleanField(default=False)
    is_sacred = models.BooleanField(default=False)
    is_family_secret = models.BooleanField(default=False)
    is_city_only = models.BooleanField(default=False)
    may_be_sold = models.BooleanField(default=False)
    is_invented = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = HeritageItemQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["city", "slug"], name="one_heritage_item_per_slug_in_a_city"),
            models.CheckConstraint(
                condition=~Q(is_published=True) | Q(is_sacred=False, is_family_secret=False),
                name="sacred_and_secret_heritage_is_never_published",
            ),
            models.CheckConstraint(
                condition=~Q(is_published=True) | Q(is_city_only=False),
                name="heritage_of_the_citys_own_list_is_not_shown",
            ),
            models.CheckConstraint(
                condition=Q(season_from=None, season_to=None) | Q(season_from__isnull=False, season_to__isnull=False),
                name="a_season_has_both_its_months",
            ),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None) | Q(latitude__isnull=False, longitude__isnull=False),
                name="a_heritage_spot_has_both_its_numbers",
            ),
        ]

    def __str__(self) -> str:
        return self.name_th

    @property
    def is_withheld(self) -> bool:
        """Whether its people do not permit that it is shown."""
        return self.is_sacred or self.is_family_secret or self.is_city_only


class Holder(models.Model):
    """A person who holds the know-how. Named in public only under a standing consent for `public_name`."""

    personal_data: ClassVar[str] = "who holds which know-how"

    item = models.ForeignKey(HeritageItem, models.CASCADE, related_name="holders")
    person = models.ForeignKey(Person, models.PROTECT, related_name="holdings")
    willingness = models.CharField(max_length=20, choices=Willingness)
    age_band = models.CharField(max_length=10, choices=AgeBand, blank=True)
    last_taught_year = models.PositiveSmallIntegerField(null=True, blank=True)
    consent = models.ForeignKey(Consent, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["item", "pk"]
        constraints = [models.UniqueConstraint(fields=["item", "person"], name="one_holding_per_person_and_item")]

    def __str__(self) -> str:
        return f"{self.item_id}:{self.person_id}"


class Lineage(models.Model):
    """Who learned it from whom."""

    personal_data: ClassVar[str] = "who learned from whom"

    item = models.ForeignKey(HeritageItem, models.CASCADE, related_name="lineage")
    teacher = models.ForeignKey(Person, models.PROTECT, related_name="taught")
    learner = models.ForeignKey(Person, models.PROTECT, related_name="learned")
    since_year = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["since_year", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "teacher", "learner"], name="one_lineage_per_pair_and_item"),
            models.CheckConstraint(condition=~Q(teacher=F("learner")), name="nobody_learned_it_from_themself"),
        ]

    def __str__(self) -> str:
        return f"{self.teacher_id}→{self.learner_id}"


class ItemPicture(models.Model):
    """A picture of an item. Its files are named by `digest` and are shown only while an item that has it may be."""

    personal_data: ClassVar[str] = "people may be seen in the picture"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    item = models.ForeignKey(HeritageItem, models.CASCADE, related_name="pictures")
    digest = models.CharField(max_length=40, db_index=True)
    widths = models.JSONField(default=list)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    alt_th = models.CharField(max_length=200)
    alt_en = models.CharField(max_length=200, blank=True)
    credit = models.CharField(max_length=120, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["item", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "digest"], name="one_row_per_picture_of_an_item"),
            models.CheckConstraint(condition=~Q(alt_th=""), name="heritage_picture_is_described"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}:{self.order}"


class ItemTelling(models.Model):
    """A recording of somebody who tells of an item, with its words for who cannot hear. `file` names what it holds."""

    personal_data: ClassVar[str] = "a holder's voice and what they tell"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    item = models.ForeignKey(HeritageItem, models.CASCADE, related_name="tellings")
    file = models.CharField(max_length=50, db_index=True)
    n_bytes = models.PositiveIntegerField()
    title_th = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    words_th = models.TextField(max_length=20_000)
    words_en = models.TextField(max_length=20_000, blank=True)
    # Named in public only as the holder is.
    holder = models.ForeignKey(Holder, models.SET_NULL, null=True, blank=True, related_name="tellings")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["item", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "file"], name="one_row_per_recording_of_an_item"),
            models.CheckConstraint(condition=~Q(words_th=""), name="heritage_telling_has_its_words"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}:{self.order}"
