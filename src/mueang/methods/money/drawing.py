"""A sample that anybody can draw again."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence


def draw(keys: Sequence[str], *, n: int, seed: str) -> list[str]:
    """So many of the keys, every one with the same chance, the same ones for the same seed.

    Parameters
    ----------
    keys : distinct identifiers of the rows; their order does not count
    n : how many to draw; all of them where there are fewer
    seed : text that was stated before the draw

    Returns
    -------
    list of keys in the order of drawing: those whose SHA-256 of "seed key" is lowest.

    Raises
    ------
    ValueError
        If a key comes twice or `n` is negative.

    Source
    ------
    Sorting by random numbers: Sunter (1977), Applied Statistics 26(3), 261-268; a hash stands for the random number, as
    in ballot audits from a public seed (Lindeman & Stark 2012, IEEE Security & Privacy 10(5), 42-49).

    Examples
    --------
    >>> draw(["a", "b", "c"], n=2, seed="1") == draw(["c", "b", "a"], n=2, seed="1"), len(draw(["a"], n=5, seed=""))
    (True, 1)
    """
    if n < 0 or len(set(keys)) != len(keys):
        raise ValueError("keys must be distinct and n at least zero")
    return sorted(keys, key=lambda key: (hashlib.sha256(f"{seed} {key}".encode()).hexdigest(), key))[:n]
