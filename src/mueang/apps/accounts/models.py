"""An account is a way to sign in, not a person; a role grant says what it may do and where."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils import timezone

from mueang.apps.accounts.enums import Role, ScopeKind


class User(AbstractUser):
    personal_data: ClassVar[str] = "sign-in name, optional e-mail, password hash"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    display_name = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=8, default="th")

    class Meta(AbstractUser.Meta):
        constraints = [
            # Nobody passes every rule by a flag: an operator lends a role for some hours (`mueang access lend`).
            models.CheckConstraint(condition=Q(is_superuser=False, is_staff=False), name="no_superuser_at_rest"),
        ]

    def __str__(self) -> str:
        return self.display_name or self.username


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    def current(self) -> RoleGrantQuerySet:
        return self.filter(Q(until=None) | Q(until__gt=timezone.now()), ended_at=None)


class RoleGrant(models.Model):
    """A role somebody holds, over the whole installation or within one city, organization or place.

    The scope is the uuid of a row of a higher app, so that every app's rules can ask without knowing each other.
    """

    personal_data: ClassVar[str] = "who holds which role"

    user = models.ForeignKey(User, models.PROTECT, related_name="role_grants")
    role = models.CharField(max_length=20, choices=Role)
    scope_kind = models.CharField(max_length=20, choices=ScopeKind)
    scope = models.UUIDField(null=True, blank=True)
    granted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    granted_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    # Lent until then; none: until it is ended.
    until = models.DateTimeField(null=True, blank=True)

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        ordering = ["role", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "scope"],
                condition=Q(ended_at=None),
                name="one_current_grant_of_a_role_per_scope",
            ),
            # Nulls are distinct in a unique constraint: the whole installation needs one of its own.
            models.UniqueConstraint(
                fields=["user", "role"],
                condition=Q(ended_at=None, scope=None),
                name="one_current_grant_of_a_role_everywhere",
            ),
            models.CheckConstraint(
                condition=Q(scope_kind=ScopeKind.INSTALLATION, scope=None)
                | (~Q(scope_kind=ScopeKind.INSTALLATION) & Q(scope__isnull=False)),
                name="scope_exactly_when_not_the_installation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} ({self.get_scope_kind_display()})"
