"""Bytes as text: base58 and base64url with the one-letter prefix of multibase."""

from __future__ import annotations

import base64
from typing import Final

ALPHABET: Final = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
MAX_BASE58: Final = 1024  # decoding costs the square of the length

_PAIRS: Final = [first + second for first in ALPHABET for second in ALPHABET]
_NO_LETTER: Final = 255
_VALUES: Final = bytes(ALPHABET.find(chr(code)) % 256 for code in range(256))


def to_base58(data: bytes) -> str:
    """`data` in Bitcoin's base58, `z` in front.

    Source
    ------
    W3C Controlled Identifiers 1.0, section 2.4 (multibase), base58-btc.

    Examples
    --------
    >>> to_base58(b"Hello World!")
    'z2NEpo7TZRRrLZSi2U'
    """
    number = int.from_bytes(data, "big")
    letters: list[str] = []
    while number:
        # Five letters at a time keep the arithmetic in machine words.
        number, chunk = divmod(number, 58**5)
        high, low = divmod(chunk, 58**3)
        middle, last = divmod(low, 58)
        letters.append(f"{_PAIRS[high]}{_PAIRS[middle]}{ALPHABET[last]}")
    letters.reverse()
    zeros = len(data) - len(data.lstrip(b"\0"))
    return "z" + "1" * zeros + "".join(letters).lstrip("1")


def from_base58(text: str) -> bytes:
    """The bytes written in `text`, which starts with `z`.

    Raises
    ------
    ValueError
        If `text` has another prefix, a letter outside the alphabet, or more than 1,024 letters.

    Source
    ------
    W3C Controlled Identifiers 1.0, section 2.4 (multibase), base58-btc.

    Examples
    --------
    >>> from_base58("z2NEpo7TZRRrLZSi2U")
    b'Hello World!'
    """
    if text[:1] != "z" or len(text) > MAX_BASE58:
        raise ValueError("not base58 multibase")
    values = text[1:].encode("ascii").translate(_VALUES)
    if _NO_LETTER in values:
        raise ValueError("a letter outside base58")
    # Eight letters at a time keep the arithmetic in machine words.
    each = iter(bytes(-len(values) % 8) + values)
    number = 0
    for a, b, c, d, e, f, g, h in zip(each, each, each, each, each, each, each, each, strict=True):
        number = number * 58**8 + (((a * 58 + b) * 58 + c) * 58 + d) * 58**4 + ((e * 58 + f) * 58 + g) * 58 + h
    zeros = len(values) - len(values.lstrip(b"\0"))
    return bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8, "big")


def to_base64url(data: bytes) -> str:
    """`data` in base64url without padding and without multibase prefix.

    Source
    ------
    RFC 4648 section 5; RFC 7515 section 2.

    Examples
    --------
    >>> to_base64url(b"hi?")
    'aGk_'
    """
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def from_base64url(text: str) -> bytes:
    """The bytes written in `text`, which must be the one spelling `to_base64url` gives them.

    Raises
    ------
    ValueError
        If `text` has padding, another alphabet, or stray bits in its last letter.

    Source
    ------
    RFC 4648 sections 3.5 and 5.

    Examples
    --------
    >>> from_base64url("aGk_")
    b'hi?'
    """
    data = base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    # Stray bits would let somebody alter the last letter of a signature unseen.
    if to_base64url(data) != text:
        raise ValueError("not canonical base64url")
    return data
