"""Devices on which an account wants to hear a bell: a browser's push subscription, joined and revoked on a page."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from mueang.apps.accounts.models import User


class PushDevice(models.Model):
    """One browser of an account. `endpoint` is where its maker's push service is reached: it holds no name."""

    personal_data: ClassVar[str] = "push address and make of a device of an account"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="push_devices")
    endpoint = models.CharField(max_length=1000)
    endpoint_hash = models.CharField(max_length=64, unique=True)
    label = models.CharField(max_length=80, blank=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["joined_at", "pk"]

    def __str__(self) -> str:
        return self.label or str(self.uuid)
