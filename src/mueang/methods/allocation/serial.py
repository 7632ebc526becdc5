"""One order for all: whoever's turn it is takes the best of their wishes that has room for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from mueang.methods.allocation.instance import NO_GROUP, Allocation, Numbers, as_allocation, in_numbers
from mueang.methods.allocation.tickets import drawn_order

NOWHERE = -1


def lottery(
    *,
    wishes: Mapping[str, Sequence[str]],
    seats: Mapping[str, int],
    seed: str,
    parties: Mapping[str, int] | None = None,
) -> Allocation:
    """A fair lottery: turns in drawn order (random serial dictatorship).

    Nobody gains by wishing otherwise than they wish, no exchange could better one without worsening another, and
    every order of entries is as likely as any other. No party is ever blocked: at its turn its better wishes had too
    few seats left.

    Parameters
    ----------
    wishes : entry -> offerings, the best first
    seats : offering -> seats, a count
    seed : what the drawn order follows from, see `tickets`
    parties : entry -> people who sit together or not at all, a count; 1 where not named

    Raises
    ------
    InstanceRefused
        A wish for an unknown offering or twice for the same one, a party of nobody, seats below none.

    Source
    ------
    Abdulkadiroğlu, A. and Sönmez, T. (1998) Random serial dictatorship and the core from random endowments in house
    allocation problems, Econometrica 66(3).

    >>> lottery(wishes={"a": ["craft"]}, seats={"craft": 1}, seed="1").seated
    {'a': 'craft'}
    """
    order = drawn_order(seed, wishes)
    return _in_turn(order, wishes=wishes, seats=seats, parties=parties or {})


def first_come(
    *,
    wishes: Mapping[str, Sequence[str]],
    seats: Mapping[str, int],
    arrived: Sequence[str] | None = None,
    parties: Mapping[str, int] | None = None,
) -> Allocation:
    """Turns in order of arrival: what the other methods are compared with.

    Parameters
    ----------
    wishes : entry -> offerings, the best first
    seats : offering -> seats, a count
    arrived : every entry once, the first to come first; the order of `wishes` where left out
    parties : entry -> people who sit together or not at all, a count; 1 where not named

    Raises
    ------
    InstanceRefused
        As `lottery`, and an order of arrival that is not everybody once.

    Source
    ------
    Svensson, L.-G. (1999) Strategy-proof allocation of indivisible goods, Social Choice and Welfare 16: serial
    dictatorship in a fixed order.

    Anna takes the only seat in craft, the two of Bea do not fit into the one of music, and Chai does.

    >>> first_come(
    ...     wishes={"anna": ["craft"], "bea": ["craft", "music"], "chai": ["music"]},
    ...     seats={"craft": 1, "music": 1},
    ...     parties={"bea": 2},
    ... ).seated
    {'anna': 'craft', 'chai': 'music'}
    """
    order = list(wishes) if arrived is None else list(arrived)
    return _in_turn(order, wishes=wishes, seats=seats, parties=parties or {})


def _in_turn(
    order: Sequence[str], *, wishes: Mapping[str, Sequence[str]], seats: Mapping[str, int], parties: Mapping[str, int]
) -> Allocation:
    numbers = in_numbers(order, wishes=wishes, seats=seats, parties=parties, reserves={})
    at, _ = sit_in_turn(numbers, range(len(order)))
    return as_allocation(numbers, at)


def sit_in_turn(numbers: Numbers, turns: Iterable[int]) -> tuple[list[int], set[int]]:
    """Where each entry sits (-1: nowhere), and who sits in kept seats; every reserve is taken as hard."""
    open_seats = [seats - sum(kept.values()) for seats, kept in zip(numbers.seats, numbers.kept, strict=True)]
    kept_left = [dict(kept) for kept in numbers.kept]
    at, in_reserve = [NOWHERE] * len(numbers.names), set()
    for entry in turns:
        size, group = numbers.size[entry], numbers.group[entry]
        for offering in numbers.wished(entry):
            kept = kept_left[offering].get(group, 0) if group != NO_GROUP else 0
            if open_seats[offering] + kept < size:
                continue
            at[entry] = offering
            from_kept = min(kept, size)
            if from_kept:
                kept_left[offering][group] -= from_kept
                in_reserve.add(entry)
            open_seats[offering] -= size - from_kept
            break
    return at, in_reserve
