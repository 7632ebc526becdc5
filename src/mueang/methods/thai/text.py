"""Thai text cleaned of what keyboards, PDFs and old encodings leave in it."""

import re
import unicodedata

_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_SPACES = re.compile(r"\s+")
_TONE = "\u0e48-\u0e4b"
_ABOVE_OR_BELOW = "\u0e31\u0e34-\u0e3a\u0e47\u0e4d"

# Each pair looks the same on screen, so people cannot see which one they typed.
_SAME_LOOK = (
    (re.compile("\u0e40\u0e40"), "\u0e41"),  # เ + เ is แ
    (re.compile(f"([{_TONE}\u0e4c])([{_ABOVE_OR_BELOW}])"), r"\2\1"),  # tone typed before the vowel
    (re.compile(f"\u0e33([{_TONE}])"), "\\1\u0e33"),  # tone typed after ำ
    (re.compile(f"\u0e4d([{_TONE}]?)\u0e32"), "\\1\u0e33"),  # ํ + า is ำ
    (re.compile(f"([{_TONE}{_ABOVE_OR_BELOW}\u0e4c])\\1+"), r"\1"),  # the same mark twice
)


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
    for pattern, replacement in _SAME_LOOK:
        text = pattern.sub(replacement, text)
    return _SPACES.sub(" ", text).strip()


def normalise(text: str) -> str:
    """`text` for comparing and searching: cleaned, small letters, 0-9.

    Examples
    --------
    >>> normalise("TK Park  ยะลา ๒")
    'tk park ยะลา 2'
    """
    return clean(arabic_digits(text)).casefold()
