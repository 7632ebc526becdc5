"""Lists of children "out of school" as ministries send them: kept sealed until somebody confirmed what was read."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from mueang.apps.accounts.models import User
from mueang.apps.network.models import City
from mueang.lib.sealed import seal, unseal

_PURPOSE = "support-registry-list"


class RegistryList(models.Model):
    """One uploaded workbook; its bytes are encrypted, and thrown away once confirmed."""

    personal_data: ClassVar[str] = "names and numbers of children on a ministry's list, encrypted"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.CASCADE, related_name="+")
    file_name = models.CharField(max_length=120)
    sealed = models.BinaryField(null=True, blank=True)
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    n_new = models.PositiveIntegerField(default=0)
    n_known = models.PositiveIntegerField(default=0)
    n_unread = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        return str(self.uuid)

    @property
    def content(self) -> bytes:
        return unseal(self.sealed or b"", purpose=_PURPOSE, bound_to=str(self.uuid))

    @content.setter
    def content(self, data: bytes) -> None:
        self.sealed = seal(data, purpose=_PURPOSE, bound_to=str(self.uuid))
