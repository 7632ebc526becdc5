"""Telephone numbers as lists hold them, read into one international form."""

import re

from mueang.methods.thai.errors import PhoneError
from mueang.methods.thai.text import arabic_digits, as_typed, clean

_REMARK = re.compile(r"\([^()\d]*\)|(?:ต่อ|ext\.?|#)\s*\d{1,5}$|^(?:โทรศัพท์|โทร|tel|มือถือ)[.:\s]*", re.IGNORECASE)
_SEVERAL = re.compile(r"\d[\d\s-]{6,}\d\s*(?:,|/|;|หรือ|และ|\bor\b)\s*\+?\d[\d\s-]{6,}")
_PUNCTUATION = re.compile(r"[\s().–‐‑—-]")
_LANDLINE = re.compile(r"[2-57]\d{7}")
_MOBILE = re.compile(r"[689]\d{8}")
_SHORTEST, _LONGEST = 8, 15


def parse_phone(text: str | float) -> str:
    """The number in international form.

    Parameters
    ----------
    text : str, or the number a spreadsheet made of it, its leading zero lost; an extension and a remark in
        brackets are dropped

    Returns
    -------
    str, "+" and digits: "+66" and 8 (landline) or 9 (mobile) digits for Thailand; a foreign number only if it
    was written with + or 00.

    Raises
    ------
    PhoneError
        With code empty, not_a_number, several_numbers, too_short, too_long or not_a_thai_number.

    Source
    ------
    ITU-T E.164 (11/2010) section 6; NBTC Thai numbering plan: mobiles begin 06, 08, 09 and have ten digits,
    landlines begin 02-05 and 07 and have nine.

    Examples
    --------
    >>> parse_phone("๐๘๑-๒๓๔ ๕๖๗๘"), parse_phone(812345678.0), parse_phone("+66 73 212 345")
    ('+66812345678', '+66812345678', '+6673212345')
    """
    written = _REMARK.sub("", arabic_digits(clean(as_typed(text)))).strip()
    if not written:
        raise PhoneError("empty")
    if _SEVERAL.search(written):
        raise PhoneError("several_numbers")
    digits = _PUNCTUATION.sub("", written)
    if isinstance(text, float) and not text.is_integer():
        raise PhoneError("not_a_number")
    if not re.fullmatch(r"\+?[0-9]+", digits):
        raise PhoneError("not_a_number")
    return _international(digits)


def _international(digits: str) -> str:
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    if digits.startswith("+") and not digits.startswith("+66"):
        return _within_length(digits, shortest=_SHORTEST, longest=_LONGEST)
    national = digits.removeprefix("+66") if digits.startswith("+") else _without_country(digits)
    # "+66 (0)81 ..." is common; the zero belongs to the national form only.
    return _thai(national.removeprefix("0"))


def _without_country(digits: str) -> str:
    return digits[2:] if digits.startswith("66") and len(digits) in (10, 11) else digits


def _within_length(number: str, *, shortest: int, longest: int) -> str:
    if len(number) - 1 < shortest:
        raise PhoneError("too_short")
    if len(number) - 1 > longest:
        raise PhoneError("too_long")
    return number


def _thai(national: str) -> str:
    if _MOBILE.fullmatch(national) or _LANDLINE.fullmatch(national):
        return f"+66{national}"
    expected = 9 if national[:1] in set("689") else 8
    _within_length(f"+{national}", shortest=expected, longest=expected)
    raise PhoneError("not_a_thai_number")


def format_phone(number: str) -> str:
    """A number from `parse_phone` as people write it; a foreign one unchanged.

    Examples
    --------
    >>> format_phone("+66812345678"), format_phone("+6673212345"), format_phone("+6621234567")
    ('081-234-5678', '073-212-345', '02-123-4567')
    """
    if not number.startswith("+66"):
        return number
    national = "0" + number[3:]
    area = 2 if national.startswith("02") else 3
    exchange = area + (4 if len(national) - area == 8 else 3)
    return f"{national[:area]}-{national[area:exchange]}-{national[exchange:]}"
