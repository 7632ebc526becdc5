"""k-anonymity: rows go out only where at least k different people share everything that could point to one of them."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

LEAST_K = 5


@dataclass(frozen=True, slots=True)
class HeldBack:
    """Which rows may go out, and what was kept back.

    `smallest` is the number of people in the smallest group that goes out; 0 where nothing does.
    """

    kept: tuple[int, ...]
    n_rows_held_back: int
    n_people_held_back: int
    smallest: int


def k_anonymous(*, groups: Sequence[Hashable], people: Sequence[Hashable], k: int = LEAST_K) -> HeldBack:
    """Hold back every row whose group of quasi-identifiers is shared by fewer than k people.

    Parameters
    ----------
    groups : length n, the combination of quasi-identifiers of each row, already made coarse
    people : length n, whose row it is; several rows of one person count once
    k : people, at least 2

    Returns
    -------
    HeldBack; `kept` are places in the input, in its order. People held back are those of whom no row goes out.

    Raises
    ------
    ValueError
        If the lengths differ or k is below 2.

    Notes
    -----
    What k does not promise: where everybody of a group says the same, the group tells it of each of them
    (Machanavajjhala et al. 2007). Whoever hands the data out says so to whoever receives it.

    Source
    ------
    Sweeney (2002), k-anonymity: a model for protecting privacy, IJUFKS 10(5), 557-570; suppression of whole rows.

    Examples
    --------
    >>> k_anonymous(groups=["a", "a", "a", "b", "b"], people=[1, 2, 2, 3, 4], k=2)
    HeldBack(kept=(0, 1, 2, 3, 4), n_rows_held_back=0, n_people_held_back=0, smallest=2)
    >>> k_anonymous(groups=["a", "a", "b"], people=[1, 2, 2], k=2)
    HeldBack(kept=(0, 1), n_rows_held_back=1, n_people_held_back=0, smallest=2)
    >>> k_anonymous(groups=[], people=[], k=5)
    HeldBack(kept=(), n_rows_held_back=0, n_people_held_back=0, smallest=0)
    """
    if len(groups) != len(people):
        raise ValueError("groups and people must have the same length")
    if k < 2:
        raise ValueError("k must be at least 2: a group of one is one person")
    members: dict[Hashable, set[Hashable]] = {}
    for group, person in zip(groups, people, strict=True):
        members.setdefault(group, set()).add(person)
    kept = tuple(place for place, group in enumerate(groups) if len(members[group]) >= k)
    shown = {people[place] for place in kept}
    sizes = [len(found) for found in members.values() if len(found) >= k]
    return HeldBack(kept, len(groups) - len(kept), len(set(people) - shown), min(sizes, default=0))
