"""Lists of bits as the status list standard packs them: long, compressed, told apart only by position."""

from __future__ import annotations

import random
import zlib
from collections.abc import Set
from typing import Final

from mueang.standards.multibase import from_base64url, to_base64url

MINIMUM_BITS: Final = 131_072  # so that an index says nothing about a person: W3C's number for herd privacy
MAXIMUM_BITS: Final = 2**24


def new_bits(size: int = MINIMUM_BITS) -> bytes:
    """A list of `size` credentials, all good.

    Raises
    ------
    ValueError
        If `size` is under 131,072, over 2^24 or not a multiple of 8.

    Source
    ------
    W3C Bitstring Status List 1.0, section 3.3 (generate algorithm; minimum of 16 KB).
    """
    if size % 8 or not MINIMUM_BITS <= size <= MAXIMUM_BITS:
        raise ValueError(f"a status list has {MINIMUM_BITS} to {MAXIMUM_BITS} bits, in whole bytes")
    return bytes(size // 8)


def with_bit(bits: bytes, *, index: int, value: bool = True) -> bytes:
    """`bits` with the one at `index` set to `value`.

    Raises
    ------
    IndexError
        If the list is shorter, or `index` is negative.

    Source
    ------
    W3C Bitstring Status List 1.0, section 3.3: the first index, 0, is the left-most bit.

    Examples
    --------
    >>> with_bit(bytes(2), index=1).hex()
    '4000'
    """
    if index < 0:
        raise IndexError("a status index counts from 0")
    changed = bytearray(bits)
    mask = 1 << (7 - (index & 7))
    changed[index >> 3] = changed[index >> 3] | mask if value else changed[index >> 3] & ~mask
    return bytes(changed)


def is_set(bits: bytes, *, index: int) -> bool:
    """The bit at `index`, counted from the left.

    Raises
    ------
    IndexError
        If the list is shorter.

    Source
    ------
    W3C Bitstring Status List 1.0, section 3.2 (validate algorithm).

    Examples
    --------
    >>> is_set(bytes.fromhex("4000"), index=1)
    True
    """
    return bool(bits[index >> 3] >> (7 - (index & 7)) & 1)


def free_index(taken: Set[int], *, rng: random.Random, size: int = MINIMUM_BITS) -> int:
    """A random index that is not in `taken`.

    Parameters
    ----------
    taken : indices in use; more than half of the list makes the search slow, so start a new list before
    rng : source of chance, `random.SystemRandom()` when it matters
    size : bits in the list

    Raises
    ------
    ValueError
        If every index is taken.

    Source
    ------
    W3C Bitstring Status List 1.0, section 5.1 (random index allocation hides the order of issuing).
    """
    if sum(0 <= index < size for index in taken) >= size:
        raise ValueError("the status list is full")
    while (index := rng.randrange(size)) in taken:
        pass
    return index


def encode(bits: bytes) -> str:
    """`bits` as `encodedList` writes them: gzip, base64url, multibase `u`.

    Source
    ------
    W3C Bitstring Status List 1.0, section 3.3 (generate algorithm).

    Examples
    --------
    >>> encode(new_bits())[:12]
    'uH4sIAAAAAAA'
    """
    # Level 6 and no time of day: the same list is the same text.
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    return "u" + to_base64url(packer.compress(bits) + packer.flush())


def decode(encoded: str) -> bytes:
    """The bits in `encodedList`.

    Raises
    ------
    ValueError
        If it is not multibase base64url of one whole gzip stream, or holds under 131,072 or over 2^24 bits.

    Source
    ------
    W3C Bitstring Status List 1.0, section 3.4 (expand algorithm).

    Examples
    --------
    >>> decode(encode(new_bits())) == new_bits()
    True
    """
    if not encoded.startswith("u"):
        raise ValueError("not multibase base64url")
    inflater = zlib.decompressobj(wbits=31)
    try:
        bits = inflater.decompress(from_base64url(encoded[1:]), MAXIMUM_BITS // 8)
    except zlib.error as error:
        raise ValueError("not gzip") from error
    if not inflater.eof or inflater.unused_data:
        raise ValueError(f"not one gzip stream of at most {MAXIMUM_BITS} bits")
    if len(bits) * 8 < MINIMUM_BITS:
        raise ValueError(f"shorter than {MINIMUM_BITS} bits")
    return bits
