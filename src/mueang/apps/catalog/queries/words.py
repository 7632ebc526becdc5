"""Words looked for by the database alone: slow but always there."""

from __future__ import annotations

from django.db.models import Q

from mueang.apps.catalog.models import OfferingQuerySet
from mueang.methods.thai import normalise

_LONGEST_SEARCH = 100


def containing(offerings: OfferingQuerySet, words: str) -> OfferingQuerySet:
    """Offerings whose text, or whose place's name, holds every one of the words."""
    for word in normalise(words[:_LONGEST_SEARCH]).split():
        # The place's name is not copied into search_text: places are renamed without the catalog hearing of it.
        offerings = offerings.filter(
            Q(search_text__icontains=word) | Q(place__name_th__icontains=word) | Q(place__name_en__icontains=word)
        )
    return offerings
