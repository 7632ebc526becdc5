"""The draw: a seed committed to beforehand, and a ticket for every entry that anyone can work out again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

SEED_DIGITS = 64


def new_seed(noise: bytes) -> str:
    """64 hexadecimal digits for 32 random bytes, which the caller takes from the system's source.

    Raises
    ------
    ValueError
        Fewer or more than 32 bytes: a short seed could be guessed from its commitment.

    >>> new_seed(bytes(32))[:8]
    '00000000'
    """
    if len(noise) != SEED_DIGITS // 2:
        raise ValueError("a seed is 32 random bytes")
    return noise.hex()


def commitment(seed: str) -> str:
    """What is published before the draw: SHA-256 of the seed's text, as 64 hexadecimal digits.

    Nobody can find another seed with the same commitment, so the seed cannot be changed once wishes are known.

    Source
    ------
    Blum, M. (1983) Coin flipping by telephone, SIGACT News 15(1); FIPS 180-4 for SHA-256.

    >>> commitment("0" * 64)[:16]
    '60e05bd1b195af2f'
    """
    return hashlib.sha256(seed.encode()).hexdigest()


def ticket(seed: str, entry: str) -> str:
    """The entry's draw: SHA-256 of ``seed + ":" + entry`` in UTF-8, as 64 hexadecimal digits; the lowest goes first.

    On any computer: ``printf '%s:%s' SEED ENTRY | sha256sum``.

    >>> ticket("seed", "a")[:16]
    '30558342c32f2898'
    """
    return hashlib.sha256(f"{seed}:{entry}".encode()).hexdigest()


def drawn_order(seed: str, entries: Iterable[str]) -> list[str]:
    """Entries by ticket, the lowest first; equal tickets, which nobody has ever seen, by their own name.

    >>> drawn_order("seed", ["a", "b", "c"]) == sorted("abc", key=lambda one: ticket("seed", one))
    True
    """
    names, sha256, start = list(entries), hashlib.sha256, f"{seed}:"
    drawn = [sha256((start + entry).encode()).hexdigest() for entry in names]
    if len(set(drawn)) == len(names):
        return list(map(names.__getitem__, sorted(range(len(names)), key=drawn.__getitem__)))
    return [entry for _, entry in sorted(zip(drawn, names, strict=True))]
