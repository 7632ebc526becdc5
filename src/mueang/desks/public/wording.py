"""Words that many public pages share, said once a language and remembered: days, hours, prices, the names of choices.

Each function takes the language that is active: it is part of what an answer is remembered by.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mueang.ui.templatetags.ui import clock
from mueang.ui.words import Style, baht, minutes, price, thai_date

# Replaced in one address that Django builds: building one for each activity would cost more than drawing it.
_SLUG = "slug-of-the-activity"


def address(view: str, city: str, slug: str, *, language: str) -> str:
    """Of a page of one activity or place; a slug needs no quoting."""
    return _pattern(view, city, language).replace(_SLUG, slug)


@lru_cache(maxsize=512)
def _pattern(view: str, city: str, language: str) -> str:
    del language
    return reverse(view, args=[city, _SLUG])


@lru_cache(maxsize=2_048)
def day(when: date, style: Style, language: str) -> str:
    del language
    return thai_date(when, style)


@lru_cache(maxsize=4_096)
def span(starts_at: datetime, ends_at: datetime, language: str) -> str:
    """The day of a meeting, and its hours."""
    return f"{day(starts_at, 'weekday', language)} {hours(starts_at, ends_at, language)}"


@lru_cache(maxsize=4_096)
def hours(starts_at: datetime, ends_at: datetime | None, language: str) -> str:
    del language
    return clock(starts_at, ends_at)


@lru_cache(maxsize=512)
def cost(satang: int, language: str) -> str:
    """Free of charge, or how much."""
    del language
    return price(satang)


@lru_cache(maxsize=512)
def amount(satang: int, language: str) -> str:
    del language
    return baht(satang)


@lru_cache(maxsize=1_024)
def duration(n_minutes: int, language: str) -> str:
    del language
    return minutes(n_minutes)


@lru_cache(maxsize=512, typed=True)
def label(choice: Any, language: str) -> str:
    """What one of our choices is called; two choices of different kinds may be written alike."""
    del language
    return str(choice.label)


@lru_cache(maxsize=1_024)
def seats(seats_left: int, *, is_open: bool, language: str) -> tuple[str, str]:
    """How many seats are left, and the tone to say it in."""
    del language
    if not is_open:
        return _("Closed"), "muted"
    if seats_left <= 0:
        return _("Full: waiting list"), "warn"
    return ngettext("%(n)s seat left", "%(n)s seats left", seats_left) % {"n": seats_left}, "good"
