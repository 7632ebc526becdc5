"""Text folded for looking up: what people slip on when typing set aside, letter by letter."""

import re
import unicodedata

_KEPT_MARKS = range(0x0E31, 0x0E3A)
_SAME_SOUND = dict(zip("ศษณใฬฎฏฐำๅ", "สสนไลดตถาา", strict=True)) | {"แ": "เเ"}
_SEPARATORS = "PZC"
_BASIC_PLANE = 0x10000
_SPACES = re.compile(r"\s+")
_SPACE_BESIDE_THAI = re.compile("(?<=[\u0e00-\u0e7f]) | (?=[\u0e00-\u0e7f])")


class _Letters(dict[int, str]):
    """What each letter folds to, worked out when first met."""

    def __missing__(self, code: int) -> str:
        folded = _folded(chr(code))
        if code < _BASIC_PLANE:
            self[code] = folded
        return folded


def fold(text: str) -> str:
    """`text` as it is looked up: without tone marks, case and accents; letters of one sound are one letter.

    Parameters
    ----------
    text : str, any Unicode

    Returns
    -------
    str; ศ ษ ส are ส, ณ น are น, ใ ไ are ไ and the like, ็ ่ ้ ๊ ๋ ์ are gone, digits are 0-9, punctuation is a
    space, and beside a Thai letter no space is left. Each letter folds by itself, so that text which holds a
    string, holds it folded too.

    Source
    ------
    Unicode 16.0 section 3.11 (NFKD), 5.18 (case folding); Royal Society (1968) on letters of one sound.

    Examples
    --------
    >>> fold("ทอผา้ ไหม") == fold("ท่อผ้าไหม") == "ทอผาไหม"
    True
    >>> fold("TK-Park ๒๕๖๖"), fold("ศิลปะ")
    ('tk park 2566', 'สิลปะ')
    """
    spaced = _SPACES.sub(" ", text.translate(_LETTERS)).strip()
    return _SPACE_BESIDE_THAI.sub("", spaced)


def _folded(letter: str) -> str:
    plain = "".join(map(_one, unicodedata.normalize("NFKD", letter.casefold())))
    return "".join(_SAME_SOUND.get(each, each) for each in plain)


def _one(letter: str) -> str:
    category = unicodedata.category(letter)
    if category == "Mn":
        return letter if ord(letter) in _KEPT_MARKS else ""
    # Invisible joiners stand inside words; other separators between them.
    if category == "Cf":
        return ""
    if category[0] in _SEPARATORS:
        return " "
    digit = unicodedata.decimal(letter, None)
    return str(digit) if digit is not None else letter


_LETTERS = _Letters()
