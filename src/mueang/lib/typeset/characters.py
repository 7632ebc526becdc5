"""Other people's text made fit to print, and cut into the pieces that the document face draws as one glyph each."""

from __future__ import annotations

import re
from typing import Any

from mueang.lib.typeset.compiler import is_drawable

UNDRAWABLE = "□"
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
# Marks that turn the direction of what follows could make a name read as another.
_INVISIBLE = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_SURE = re.compile("[\\x20-\\x7eก-ฺ฿-๛]")

# A consonant with its marks, as tools/document_fonts.py joins them, or a letter, digit or sign that stands alone.
_CLUSTER = re.compile(
    "[ก-ฮ](?:[่-๋]?ำ|[ัิ-ฺ็ํ]?[่-์๎]?)|[ฯ-ะา฿-ๆ๏-๛]|[\\x20-\\x7e\u00a1-\u00ac\u00ae-\u024f\u1e00-\u1eff\u2010-\u2027]"
)
_CLUSTERS = re.compile(f"(?:{_CLUSTER.pattern})*")


def one_line(words: str) -> str:
    return re.sub(r"\s+", " ", words).strip()


def printable(value: Any) -> Any:
    """`value` with every string in it free of control characters, and □ where no face has the character."""
    if isinstance(value, str):
        if value.isascii() and value.isprintable():
            return value
        plain = _INVISIBLE.sub("", _CONTROLS.sub(" ", value))
        odd = {char for char in set(_SURE.sub("", plain)) if not is_drawable(char)}
        return "".join(UNDRAWABLE if char in odd else char for char in plain) if odd else plain
    if isinstance(value, dict):
        return {key: printable(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [printable(part) for part in value]
    return value


def clusters(words: str) -> list[str] | None:
    """The one-glyph pieces of `words`; None if some of it needs a shaper: Arabic, stray or doubled marks."""
    return _CLUSTER.findall(words) if _CLUSTERS.fullmatch(words) else None
