"""Photographed pages of the sheet that was signed at the door: evidence of a roll, for its staff alone."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from mueang.apps.accounts.models import User
from mueang.apps.catalog.models import Session

MOST_PAGES = 10


class SignedPageQuerySet(models.QuerySet["SignedPage"]):
    def standing(self) -> SignedPageQuerySet:
        return self.filter(replaced_by=None)


class SignedPage(models.Model):
    """One page, sealed in the row itself and in no folder that is served; `digest` says which picture it was.

    A replaced page keeps its row with the reason, and loses its picture: it may have shown what it should not.
    """

    personal_data: ClassVar[str] = "names, signatures and perhaps telephone numbers in the picture"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    session = models.ForeignKey(Session, models.PROTECT, related_name="signed_pages")
    number = models.PositiveSmallIntegerField()
    sealed = models.BinaryField(blank=True)
    digest = models.CharField(max_length=40)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    replaced_by = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaces")
    reason = models.CharField(max_length=200, blank=True)

    objects = SignedPageQuerySet.as_manager()

    class Meta:
        ordering = ["session", "number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "number"],
                condition=Q(replaced_by=None),
                name="one_standing_page_per_number_of_a_signed_sheet",
            ),
            models.CheckConstraint(
                condition=Q(replaced_by=None) | ~Q(reason=""), name="a_signed_page_is_replaced_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id}:{self.number}"
