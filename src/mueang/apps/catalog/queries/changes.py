"""What those who have a seat were told of an offering."""

from __future__ import annotations

from mueang.apps.catalog.models import Change, Offering

_SHOWN = 5


def changes_of(offering: Offering) -> list[Change]:
    """The latest words, newest first, to be copied into LINE. One SQL statement."""
    return list(Change.objects.filter(offering=offering)[:_SHOWN])
