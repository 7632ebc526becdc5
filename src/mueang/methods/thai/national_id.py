"""The thirteen-digit number of the Thai civil registry and its check digit."""

import re

from mueang.methods.thai.errors import NationalIdError
from mueang.methods.thai.text import arabic_digits, as_typed, clean


def parse_national_id(text: str | float) -> str:
    """The thirteen digits of a national ID, without separators.

    Parameters
    ----------
    text : str with or without dashes and spaces, Thai or Arabic digits; or a spreadsheet's number

    Returns
    -------
    str of 13 digits, the last of them right. A first digit of 0 is somebody without civil status: allowed.

    Raises
    ------
    NationalIdError
        With code empty, not_a_number, lost_digits (1.10E+12: the spreadsheet kept only some), wrong_length or
        wrong_checksum.

    Source
    ------
    กรมการปกครอง, ระเบียบสำนักทะเบียนกลางว่าด้วยการจัดทำทะเบียนราษฎร พ.ศ. 2535: the check digit is
    (11 - sum of digit k times 14 - k, modulo 11) modulo 10.

    Examples
    --------
    >>> parse_national_id("1-2345-67890-12-1")
    '1234567890121'
    """
    written = re.sub(r"[\s–‐‑—-]", "", arabic_digits(clean(as_typed(text))))
    if not written:
        raise NationalIdError("empty")
    if re.fullmatch(r"\d(?:\.\d+)?[eE]\+?\d+", written):
        raise NationalIdError("lost_digits")
    if not re.fullmatch(r"[0-9]+", written):
        raise NationalIdError("not_a_number")
    if len(written) != 13:
        raise NationalIdError("wrong_length")
    if _check_digit(written) != int(written[12]):
        raise NationalIdError("wrong_checksum")
    return written


def _check_digit(digits: str) -> int:
    return (11 - sum(int(digit) * (13 - place) for place, digit in enumerate(digits[:12])) % 11) % 10


def valid_national_id(text: str | float) -> bool:
    """Whether `text` is a thirteen-digit number with the right check digit. It may still be nobody's.

    Examples
    --------
    >>> valid_national_id("1-2345-67890-12-1"), valid_national_id("1-2345-67890-12-2")
    (True, False)
    """
    try:
        parse_national_id(text)
    except NationalIdError:
        return False
    return True
