"""A sign-in: one session of one account, from its beginning to its end."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q

from mueang.apps.accounts.models import User
from mueang.apps.signins.enums import Ending, Way


class SignInQuerySet(models.QuerySet["SignIn"]):
    def standing(self) -> SignInQuerySet:
        return self.filter(ended_at=None)

    def over(self, now: datetime) -> SignInQuerySet:
        return self.standing().filter(over_at__lte=now)


class SignIn(models.Model):
    """Where an account is signed in; kept for the days the law asks for, then forgotten."""

    personal_data: ClassVar[str] = "when, how and from which network address and browser somebody signed in"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="sign_ins")
    session_key = models.CharField(max_length=40, unique=True, null=True, blank=True)
    way = models.CharField(max_length=20, choices=Way)
    browser = models.CharField(max_length=80, blank=True)
    address = models.GenericIPAddressField(null=True, blank=True)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    # When it will have rested or lasted too long, unless it is used again.
    over_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ending = models.CharField(max_length=20, choices=Ending, blank=True)

    objects = SignInQuerySet.as_manager()

    class Meta:
        ordering = ["-seen_at", "-pk"]
        indexes = [models.Index(fields=["ended_at", "over_at"], name="signins_standing")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None, ending="") | (Q(ended_at__isnull=False) & ~Q(ending="")),
                name="a_sign_in_ends_for_a_reason",
            ),
            # An ended one opens nothing: the key is taken off it.
            models.CheckConstraint(
                condition=Q(ended_at=None, session_key__isnull=False)
                | Q(ended_at__isnull=False, session_key__isnull=True),
                name="a_sign_in_has_a_key_exactly_while_it_stands",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_way_display()} {self.began_at:%Y-%m-%d %H:%M}"
