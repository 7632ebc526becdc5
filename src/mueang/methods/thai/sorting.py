"""Thai dictionary order as a key to store, since neither database sorts Thai by itself."""

import re
import unicodedata

from mueang.methods.thai.text import normalise

_LEADING_VOWEL = re.compile("([เ-ไ])([ก-ฮ])")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_SPACE = 1
_FIRST_DIGIT = 2
_FIRST_LATIN = 12
_FIRST_THAI = 38
_MARKS = "\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d\u0e4e"


def sort_key(text: str) -> str:
    """A key whose plain order is Thai dictionary order.

    Parameters
    ----------
    text : str, Thai or Latin

    Returns
    -------
    str of 0-9 and a-z only, so that every database and collation orders it alike: two for each letter, then
    the marks. A leading vowel counts after its consonant; tones decide only between otherwise equal words; a
    space comes before any letter, digits before Latin, Latin before Thai; letters of other scripts come last.

    Source
    ------
    พจนานุกรมฉบับราชบัณฑิตยสถาน พ.ศ. 2554, preface on order;
    Unicode collation algorithm (UTS 10), 3.1.3 Rearrangement.

    Examples
    --------
    >>> sorted(["แก่", "กา", "เก่า", "ขา", "ก้า", "แก", "Ka"], key=sort_key)
    ['Ka', 'กา', 'ก้า', 'เก่า', 'แก', 'แก่', 'ขา']
    """
    letters, marks = [], []
    for character in _LEADING_VOWEL.sub(r"\2\1", _without_accents(normalise(text))):
        if character in _MARKS:
            marks.append(_DIGITS[_MARKS.index(character) + 1])
        elif weight := _weight(character):
            letters.append(weight)
            marks.append("0")
    # "00" is below every weight, so a word stands before those it begins.
    return "".join(letters) + "00" + "".join(marks).rstrip("0")


def _without_accents(text: str) -> str:
    return "".join(
        unicodedata.normalize("NFD", character)[0] if ord(character) < 0x250 else character for character in text
    )


def _weight(character: str) -> str:
    if character == " ":
        return _pair(_SPACE)
    if character.isascii() and character.isdigit():
        return _pair(_FIRST_DIGIT + int(character))
    if "a" <= character <= "z":
        return _pair(_FIRST_LATIN + ord(character) - ord("a"))
    if "ก" <= character <= "ฮ" or "ะ" <= character <= "ๅ":
        return _pair(_FIRST_THAI + ord(character) - ord("ก"))
    return "zz" + f"{ord(character):06x}" if character.isalpha() else ""


def _pair(weight: int) -> str:
    return _DIGITS[weight // 36] + _DIGITS[weight % 36]
