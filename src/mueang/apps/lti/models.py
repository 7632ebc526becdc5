"""Learning systems that may open our courses, launches under way, and the accounts made for their users."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from mueang.apps.accounts.models import User
from mueang.apps.network.models import City


class PlatformQuerySet(models.QuerySet["Platform"]):
    def standing(self) -> PlatformQuerySet:
        return self.filter(closed_at=None)


class Platform(models.Model):
    """A learning system as a city registered it. `keyset` is what stood at `keyset_url` when it was last asked."""

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="lti_platforms")
    name = models.CharField(max_length=120)
    issuer = models.URLField(max_length=255)
    client_id = models.CharField(max_length=120)
    deployment_ids = models.JSONField(default=list)
    login_url = models.URLField(max_length=500)
    keyset_url = models.URLField(max_length=500)
    keyset = models.JSONField(default=list, blank=True)
    keyset_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = PlatformQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "client_id"],
                condition=Q(closed_at=None),
                name="one_standing_platform_per_issuer_and_client",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Launch(models.Model):
    """A launch that was begun: state and nonce as digests, for a cookie and the platform's answer hold them."""

    personal_data: ClassVar[str] = ""

    platform = models.ForeignKey(Platform, models.CASCADE, related_name="launches")
    state_digest = models.CharField(max_length=64, unique=True)
    nonce_digest = models.CharField(max_length=64)
    expires_at = models.DateTimeField(db_index=True)
    burned_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.state_digest[:8]


class Visitor(models.Model):
    """Somebody as their platform names them, and the account made for that name; no e-mail is kept."""

    personal_data: ClassVar[str] = "the name of an account in another learning system"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    platform = models.ForeignKey(Platform, models.PROTECT, related_name="visitors")
    subject = models.CharField(max_length=255)
    user = models.OneToOneField(User, models.PROTECT, related_name="lti_visitor")
    first_at = models.DateTimeField()

    class Meta:
        ordering = ["platform", "pk"]
        constraints = [models.UniqueConstraint(fields=["platform", "subject"], name="one_account_per_lti_subject")]

    def __str__(self) -> str:
        return str(self.uuid)
