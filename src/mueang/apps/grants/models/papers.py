"""Receipts and other papers, as they were handed in."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from mueang.apps.accounts.models import User
from mueang.apps.grants.models.calls import Application
from mueang.apps.network.models import City


class Paper(models.Model):
    """A PDF, or a picture made small; `digest` is of `content`. With an application, or the receipt of an expense."""

    personal_data: ClassVar[str] = "who was paid, as on the receipt"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="grant_papers")
    application = models.ForeignKey(Application, models.PROTECT, null=True, blank=True, related_name="papers")
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=40)
    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    handed_in_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    handed_in_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
