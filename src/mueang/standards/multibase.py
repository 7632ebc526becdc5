"""Bytes as text: base58 and base64url with the one-letter prefix of multibase."""

from __future__ import annotations

import base64
from typing import Final

ALPHABET: Final = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
MAX_BASE58: Final = 1024  # decoding costs the square of the length

_VALUES: Final = {letter: value for value, letter in enumerate(ALPHABET)}
_PAIRS: Final = [first + second for first in ALPHABET for second in ALPHABET]
_CHUNK: Final = 58**10  # ten letters at a time keep the arithmetic in machine words


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
        number, chunk = divmod(number, _CHUNK)
        for _ in range(5):
            chunk, pair = divmod(chunk, 3364)
            letters.append(_PAIRS[pair])
    zeros = len(data) - len(data.lstrip(b"\0"))
    return "z" + "1" * zeros + "".join(reversed(letters)).lstrip("1")


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
    number = 0
    try:
        for start in range(1, len(text), 10):
            chunk = 0
            letters = text[start : start + 10]
            for letter in letters:
                chunk = chunk * 58 + _VALUES[letter]
            number = number * 58 ** len(letters) + chunk
    except KeyError as error:
        raise ValueError("a letter outside base58") from error
    zeros = len(text) - 1 - len(text[1:].lstrip("1"))
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
