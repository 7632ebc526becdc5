"""What people were told when they agreed, by purpose and version."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from mueang.apps.accounts.models import User
from mueang.apps.network.models import City
from mueang.apps.people.enums import Purpose


class NoticeText(models.Model):
    """One version of a notice; published at once and never edited. `asks_again`: who agreed before is asked anew."""

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=20, choices=Purpose)
    version = models.CharField(max_length=20)
    text_th = models.TextField(max_length=8000)
    text_en = models.TextField(max_length=8000, blank=True)
    what_changed = models.CharField(max_length=300, blank=True)
    asks_again = models.BooleanField(default=False)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["purpose", "-published_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["city", "purpose", "version"], name="one_text_a_version_of_a_notice")
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} {self.version}"
