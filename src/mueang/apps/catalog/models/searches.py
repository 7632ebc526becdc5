"""What people looked for and did not find: words and filters by day, and of nobody."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from mueang.apps.network.models import City


class FailedSearch(models.Model):
    """One search that found nothing, with how often it was made on a day. Neither person nor address is kept.

    `filters` is the query of the public list without words and page, so that it can be looked at again.
    """

    personal_data: ClassVar[str] = "words as typed by the public, numbers taken out"

    city = models.ForeignKey(City, models.CASCADE, related_name="failed_searches")
    on = models.DateField()
    words = models.CharField(max_length=60, blank=True)
    filters = models.CharField(max_length=300, blank=True)
    n = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-on", "-n", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["city", "on", "words", "filters"], name="one_row_per_failed_search_and_day")
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.words}?{self.filters}"
