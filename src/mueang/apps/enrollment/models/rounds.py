"""Rounds in which seats are shared by wishes: what is offered, who wished for what, and how it was drawn."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from mueang.apps.accounts.models import User
from mueang.apps.catalog.enums import SeatGroup
from mueang.apps.catalog.models import Offering
from mueang.apps.enrollment.enums import TAKE_GROUPS, RoundMethod, RoundState, Via
from mueang.apps.enrollment.models.seats import Party
from mueang.apps.network.models import City
from mueang.apps.people.models import Person
from mueang.apps.places.models import Neighbourhood
from mueang.lib.sealed import seal, unseal

_SEED, _CLASSES = "round-seed", "round-classes"


class RoundQuerySet(models.QuerySet["AllocationRound"]):
    def waiting_for_work(self) -> RoundQuerySet:
        """Pressed, and not worked off yet."""
        return self.filter(state__in=[RoundState.DRAWING, RoundState.PUBLISHING])


class AllocationRound(models.Model):
    """Several offerings whose seats are shared at one moment.

    The seed that breaks ties is sealed from opening to publishing; its commitment is public all the time. `classes`
    says which entry belongs to which group: sealed too, and public only where no group is small.
    """

    personal_data: ClassVar[str] = "sealed: which wish list belongs to which group"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="rounds")
    name_th = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    method = models.CharField(max_length=20, choices=RoundMethod)
    state = models.CharField(max_length=12, choices=RoundState, default=RoundState.OPEN)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    hard_groups = models.JSONField(default=list, blank=True)
    first_groups = models.JSONField(default=list, blank=True)
    commitment = models.CharField(max_length=64)
    seed_sealed = models.BinaryField()
    seed = models.CharField(max_length=64, blank=True)
    document = models.JSONField(null=True, blank=True)
    classes_sealed = models.BinaryField(null=True, blank=True)
    comparison = models.JSONField(null=True, blank=True)
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    drawn_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    request_key = models.CharField(max_length=64, unique=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        indexes = [models.Index(fields=["city", "state"], name="round_city_state")]
        constraints = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="round_closes_after_it_opens"),
            models.CheckConstraint(
                condition=~Q(state=RoundState.PUBLISHED) | (~Q(seed="") & Q(published_at__isnull=False)),
                name="a_published_round_shows_its_seed",
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)

    @property
    def is_standing(self) -> bool:
        """Neither published nor called off: its offerings give no seat to anybody but by it."""
        return self.state not in (RoundState.PUBLISHED, RoundState.CALLED_OFF)

    @property
    def takes_groups(self) -> bool:
        return self.method in TAKE_GROUPS

    def takes_wishes(self, now: datetime) -> bool:
        return self.state == RoundState.OPEN and self.opens_at <= now < self.closes_at

    def seal_seed(self, seed: str) -> None:
        self.seed_sealed = seal(seed.encode(), purpose=_SEED, bound_to=str(self.uuid))

    def unsealed_seed(self) -> str:
        return unseal(self.seed_sealed, purpose=_SEED, bound_to=str(self.uuid)).decode()

    def seal_classes(self, text: str) -> None:
        self.classes_sealed = seal(text.encode(), purpose=_CLASSES, bound_to=str(self.uuid))

    def unsealed_classes(self) -> str:
        sealed = self.classes_sealed
        return unseal(sealed, purpose=_CLASSES, bound_to=str(self.uuid)).decode() if sealed else "{}"


class RoundOffering(models.Model):
    """One offering of a round, in the order in which they are listed; `published_at` when its seats were entered."""

    personal_data: ClassVar[str] = ""

    round = models.ForeignKey(AllocationRound, models.CASCADE, related_name="choices")
    offering = models.ForeignKey(Offering, models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["round", "number"]
        constraints = [models.UniqueConstraint(fields=["round", "offering"], name="an_offering_once_in_a_round")]

    def __str__(self) -> str:
        return f"{self.round_id}:{self.number}"


class WishListQuerySet(models.QuerySet["WishList"]):
    def standing(self) -> WishListQuerySet:
        return self.filter(withdrawn_at=None)


class WishList(models.Model):
    """What one party wishes for. `code` is how the published file calls it; `ticket` opens its own page.

    `group` is empty for most, seen by nobody, and wiped when the round is published.
    """

    personal_data: ClassVar[str] = "who wishes to learn what; until publishing, the group of an invitation"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    round = models.ForeignKey(AllocationRound, models.PROTECT, related_name="wish_lists")
    code = models.CharField(max_length=16)
    ticket = models.CharField(max_length=43, unique=True)
    request_key = models.CharField(max_length=64, unique=True)
    lead = models.ForeignKey(Person, models.PROTECT, related_name="wish_lists_led")
    via = models.CharField(max_length=10, choices=Via)
    group = models.CharField(max_length=20, blank=True, choices=SeatGroup)
    neighbourhood = models.ForeignKey(Neighbourhood, models.SET_NULL, null=True, blank=True, related_name="+")
    wishes = models.JSONField(default=list)
    arrived_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    result = models.ForeignKey(RoundOffering, models.SET_NULL, null=True, blank=True, related_name="seated")
    party = models.OneToOneField(Party, models.SET_NULL, null=True, blank=True, related_name="wish_list")
    placed_at = models.DateTimeField(null=True, blank=True)

    objects = WishListQuerySet.as_manager()

    class Meta:
        ordering = ["round", "arrived_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["round", "code"], name="one_wish_list_per_code")]

    def __str__(self) -> str:
        return self.code


class WishMember(models.Model):
    """Somebody who would sit with the party; one standing wish list a round for each."""

    personal_data: ClassVar[str] = "who comes together"

    round = models.ForeignKey(AllocationRound, models.PROTECT, related_name="+")
    wish_list = models.ForeignKey(WishList, models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, models.PROTECT, related_name="wished_in")
    is_standing = models.BooleanField(default=True)

    class Meta:
        ordering = ["wish_list", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "person"], condition=Q(is_standing=True), name="one_wish_list_per_person_and_round"
            )
        ]

    def __str__(self) -> str:
        return f"{self.wish_list_id}:{self.person_id}"


class RoundInvitation(models.Model):
    """A code given to somebody for whom seats are kept; it looks like any other code, and works once."""

    personal_data: ClassVar[str] = "until publishing, which wish list used a group's invitation"

    round = models.ForeignKey(AllocationRound, models.CASCADE, related_name="invitations")
    group = models.CharField(max_length=20, choices=SeatGroup)
    code = models.CharField(max_length=12, unique=True)
    used_by = models.OneToOneField(WishList, models.SET_NULL, null=True, blank=True, related_name="invitation")
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["round", "pk"]

    def __str__(self) -> str:
        return self.code
