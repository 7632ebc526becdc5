"""Leave word with whoever keeps the desk of data protection; the words name nobody."""

from __future__ import annotations

from django.db import transaction

from mueang.apps.network.models import City
from mueang.apps.notices.actions import queue_notice
from mueang.apps.notices.enums import Channel
from mueang.apps.notices.models import Notice
from mueang.apps.privacy.queries.desk import keepers_of


def tell_keepers(city: City, *, subject: str, body: str, key: str) -> int:
    """To each of them once under `key`; how many were told just now."""
    keys = {f"{key}:{user.pk}": user for user in keepers_of(city)}
    known = set(Notice.objects.filter(key__in=keys).values_list("key", flat=True))
    new = [one for one in keys if one not in known]
    for one in new:
        with transaction.atomic():
            queue_notice(city=city, channel=Channel.IN_APP, user=keys[one], subject=subject, body=body, key=one)
    return len(new)
