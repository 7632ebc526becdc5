"""How many words a text has: Thai writes no spaces, so it is cut by the dictionary."""

from __future__ import annotations

from mueang.facts.words import thai_words
from mueang.methods.thai import cut


def count_words(text: str) -> int:
    """Words as a reader counts them, Thai and English; signs and spaces are none."""
    return len(cut(text, prefixes=thai_words().prefixes))
