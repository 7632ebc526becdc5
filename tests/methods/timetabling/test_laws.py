"""Laws of timetables: nobody in two places, every reason true, and no timetable that meets more wishes."""

from __future__ import annotations

import random
from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from mueang.methods.timetabling import Kind, Offering, Room, Slot, Timetable, propose

SLOTS = [Slot(0, 540, 600), Slot(0, 570, 660), Slot(1, 540, 600), Slot(2, 540, 600)]
LEARNERS = ["Aree", "Boon", "Chai", "Dao"]
INSTRUCTORS = ["Kru Ing", "Kru Jan"]


@st.composite
def weeks(draw: st.DrawFn):
    rng = random.Random(draw(st.integers(0, 2**32)))

    def some_slots():
        return frozenset(slot for slot in SLOTS if rng.random() < 0.7)

    offerings = [
        Offering(
            name,
            rng.choice([1, 1, 2]),
            frozenset(rng.sample(LEARNERS, rng.randint(0, 4))),
            frozenset(rng.sample(INSTRUCTORS, rng.randint(0, 2))),
            seats := rng.randint(1, 4),
            least=rng.randint(1, min(2, seats)),
        )
        for name in ["Batik", "Coffee"][: draw(st.integers(1, 2))]
    ]
    rooms = [Room(name, rng.randint(1, 4), some_slots()) for name in ["Hall", "Loft"][: draw(st.integers(1, 2))]]
    return {
        "slots": SLOTS,
        "offerings": offerings,
        "rooms": rooms,
        "free": {one: some_slots() for one in LEARNERS + INSTRUCTORS},
    }


def plans(week, offering):
    """Every way to hold an offering: None, or (instructor, room, slots)."""
    yield None
    for instructor, room in product(sorted(offering.instructors), week["rooms"]):
        if room.seats < offering.least:
            continue
        able = [slot for slot in week["slots"] if slot in week["free"][instructor] and slot in room.free]
        for slots in combinations(able, offering.sessions):
            if len({slot.day for slot in slots}) == offering.sessions:
                yield instructor, room, slots


def meet(one, other):
    return any(slot.meets(at) for slot in one[2] for at in other[2])


def most_wishes(week) -> int:
    """By trying everything: all plans, and of each all sets of wishes."""
    best = 0
    for chosen in product(*(list(plans(week, offering)) for offering in week["offerings"])):
        held = [(o, p) for o, p in zip(week["offerings"], chosen, strict=True) if p is not None]
        if any(meet(p, q) and (p[0] == q[0] or p[1].name == q[1].name) for (_o, p), (_r, q) in combinations(held, 2)):
            continue
        can = [(o, p, one) for o, p in held for one in o.learners if all(s in week["free"][one] for s in p[2])]
        for size in range(len(can), best, -1):
            if any(allowed(held, wishes) for wishes in combinations(can, size)):
                best = size
                break
    return best


def allowed(held, wishes) -> bool:
    for offering, plan in held:
        count = sum(1 for o, _p, _one in wishes if o is offering)
        if not offering.least <= count <= min(offering.seats, plan[1].seats):
            return False
    return not any(one == other and meet(p, q) for (_o, p, one), (_r, q, other) in combinations(wishes, 2))


def broken(week, found: Timetable) -> list[str]:
    """What a timetable does that it must not."""
    clashes = [
        f"{one} and {other}"
        for one, other in combinations(found.meetings, 2)
        if one.slot.meets(other.slot) and (one.instructor == other.instructor or one.room == other.room)
    ]
    offered = [wrong for offering in week["offerings"] for wrong in broken_offering(week, found, offering)]
    double = [
        learner
        for learner in LEARNERS
        for one, other in combinations([at for at in found.meetings if learner in found.comes[at.offering]], 2)
        if one.slot.meets(other.slot)
    ]
    return clashes + offered + double


def broken_offering(week, found: Timetable, offering: Offering) -> list[str]:
    mine = [one for one in found.meetings if one.offering == offering.name]
    comes = found.comes[offering.name]
    if not mine:
        return [f"{offering.name}: {comes} come to nothing"] if comes else []
    room = next(room for room in week["rooms"] if room.name == mine[0].room)
    holds = {
        "sessions": len(mine) == len({one.slot.day for one in mine}) == offering.sessions,
        "stays": len({(one.instructor, one.room) for one in mine}) == 1,
        "seats": offering.least <= len(comes) <= min(offering.seats, room.seats),
        "wished": set(comes) <= offering.learners,
        "able": mine[0].instructor in offering.instructors,
        "room is free": all(one.slot in room.free for one in mine),
        "free": all(one.slot in week["free"][who] for one in mine for who in (one.instructor, *comes)),
    }
    return [f"{offering.name}: {name}" for name, is_so in holds.items() if not is_so]


@settings(max_examples=80, deadline=None)
@given(weeks())
def test_no_timetable_meets_more_wishes_and_none_is_broken(week) -> None:
    found = propose(**week)

    assert broken(week, found) == []
    assert found.total == sum(map(len, found.comes.values())) == most_wishes(week)
    assert found.statement == "proved optimal"


@settings(max_examples=80, deadline=None)
@given(weeks())
def test_every_wish_is_met_or_has_a_reason_that_is_true(week) -> None:
    found = propose(**week)
    times = {o.name: [one.slot for one in found.meetings if one.offering == o.name] for o in week["offerings"]}

    for offering in week["offerings"]:
        told = {one.learner: one for one in found.unmet if one.offering == offering.name}
        assert set(told) - {""} == offering.learners - set(found.comes[offering.name])
        assert ("" in told) == (not times[offering.name])
        for learner, why in told.items():
            if why.kind in (Kind.NOT_FREE, Kind.NEVER):
                assert why.slots
                assert not set(why.slots) & week["free"][learner]
                assert set(why.slots) <= set(times[offering.name])
            elif why.kind is Kind.ELSEWHERE:
                assert any(learner in found.comes[other] for other in why.others)
            elif why.kind is Kind.TOO_FEW:
                assert why.most < why.needed == offering.least
            elif why.kind in (Kind.NO_INSTRUCTOR, Kind.NO_ROOM, Kind.NOT_TOGETHER):
                assert list(plans(week, offering)) == [None]


@settings(max_examples=40, deadline=None)
@given(weeks(), st.randoms())
def test_the_order_of_what_is_given_changes_nothing_and_more_free_time_never_harms(week, rng) -> None:
    turned = {key: rng.sample(value, len(value)) for key, value in week.items() if key != "free"}
    everybody = {**week, "free": dict.fromkeys(week["free"], frozenset(SLOTS))}

    found = propose(**week)

    assert propose(**turned, free=week["free"]) == found
    assert propose(**everybody).total >= found.total
