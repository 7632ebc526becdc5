"""Refusals speak: whatever an app will not do, it says why."""

from collections.abc import Iterator

import pytest

from mueang.lib.refusals import Refused


def named_refusals() -> Iterator[type[Refused]]:
    """Every refusal that has none below it: those with some are bases, which name no fact."""
    waiting = Refused.__subclasses__()
    while waiting:
        kind = waiting.pop()
        below = kind.__subclasses__()
        waiting += below
        if not below:
            yield kind


@pytest.mark.parametrize("kind", sorted(named_refusals(), key=str), ids=lambda kind: kind.__name__)
def test_every_refusal_has_a_sentence_of_its_own(kind):
    assert kind.says or kind.sentence is not Refused.sentence


def test_what_is_said_is_the_sentence():
    class DoorShut(Refused):
        says = "The door is shut."

    assert DoorShut().sentence == "The door is shut."
    assert str(DoorShut()) == ""
