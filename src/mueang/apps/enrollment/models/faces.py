"""Whether rolls show pictures of the people on them: what a city says of all its activities, and one of itself."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from mueang.apps.catalog.models import Offering
from mueang.apps.network.models import City


class FaceSetting(models.Model):
    """Of one offering, or without one of all in the city that say nothing themselves; nothing said: no faces."""

    personal_data: ClassVar[str] = ""

    city = models.ForeignKey(City, models.CASCADE, related_name="face_settings")
    offering = models.OneToOneField(Offering, models.CASCADE, null=True, blank=True, related_name="face_setting")
    is_on = models.BooleanField()

    class Meta:
        ordering = ["city", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["city"], condition=Q(offering=None), name="one_face_setting_of_a_city_as_a_whole"
            )
        ]

    def __str__(self) -> str:
        return f"{self.offering_id or self.city_id} {self.is_on}"
