"""Write down what was looked for and not found."""

from __future__ import annotations

import re
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F

from mueang.apps.catalog.models import FailedSearch
from mueang.apps.network.models import City
from mueang.methods.thai import normalise

MOST_A_DAY = 300
KEPT_FOR = timedelta(days=400)
LONGEST_WORDS, LONGEST_FILTERS = 60, 300
_NUMBER = re.compile(r"\d[\d\s-]{3,}")


@transaction.atomic
def note_failed_search(*, city: City, words: str, filters: str, on: date) -> None:
    """Count one more search that found nothing. Nobody did it: no person, no address, no audit event.

    Long numbers, which may be telephones or identity numbers, are taken out. A city keeps so many different searches
    a day and no more, and none for longer than thirteen months: a flood fills neither disk nor list.
    """
    text = " ".join(_NUMBER.sub(" ", normalise(words)).split())[:LONGEST_WORDS].strip()
    if (not text and not filters) or len(filters) > LONGEST_FILTERS:
        return
    # Readers who search at the same moment queue here, and only one of them makes the row.
    City.objects.select_for_update(no_key=True).get(pk=city.pk)
    today = FailedSearch.objects.filter(city=city, on=on)
    if today.filter(words=text, filters=filters).update(n=F("n") + 1):
        return
    n_today = today.count()
    if n_today == 0:
        FailedSearch.objects.filter(city=city, on__lt=on - KEPT_FOR).delete()
    if n_today < MOST_A_DAY:
        FailedSearch.objects.create(city=city, on=on, words=text, filters=filters)
