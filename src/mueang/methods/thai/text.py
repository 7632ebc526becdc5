"""Thai text cleaned of what keyboards, PDFs and old encodings leave in it."""

import re
import unicodedata
from functools import lru_cache
from itertools import groupby

_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_SPACES = re.compile(r"\s+")
_DOUBLE_E = re.compile("\u0e40\u0e40")
_AM = re.compile("\u0e33([\u0e48-\u0e4b]*)")
_AM_IN_PARTS = re.compile("\u0e4d([\u0e48-\u0e4c\u0e4e]*)\u0e32")
_MARKS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]{2,}")
# The order people write marks in: below the letter, above it, ็ and ํ, the tone, ์. The first three groups are
# also in the order Unicode gives them, so composing again changes nothing.
_MARK_ORDER = {
    mark: rank
    for rank, marks in enumerate(("\u0e3a", "ุู", "ัิีึื", "\u0e47\u0e4d", "\u0e48\u0e49\u0e4a\u0e4b", "\u0e4c\u0e4e"))
    for mark in marks
}


def thai_digits(text: str | int) -> str:
    """`text` with Thai digits in place of 0-9.

    Examples
    --------
    >>> thai_digits(2566)
    '๒๕๖๖'
    """
    return str(text).translate(_TO_THAI)


def arabic_digits(text: str) -> str:
    """`text` with 0-9 in place of Thai digits.

    Examples
    --------
    >>> arabic_digits("๔ พ.ย. ๒๕๖๖")
    '4 พ.ย. 2566'
    """
    return text.translate(_TO_ARABIC)


@lru_cache(maxsize=256)
def clean(text: str) -> str:
    """`text` in one spelling: composed, marks in the one right order, single spaces, nothing invisible.

    Parameters
    ----------
    text : str, any Unicode

    Returns
    -------
    str, NFC; เเ is แ, ํา is ำ, a tone stands after its vowel and before ำ, a doubled mark is one. Idempotent.

    Source
    ------
    Unicode 16.0 section 16.1 (Thai); WTT 2.0 (Thai API Consortium 1991) for the order of marks.

    Examples
    --------
    >>> clean("  นํ้า\\u200bใจ\\u00a0 ดี ") == "น้ำใจ ดี"
    True
    """
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    # Each of these looks the same on screen as what it becomes, so people cannot see which one they typed.
    text = _AM.sub("\u0e4d\\1\u0e32", _DOUBLE_E.sub("\u0e41", text))
    text = _AM_IN_PARTS.sub("\\1\u0e33", _MARKS.sub(_in_order, text))
    return _SPACES.sub(" ", text).strip()


def _in_order(marks: re.Match[str]) -> str:
    ordered = sorted(marks[0], key=_MARK_ORDER.__getitem__)
    return "".join(mark for mark, _ in groupby(ordered))


def normalise(text: str) -> str:
    """`text` for comparing and searching: cleaned, small letters, 0-9.

    Examples
    --------
    >>> normalise("TK Park  ยะลา ๒")
    'tk park ยะลา 2'
    """
    return clean(arabic_digits(text)).casefold()


def as_typed(value: str | float) -> str:
    """What was typed into a cell that a spreadsheet turned into a number: 812345678.0 was 812345678."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
