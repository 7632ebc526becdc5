"""What people want to be told and when, and the LINE accounts they joined to their own."""

from __future__ import annotations

import uuid
from datetime import datetime, time
from typing import ClassVar

from django.db import models
from django.db.models import Q

from mueang.apps.accounts.models import User
from mueang.apps.network.models import City
from mueang.apps.notices.enums import Channel, NoticeKind

QUIET_FROM, QUIET_UNTIL = time(21), time(7)


class QuietHours(models.Model):
    """When nothing rings: for a whole city, or for one account wherever it is. Equal times: never quiet."""

    personal_data: ClassVar[str] = "when somebody does not want to be disturbed"

    city = models.OneToOneField(City, models.CASCADE, null=True, blank=True, related_name="quiet_hours")
    user = models.OneToOneField(User, models.CASCADE, null=True, blank=True, related_name="quiet_hours")
    starts_at = models.TimeField(default=QUIET_FROM)
    ends_at = models.TimeField(default=QUIET_UNTIL)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(city=None, user__isnull=False) | Q(city__isnull=False, user=None),
                name="quiet_hours_of_a_city_or_of_an_account",
            )
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%H:%M}-{self.ends_at:%H:%M}"


class OptOut(models.Model):
    """Somebody does not want one kind of notice by one way: an account, or an address nobody signs in with.

    An address is kept as a keyed hash: who only wants to be left alone leaves no address behind.
    """

    personal_data: ClassVar[str] = "what somebody does not want to be told, keyed hash of their address"

    user = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="opt_outs")
    address_hash = models.CharField(max_length=64, blank=True)
    kind = models.CharField(max_length=10, choices=NoticeKind)
    channel = models.CharField(max_length=10, choices=Channel)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind", "channel"], condition=Q(address_hash=""), name="one_opt_out_of_an_account"
            ),
            models.UniqueConstraint(
                fields=["address_hash", "kind", "channel"], condition=Q(user=None), name="one_opt_out_of_an_address"
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=False, address_hash="") | (Q(user=None) & ~Q(address_hash="")),
                name="opt_out_of_an_account_or_an_address",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.get_channel_display()})"


class LineLinkQuerySet(models.QuerySet["LineLink"]):
    def standing(self) -> LineLinkQuerySet:
        return self.filter(left_at=None)


class LineLink(models.Model):
    """The LINE user that belongs to an account: joined by a one-time code, left when they block us or say so."""

    personal_data: ClassVar[str] = "LINE user id of an account"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.OneToOneField(User, models.CASCADE, related_name="line_link")
    line_user = models.CharField(max_length=33, unique=True)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    objects = LineLinkQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.uuid)


class LinkCode(models.Model):
    """A code that joins one account to whoever sends it to us by LINE; once, and for a quarter of an hour."""

    personal_data: ClassVar[str] = "keyed hash of a one-time code of an account"

    user = models.OneToOneField(User, models.CASCADE, related_name="line_code")
    # Whose page it was asked on: that city says welcome.
    city = models.ForeignKey(City, models.CASCADE, related_name="+")
    code_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.pk)

    def stands(self, now: datetime) -> bool:
        return now < self.expires_at


class LineCall(models.Model):
    """An event that LINE told us of, kept for some days, so that telling it twice changes nothing."""

    personal_data: ClassVar[str] = ""

    event_id = models.CharField(max_length=64, unique=True)
    heard_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.event_id
