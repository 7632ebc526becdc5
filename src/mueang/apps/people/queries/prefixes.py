"""Prefixes of names in their usual form."""

from __future__ import annotations

from mueang.methods.thai import clean
from mueang.methods.thai.prefixes import take_prefixes

_ANY_NAME = "กกก"


def usual_prefix(text: str) -> str | None:
    """นางสาว for น.ส.; the empty prefix for none, None for one that is not known."""
    prefix, rest = take_prefixes(f"{clean(text)} {_ANY_NAME}")
    return prefix if rest == _ANY_NAME else None
