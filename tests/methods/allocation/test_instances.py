"""What contradicts itself is refused by name, and the edges of nothing are answered."""

import pytest

from mueang.methods.allocation import (
    Allocation,
    Breach,
    InstanceRefused,
    Reserve,
    breaches,
    deferred_acceptance,
    first_come,
    lottery,
)

FINE = {"wishes": {"a": ["x"], "b": ["x", "y"]}, "seats": {"x": 1, "y": 1}, "seed": "1"}


@pytest.mark.parametrize(
    ("changed", "code", "subject"),
    [
        ({"wishes": {"a": ["z"]}}, "unknown_offering", "z"),
        ({"wishes": {"a": ["x", "x"]}}, "wished_twice", "a"),
        ({"parties": {"a": 0}}, "size", "a"),
        ({"seats": {"x": -1, "y": 1}}, "seats", "x"),
        ({"reserves": {"g": Reserve({"a"}, {"z": 1})}}, "unknown_offering", "z"),
        ({"reserves": {"g": Reserve({"a"}, {"x": -1})}}, "reserve_seats", "x"),
        ({"reserves": {"g": Reserve({"a"}, {"x": 1}), "h": Reserve({"b"}, {"x": 1})}}, "reserve_too_large", "x"),
        ({"reserves": {"g": Reserve({"a"}, {"x": 1}), "h": Reserve({"a"}, {"y": 1})}}, "two_groups", "a"),
    ],
)
def test_a_contradiction_is_refused_and_named(changed, code, subject):
    with pytest.raises(InstanceRefused) as refusal:
        deferred_acceptance(**FINE | changed)

    assert (refusal.value.code, refusal.value.subject) == (code, subject)


@pytest.mark.parametrize("arrived", [["a"], ["a", "a"], ["a", "c"]])
def test_an_order_of_arrival_is_everybody_once(arrived):
    with pytest.raises(InstanceRefused, match="arrival"):
        first_come(wishes=FINE["wishes"], seats=FINE["seats"], arrived=arrived)


@pytest.mark.parametrize("order", [("a",), ("a", "a"), ("a", "c"), ("a", "b", "c")])
def test_a_result_whose_order_is_not_everybody_once_is_not_even_looked_at(order):
    forged = Allocation({"a": "x"}, ("b",), order)

    with pytest.raises(InstanceRefused, match="arrival"):
        breaches(forged, wishes=FINE["wishes"], seats=FINE["seats"])


def test_nobody_and_nothing_give_nothing():
    assert deferred_acceptance(wishes={}, seats={}, seed="1") == Allocation({}, (), ())
    assert lottery(wishes={}, seats={}, seed="1") == Allocation({}, (), ())
    assert deferred_acceptance(wishes={"a": []}, seats={"x": 1}, seed="1").unplaced == ("a",)


def test_offerings_that_nobody_wishes_for_stay_empty():
    outcome = deferred_acceptance(wishes={}, seats={"x": 2, "y": 1}, seed="1")

    assert not any(outcome.seated.values())


def test_members_and_priorities_of_people_who_did_not_wish_change_nothing():
    case = FINE | {"reserves": {"g": Reserve({"stranger"}, {"x": 0})}, "priority": {"x": {"stranger": 0}}}

    assert deferred_acceptance(**case).seated == deferred_acceptance(**FINE).seated


def test_classes_may_be_any_whole_numbers():
    case = FINE | {"priority": {"x": {"b": -(10**30), "a": 10**30}}}

    assert deferred_acceptance(**case).seated == {"b": "x"}


def test_a_party_larger_than_the_hall_is_as_if_it_had_not_wished():
    allocation = deferred_acceptance(**FINE | {"parties": {"a": 2}, "priority": {"x": {"a": 0}}})

    assert allocation.seated == {"b": "x"}


def test_first_come_follows_arrival():
    seated = [first_come(wishes=FINE["wishes"], seats=FINE["seats"], arrived=order).seated for order in ("ab", "ba")]

    assert seated == [{"a": "x", "b": "y"}, {"b": "x"}]


@pytest.mark.parametrize(
    ("seated", "code"),
    [({"a": "y"}, "not_wished"), ({"a": "x", "b": "x"}, "over_capacity"), ({"b": "x"}, "order")],
)
def test_a_spoilt_outcome_is_named(seated, code):
    wrong = Allocation(seated, (), ("a", "b"))

    assert code in {one.code for one in breaches(wrong, wishes=FINE["wishes"], seats=FINE["seats"])}


def test_an_empty_hard_reserve_taken_by_others_is_named():
    wrong = Allocation({"b": "x"}, ("a",), ("a", "b"))
    reserves = {"g": Reserve({"a"}, {"x": 1}, is_hard=True)}

    found = breaches(wrong, wishes={"a": ["x"], "b": ["x"]}, seats={"x": 1}, reserves=reserves)
    assert found == [Breach("hard_reserve", "", "x"), Breach("reserve", "a", "x")]
