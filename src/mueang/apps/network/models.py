"""Cities, the networks they belong to, their partners, and what partners promised and gave."""

from __future__ import annotations

import secrets
import uuid
from datetime import date
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from mueang.apps.accounts.models import User
from mueang.apps.network.enums import (
    SECTOR_OF,
    ActionArea,
    CityKind,
    ContributionKind,
    NetworkKind,
    OrganizationKind,
    Sector,
    Verdict,
)
from mueang.lib.sealed import keyed_hash


class City(models.Model):
    """The tenant. `version` rises with every public change, so that rendered pages know they are stale.

    `catalog_version` is the version at which what can be learned last changed without saying which offering did,
    `page_version` the one that last changed more than how many seats are left.
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
    page_version = models.PositiveBigIntegerField(default=1)
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
    # Since when the partner agrees that the city shows publicly what it gives.
    shown_since = models.DateField(null=True, blank=True)

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

    @property
    def sector(self) -> Sector:
        return SECTOR_OF[OrganizationKind(self.kind)]


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
    `corrected_at` where somebody here said it differently from what is packaged: that stands.
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
    corrected_at = models.DateTimeField(null=True, blank=True)

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


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def standing(self, today: date) -> AgreementQuerySet:
        """Signed, and not over."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=today), signed_on__lte=today)


class Agreement(models.Model):
    """What a partner and a city signed; a renewal is an agreement of its own that names the one before it."""

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="agreements")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="agreements")
    title = models.CharField(max_length=200)
    signed_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    renews = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="renewed_by")

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["-signed_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("signed_on")), name="agreement_ends_after_it_was_signed"
            )
        ]

    def __str__(self) -> str:
        return self.title


class AgreementDocument(models.Model):
    """A signed paper, sealed: it bears signatures."""

    personal_data: ClassVar[str] = "names and signatures on the paper"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="documents")
    file_name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=40)
    n_bytes = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    sealed = models.BinaryField()
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "digest"], name="one_copy_of_a_document_an_agreement")
        ]

    def __str__(self) -> str:
        return self.file_name


class Contribution(models.Model):
    """One promise of an agreement; money is satang, the rest counts of `unit`.

    `given` is the sum of its gifts that stand.
    """

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="contributions")
    kind = models.CharField(max_length=10, choices=ContributionKind)
    area = models.CharField(max_length=10, choices=ActionArea, blank=True)
    what = models.CharField(max_length=200)
    unit = models.CharField(max_length=40, blank=True)
    promised = models.PositiveBigIntegerField()
    given = models.PositiveBigIntegerField(default=0)
    due_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.what

    @property
    def is_money(self) -> bool:
        return self.kind == ContributionKind.MONEY

    @property
    def is_kept(self) -> bool:
        return self.given >= self.promised


class PartnerLink(models.Model):
    """A private link by which a partner reads and confirms, once and without an account; the key stands in no table."""

    personal_data: ClassVar[str] = "position of who answered and their words"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.CASCADE, related_name="partner_links")
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="links")
    key_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    ends_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    verdict = models.CharField(max_length=10, choices=Verdict, blank=True)
    position = models.CharField(max_length=120, blank=True)
    words = models.TextField(max_length=2000, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, verdict="") | Q(answered_at__isnull=False) & ~Q(verdict=""),
                name="a_link_is_answered_with_a_verdict",
            )
        ]

    def __str__(self) -> str:
        return str(self.uuid)


class Gift(models.Model):
    """What was given of a promise on one day; an entry made in error is taken back, never erased."""

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="gifts")
    amount = models.PositiveBigIntegerField(validators=[MinValueValidator(1)])
    given_on = models.DateField()
    note = models.CharField(max_length=200, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    confirmed_by = models.ForeignKey(PartnerLink, models.SET_NULL, null=True, blank=True, related_name="gifts")
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["given_on", "pk"]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="a_gift_is_something")]

    def __str__(self) -> str:
        return f"{self.amount} {self.given_on}"


def new_key() -> str:
    return secrets.token_urlsafe(32)


def hash_of_key(key: str) -> str:
    return keyed_hash(key, purpose="partner link")
