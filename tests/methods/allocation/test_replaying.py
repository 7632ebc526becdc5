"""A published file is worked out again by anybody, and whatever was changed in it is named."""

import copy
import hashlib

import pytest

from mueang.methods.allocation import FORMAT, allocate, classes_text, commitment, new_seed, replay

SEED = new_seed(bytes(32))
CLASSES = {"e1": "A", "e2": "A"}


def document(*, method="deferred_acceptance", classes=CLASSES):
    entries = [
        {"id": "e1", "size": 1, "wishes": ["x", "y"]},
        {"id": "e2", "size": 2, "wishes": ["x"]},
        {"id": "e3", "size": 1, "wishes": ["x", "y"]},
        {"id": "e4", "size": 3, "wishes": ["y", "x"]},
        {"id": "e5", "size": 1, "wishes": ["y"]},
    ]
    found = {
        "format": FORMAT,
        "method": method,
        "commitment": commitment(SEED),
        "seed": SEED,
        "groups": {"A": {"hard": False, "first": False}},
        "groups_withheld": None,
        "offerings": [{"id": "x", "seats": 2, "kept": {"A": 1}}, {"id": "y", "seats": 3, "kept": {}}],
        "entries": [one | ({"group": classes[one["id"]]} if one["id"] in classes else {}) for one in entries],
    }
    return found | {"outcome": dict(allocate(found, classes=classes).seated)}


@pytest.mark.parametrize("method", ["deferred_acceptance", "lottery"])
def test_a_true_file_follows(method):
    assert replay(document(method=method)).verdict == "follows"
    assert replay(document(method=method)).n_entries == 5


def test_a_group_that_goes_first_is_first():
    found = document()
    found["groups"]["A"]["first"] = True
    outcome = allocate(found, classes=CLASSES).seated

    assert {"e1", "e2"} & set(outcome)


@pytest.mark.parametrize("entry", ["e1", "e2", "e3", "e4", "e5"])
def test_an_outcome_changed_for_one_entry_is_named(entry):
    found = document()
    before = found["outcome"].pop(entry, "")
    found["outcome"] |= {} if before else {entry: "x"}
    answer = replay(found)

    assert (answer.verdict, answer.part, answer.entry) == ("differs", "outcome", entry)
    assert answer.follows == before


def test_another_seed_than_the_one_committed_to_is_named():
    found = document() | {"seed": new_seed(bytes([1] * 32))}

    assert (replay(found).verdict, replay(found).part) == ("differs", "seed")


def test_somebody_seated_who_never_wished_is_named():
    found = document()
    found["outcome"]["friend"] = "x"

    assert (replay(found).verdict, replay(found).entry) == ("differs", "friend")


def test_withheld_groups_are_checked_with_what_was_committed_to_and_nothing_else():
    text = classes_text(CLASSES, salt="5a")
    found = document()
    found["groups_withheld"] = {"sha256": hashlib.sha256(text.encode()).hexdigest()}
    for entry in found["entries"]:
        entry.pop("group", None)

    assert replay(found).verdict == "withheld"
    assert replay(found, classes=text).verdict == "follows"
    other = replay(found, classes=classes_text({"e3": "A"}, salt="5a"))
    assert (other.verdict, other.part) == ("differs", "groups")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda found: found.pop("entries"),
        lambda found: found.update(format="other/1"),
        lambda found: found["entries"].append(found["entries"][0]),
        lambda found: found["entries"][0].update(wishes=["nowhere"]),
        lambda found: found["entries"][0].update(wishes=7),
        lambda found: found["entries"][0].update(size="many"),
        lambda found: found["entries"][0].update(group="Z"),
        lambda found: found["offerings"][0].update(seats=-1),
        lambda found: found["offerings"][0].update(seats=None),
        lambda found: found.update(outcome=None),
        lambda found: found.update(seed=None),
    ],
)
def test_a_file_that_makes_no_sense_is_refused_not_crashed_on(spoil):
    found = copy.deepcopy(document())
    spoil(found)

    assert replay(found).verdict in {"unreadable", "differs"}


@pytest.mark.parametrize("nothing", [None, [], "text", 5, {}])
def test_what_is_no_round_is_unreadable(nothing):
    assert replay(nothing).verdict == "unreadable"
