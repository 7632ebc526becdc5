"""Deferred acceptance with parties and reserves: what it is given, what it promises, and which way it takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mueang.methods.allocation.filling import fill
from mueang.methods.allocation.instance import Allocation, Numbers, Reserve, as_allocation, in_numbers
from mueang.methods.allocation.proposing import propose
from mueang.methods.allocation.ranking import Classes, all_keys, is_one_order
from mueang.methods.allocation.serial import sit_in_turn
from mueang.methods.allocation.tickets import drawn_order


def deferred_acceptance(
    *,
    wishes: Mapping[str, Sequence[str]],
    seats: Mapping[str, int],
    priority: Mapping[str, Classes] | None = None,
    reserves: Mapping[str, Reserve] | None = None,
    parties: Mapping[str, int] | None = None,
    seed: str,
) -> Allocation:
    """Seats by ranked wishes, priorities and reserves, ties broken by the draw.

    Everybody asks for their best wish; an offering holds those first in its order for whom there is room and turns
    the others away, who ask for their next; nothing is final until nobody asks any more. Seats into which the next
    party did not fit are then filled in the same order. `docs/methods/allocation.md` says exactly what holds:

    - capacity and hard reserves are kept, and no party is split;
    - nobody of a group who would fit into its reserve is turned away;
    - nobody is turned away while seats that are free for them would hold them;
    - whoever is turned away finds behind them in the order only smaller parties, or people in seats of their group;
    - where everybody comes alone this is the best for every learner of all stable outcomes, and no false wish helps.

    Parameters
    ----------
    wishes : entry -> offerings, the best first; an entry is one person or one party
    seats : offering -> seats, a count
    priority : offering -> entry -> class, the lowest first; who is not named comes after everybody named
    reserves : group -> `Reserve`
    parties : entry -> people who sit together or not at all, a count; 1 where not named
    seed : what ties are broken by, see `tickets`

    Raises
    ------
    InstanceRefused
        A wish for an unknown offering or twice for the same one, a party of nobody, seats below none, more seats
        kept than there are, an entry in two groups.

    Source
    ------
    Gale, D. and Shapley, L. S. (1962) College admissions and the stability of marriage, American Mathematical Monthly
    69(1); Hafalir, I. E., Yenmez, M. B. and Yildirim, M. A. (2013) Effective affirmative action in school choice,
    Theoretical Economics 8(2); Delacrétaz, D. (2019) Stability in matching markets with sizes, for parties.

    Two want the one seat in craft, and a neighbour comes first there; the other gets their second wish.

    >>> deferred_acceptance(
    ...     wishes={"far": ["craft", "music"], "near": ["craft"]},
    ...     seats={"craft": 1, "music": 1},
    ...     priority={"craft": {"near": 0}},
    ...     seed="1",
    ... ).seated == {"near": "craft", "far": "music"}
    True
    """
    order = drawn_order(seed, wishes)
    numbers = in_numbers(order, wishes=wishes, seats=seats, parties=parties or {}, reserves=reserves or {})
    keys = all_keys(order, numbers.offerings, priority or {})
    if is_one_order(priority or {}, numbers.offerings) and not _has_a_soft_reserve(numbers):
        # Then taking turns is the only stable outcome, parties included, so nothing weaker should be promised.
        turns = sorted(range(len(order)), key=keys[0].__getitem__) if keys else []
        at, in_reserve = sit_in_turn(numbers, turns)
    else:
        at, in_reserve = fill(numbers, propose(numbers, keys))
    return as_allocation(numbers, at, in_reserve)


def _has_a_soft_reserve(numbers: Numbers) -> bool:
    return any(not numbers.is_hard[group] for kept in numbers.kept for group in kept)
