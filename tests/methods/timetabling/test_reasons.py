"""Each reason why a wish is not met, one week a reason; and what is refused."""

from __future__ import annotations

import pytest

from mueang.methods.timetabling import Kind, Offering, Room, Slot, TimetableRefused, propose

MONDAY, TUESDAY = Slot(0, 1080, 1170), Slot(1, 1080, 1170)
BOTH = frozenset({MONDAY, TUESDAY})
HALL = Room("Hall", 10, BOTH)


def batik(**changed):
    given = {"sessions": 1, "learners": {"Mali", "Nok"}, "instructors": {"Kru"}, "seats": 10, "least": 1} | changed
    return Offering(
        "Batik",
        given["sessions"],
        frozenset(given["learners"]),
        frozenset(given["instructors"]),
        given["seats"],
        given["least"],
    )


def told(*offerings, rooms=(HALL,), slots=(MONDAY, TUESDAY), **free):
    people = {"Kru": BOTH, "Mali": BOTH, "Nok": BOTH} | free
    found = propose(slots=slots, offerings=offerings, rooms=rooms, free=people)
    return found, [(one.offering, one.learner, one.kind) for one in found.unmet]


@pytest.mark.parametrize(
    ("offering", "rooms", "free", "kind"),
    [
        (batik(instructors=()), [HALL], {}, Kind.NO_INSTRUCTOR),
        (batik(sessions=2), [HALL], {"Kru": [MONDAY]}, Kind.NO_INSTRUCTOR),
        (batik(), [], {}, Kind.NO_ROOM),
        (batik(least=2), [Room("Closet", 1, BOTH)], {}, Kind.NO_ROOM),
        (batik(), [Room("Hall", 10, frozenset({TUESDAY}))], {"Kru": [MONDAY]}, Kind.NOT_TOGETHER),
        (batik(least=2), [HALL], {"Mali": [MONDAY], "Nok": [TUESDAY]}, Kind.TOO_FEW),
    ],
)
def test_an_offering_that_cannot_be_held_says_why(offering, rooms, free, kind) -> None:
    found, why = told(offering, rooms=rooms, **free)

    assert why == [
        ("Batik", "", kind),
        ("Batik", "Mali", Kind.NOT_HELD),
        ("Batik", "Nok", Kind.NOT_HELD),
    ]
    assert (found.meetings, found.total, found.statement) == ((), 0, "proved optimal")
    assert (found.unmet[0].most, found.unmet[0].needed) == ((1, 2) if kind is Kind.TOO_FEW else (0, 0))


def test_an_offering_that_gives_way_to_another_says_to_which() -> None:
    coffee = Offering("Coffee", 1, frozenset({"Aree"}), frozenset({"Kru"}), 5)

    found, why = told(batik(), coffee, slots=[MONDAY], Aree=BOTH)

    assert why == [("Coffee", "", Kind.TAKEN), ("Coffee", "Aree", Kind.NOT_HELD)]
    assert found.unmet[0].others == ("Batik",)


def test_a_learner_who_cannot_come_is_told_which_times_stand_in_the_way() -> None:
    found, why = told(batik(learners={"Mali", "Nok", "Aree", "Boon"}), Mali=[MONDAY], Nok=[MONDAY], Aree=[TUESDAY])

    assert why == [("Batik", "Aree", Kind.NOT_FREE), ("Batik", "Boon", Kind.NEVER)]
    assert {one.slots for one in found.unmet} == {(MONDAY,)}


def test_a_full_room_and_another_offering_at_the_same_time_are_reasons() -> None:
    coffee = Offering("Coffee", 1, frozenset({"Mali", "Aree"}), frozenset({"Other"}), 5)
    loft = Room("Loft", 10, BOTH)

    full, why = told(batik(seats=1))
    both, why_both = told(batik(), coffee, rooms=[HALL, loft], slots=[MONDAY], Other=BOTH, Aree=BOTH)

    assert why == [("Batik", "Nok", Kind.FULL)]
    assert full.comes == {"Batik": ("Mali",)}
    assert both.total == 3
    assert {kind for _offering, _learner, kind in why_both} == {Kind.ELSEWHERE}
    assert both.unmet[0].others in {("Coffee",), ("Batik",)}


def test_between_equal_times_the_earlier_is_taken() -> None:
    found, _why = told(batik())

    assert [one.slot for one in found.meetings] == [MONDAY]


def test_without_offerings_there_is_nothing_to_tell() -> None:
    found, why = told()

    assert (found.meetings, dict(found.comes), why, found.statement) == ((), {}, [], "proved optimal")


def test_a_week_without_time_to_look_is_honest() -> None:
    learners = {f"learner {number}" for number in range(200)}
    slots = [Slot(day, hour * 60, hour * 60 + 60) for day in range(5) for hour in range(8, 20)]
    free = {name: frozenset(slots[number % 7 :: 3]) for number, name in enumerate(sorted(learners))}
    offerings = [
        Offering(f"course {number}", 2, frozenset(sorted(learners)[number::4]), frozenset({"Kru"}), 30)
        for number in range(4)
    ]

    found = propose(
        slots=slots,
        offerings=offerings,
        rooms=[Room("Hall", 40, frozenset(slots))],
        free=free | {"Kru": slots},
        seconds=0,
    )

    assert found.total <= found.bound
    assert found.statement == "proved optimal" or found.statement.startswith("within")


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Slot(7, 0, 60), "no time of a week"),
        (lambda: Slot(0, 60, 60), "no time of a week"),
        (lambda: told(slots=()), "no times to choose from"),
        (lambda: told(batik(), batik()), "two offerings have the name Batik"),
        (lambda: told(rooms=[HALL, HALL]), "two rooms have the name Hall"),
        (lambda: told(batik(sessions=0)), "0 sessions a week"),
        (lambda: told(batik(seats=1, least=2)), "1 seats and at least 2"),
    ],
)
def test_what_makes_no_sense_is_refused(make, words) -> None:
    with pytest.raises(TimetableRefused, match=words):
        make()
