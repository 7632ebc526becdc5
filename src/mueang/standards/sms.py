"""How a text travels by SMS: its alphabet, its length as the network counts it, and how many parts are paid for."""

from __future__ import annotations

from dataclasses import dataclass

# 3GPP TS 23.038, 6.2.1 and 6.2.1.1: the default alphabet, and what needs an escape before it.
GSM_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_EXTENDED = frozenset("\f^{}\\[~]|€")
GSM_ALONE, GSM_JOINED = 160, 153
UCS2_ALONE, UCS2_JOINED = 70, 67


@dataclass(frozen=True, slots=True)
class SmsSize:
    """Alphabet, length in its units (septets or 16-bit units), parts, and how many units fit before the next part."""

    is_unicode: bool
    n_units: int
    n_parts: int
    n_left: int


def sms_size(text: str) -> SmsSize:
    """How the network counts `text`.

    Parameters
    ----------
    text : str, any

    Returns
    -------
    SmsSize; n_units in septets (GSM) or 16-bit units (UCS-2), n_parts in messages, 0 for an empty text.

    Raises
    ------
    Nothing: a letter outside the default alphabet makes the whole text UCS-2.

    Source
    ------
    3GPP TS 23.038 (alphabets), TS 23.040 9.2.3.24.1 (a joined part gives six octets to its header). No character is
    cut in two by a part, and no escape is parted from its letter, so a part may stay one unit short.

    Examples
    --------
    Thai is UCS-2, 70 to a message; the 71st letter makes two parts of 67.

    >>> sms_size("ก" * 70)
    SmsSize(is_unicode=True, n_units=70, n_parts=1, n_left=0)
    >>> sms_size("ก" * 71).n_parts, sms_size("a" * 160).n_parts, sms_size("a" * 159 + "€").n_parts
    (2, 1, 2)
    """
    is_unicode = not set(text) <= GSM_BASIC | GSM_EXTENDED
    sizes = [_units(letter, is_unicode=is_unicode) for letter in text]
    n_units = sum(sizes)
    alone, joined = (UCS2_ALONE, UCS2_JOINED) if is_unicode else (GSM_ALONE, GSM_JOINED)
    if n_units <= alone:
        return SmsSize(is_unicode, n_units, 1 if text else 0, alone - n_units)
    n_parts, filled = 1, 0
    for size in sizes:
        if filled + size > joined:
            n_parts, filled = n_parts + 1, 0
        filled += size
    return SmsSize(is_unicode, n_units, n_parts, joined - filled)


def _units(letter: str, *, is_unicode: bool) -> int:
    if is_unicode:
        return 2 if ord(letter) > 0xFFFF else 1
    return 2 if letter in GSM_EXTENDED else 1
