"""Cities, the networks they belong to, their partners, and what partners promised and gave."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from mueang.apps.network.enums import CityKind, ContributionKind, NetworkKind, OrganizationKind


class City(models.Model):
    """The tenant. `version` rises with every public change, so that rendered pages know they are stale.

    `catalog_version` is the version at which what can be learned last changed without saying which offering did.
    """

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=30, choices=CityKind)
    name_th = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    province_code = models.CharField(max_length=2)
    district_code = models.CharField(max_length=4, blank=True)
    subdistrict_code = models.CharField(max_length=6, blank=True)
    latitude = models.FloatField(validators=[MinValueValidator(-90), MaxValueValidator(90)])
    longitude = models.FloatField(validators=[MinValueValidator(-180), MaxValueValidator(180)])
    is_invented = models.BooleanField(default=False)
    version = models.PositiveBigIntegerField(default=1)
    catalog_version = models.PositiveBigIntegerField(default=1)
    opened_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.name_th

    @property
    def area_code(self) -> str:
        """The official code of the area it serves: the narrowest one known."""
        return self.subdistrict_code or self.district_code or self.province_code


class Organization(models.Model):
    """A partner; without a city it acts across cities (a fund, the City Unit, UNESCO)."""

    personal_data: ClassVar[str] = "contact line of the partner's office"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, null=True, blank=True, related_name="organizations")
    kind = models.CharField(max_length=20, choices=OrganizationKind)
    name_th = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60, blank=True)
    website = models.URLField(blank=True)
    contact = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["name_th"]
        constraints = [
            models.UniqueConstraint(fields=["city", "name_th"], name="one_organization_per_name_in_a_city"),
            # Nulls are distinct in a unique constraint: those across cities need one of their own.
            models.UniqueConstraint(
                fields=["name_th"], condition=Q(city=None), name="one_organization_per_name_across_cities"
            ),
        ]

    def __str__(self) -> str:
        return self.name_th


class Network(models.Model):
    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.SlugField(max_length=40, unique=True)
    kind = models.CharField(max_length=20, choices=NetworkKind)
    name_th = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name_th


class NetworkSize(models.Model):
    """How many cities and countries a network counted in one year, by whom it is said.

    `is_at_least` where the source says "more than".
    """

    personal_data: ClassVar[str] = ""

    network = models.ForeignKey(Network, models.CASCADE, related_name="sizes")
    year = models.PositiveSmallIntegerField()
    n_cities = models.PositiveIntegerField()
    is_at_least = models.BooleanField(default=False)
    n_countries = models.PositiveIntegerField()
    source = models.CharField(max_length=300)

    class Meta:
        ordering = ["network", "year"]
        constraints = [models.UniqueConstraint(fields=["network", "year"], name="one_size_per_network_and_year")]

    def __str__(self) -> str:
        return f"{self.network_id} {self.year}"


class NetworkMembership(models.Model):
    """A city's place in a network, whether or not that city is opened here.

    `area_code` and `city_kind` find the city when it opens; no `since_year` where our sources do not say.
    """

    personal_data: ClassVar[str] = ""

    network = models.ForeignKey(Network, models.CASCADE, related_name="memberships")
    city = models.ForeignKey(City, models.SET_NULL, null=True, blank=True, related_name="memberships")
    member_th = models.CharField(max_length=200)
    member_en = models.CharField(max_length=200)
    area_code = models.CharField(max_length=6, blank=True)
    city_kind = models.CharField(max_length=30, choices=CityKind, blank=True)
    since_year = models.PositiveSmallIntegerField(null=True, blank=True)
    until_year = models.PositiveSmallIntegerField(null=True, blank=True)
    grantee = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True, related_name="+")
    note_th = models.CharField(max_length=300, blank=True)
    note_en = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=300)

    class Meta:
        ordering = ["network", "since_year", "member_en"]
        constraints = [
            models.UniqueConstraint(fields=["network", "member_en"], name="one_membership_per_network_and_member"),
            models.CheckConstraint(
                condition=Q(until_year=None) | Q(until_year__gte=F("since_year")), name="membership_ends_after_it_began"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_en} {self.since_year or ''}".strip()


class Agreement(models.Model):
    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="agreements")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="agreements")
    title = models.CharField(max_length=200)
    signed_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-signed_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("signed_on")), name="agreement_ends_after_it_was_signed"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Contribution(models.Model):
    """One promise of an agreement; money is satang, the rest counts of `unit`."""

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="contributions")
    kind = models.CharField(max_length=10, choices=ContributionKind)
    what = models.CharField(max_length=200)
    promised = models.PositiveBigIntegerField()
    given = models.PositiveBigIntegerField(default=0)
    due_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.what
