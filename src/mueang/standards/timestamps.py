"""Instants as credentials write them: XML Schema dateTimeStamp, always with a zone."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final

_STAMP: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?(?:Z|[+-][0-9]{2}:[0-9]{2})"
)


def to_text(instant: datetime) -> str:
    """`instant` in UTC to the second.

    Raises
    ------
    ValueError
        If `instant` carries no zone.

    Source
    ------
    XML Schema 1.1 part 2, section 3.4.28 (dateTimeStamp).

    Examples
    --------
    >>> to_text(datetime(2026, 11, 22, 7, 30, tzinfo=UTC))
    '2026-11-22T07:30:00Z'
    """
    if instant.tzinfo is None:
        raise ValueError("an instant needs a zone")
    return instant.astimezone(UTC).isoformat(timespec="seconds")[:19] + "Z"


def to_instant(text: Any) -> datetime:
    """The instant written in `text`.

    Raises
    ------
    ValueError
        If `text` is not a dateTimeStamp with a zone, or names a day that does not exist.

    Source
    ------
    XML Schema 1.1 part 2, section 3.4.28 (dateTimeStamp); VC Data Model 2.0 section 4.9.

    Examples
    --------
    >>> to_instant("2026-11-22T14:30:00+07:00") == to_instant("2026-11-22T07:30:00Z")
    True
    """
    if not isinstance(text, str):
        raise ValueError("not a date and time with a zone")
    return _instant(text)


@lru_cache(maxsize=256)  # a cohort is awarded and signed in the same second
def _instant(text: str) -> datetime:
    if not _STAMP.fullmatch(text):
        raise ValueError("not a date and time with a zone")
    return datetime.fromisoformat(text)
