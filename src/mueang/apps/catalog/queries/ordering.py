"""The order of the list when nobody asks for one: soon, with seats, confirmed, near; and a variety on every page.

Each offering has a number of "days": those until its next session, and more for what speaks against it. Ties are
broken by a fixed shuffle, so that a hundred entries made together do not stand together. The list is then cut into
stretches of `STRETCH`; within one, each further offering of the same place or interest steps back some positions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from mueang.apps.catalog.queries.lines import Line

STRETCH = 96
LATEST_DAYS = 90
UNPLANNED_DAYS = 60
DAYS_WHEN_FULL, DAYS_WHEN_CLOSED, DAYS_WHEN_UNCONFIRMED = 40, 80, 7
# Nearly all seats taken counts as much as three days later; one kilometre as much as two.
DAYS_OF_SEATS, DAYS_A_KM = 3, 2
STEPS_A_PLACE, STEPS_AN_INTEREST = 6, 3
SLOT_BITS, SHUFFLE_BITS = 24, 12
SLOT_MASK = (1 << SLOT_BITS) - 1
_SPREAD = 2_654_435_761  # Knuth's multiplier: neighbouring keys land far apart


def days_of(line: Line, *, today: date) -> float:
    """How far back a line stands, in days."""
    if line.next_session is None:
        days = float(UNPLANNED_DAYS)
    else:
        days = float(min(max((line.next_session.starts_at.date() - today).days, 0), LATEST_DAYS))
    if not line.is_open:
        days += DAYS_WHEN_CLOSED
    elif line.is_full:
        days += DAYS_WHEN_FULL
    if not line.is_confirmed:
        days += DAYS_WHEN_UNCONFIRMED
    return days + DAYS_OF_SEATS * (1 - line.seats_left / line.seats if line.seats else 1)


def rank_of(line: Line, *, slot: int, today: date) -> int:
    """Days, shuffle and slot in one number: sorting thousands of them takes a millisecond."""
    shuffle = (line.pk * _SPREAD & 0xFFFFFFFF) >> (32 - SHUFFLE_BITS)
    return shifted(shuffle << SLOT_BITS | slot, days=days_of(line, today=today))


def shifted(rank: int, *, days: float) -> int:
    """The rank of something that stands so many days further back."""
    return rank + (round(100 * days) << (SHUFFLE_BITS + SLOT_BITS))


def varied(slots: Iterable[int], lines: Sequence[Line | None]) -> list[int]:
    """One stretch, reordered so that no place and no interest fills a page that others could share."""
    places: Counter[int] = Counter()
    interests: Counter[str] = Counter()
    placed = []
    for rank, slot in enumerate(slots):
        line = lines[slot]
        if line is None:
            continue
        first = line.interests[0].code if line.interests else ""
        steps = STEPS_A_PLACE * places[line.place.pk] + STEPS_AN_INTEREST * interests[first]
        places[line.place.pk] += 1
        interests[first] += 1
        placed.append((rank + steps, rank, slot))
    return [slot for _position, _rank, slot in sorted(placed)]
