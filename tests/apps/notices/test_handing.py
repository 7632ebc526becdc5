"""Several requests under way at once: one that stalls holds up nobody else."""

from __future__ import annotations

import threading
import time
import uuid

import pytest

from mueang.apps.notices.actions.carriers.parcels import Outcome, Parcel, Verdict
from mueang.apps.notices.actions.handing import Handing
from mueang.apps.notices.models import Notice

ENDINGS = {"fault": ZeroDivisionError, "end": SystemExit}


class Stalling:
    """The first request gets no answer before the others have theirs."""

    is_keyed, takes_many, at_once, wave = True, 1, 2, 10

    def __init__(self) -> None:
        self.may_answer = threading.Event()

    def carry(self, parcel: Parcel) -> Outcome:
        if parcel.body == "stalls":
            self.may_answer.wait(30)
            return Outcome(Verdict.UNKNOWN)
        if parcel.body in ENDINGS:
            raise ENDINGS[parcel.body]
        return Outcome(Verdict.ACCEPTED)

    def close(self) -> None:
        self.may_answer.set()


@pytest.fixture
def carrier():
    made = Stalling()
    yield made
    made.close()


@pytest.fixture
def handing(carrier):
    made = Handing(carrier, deadline=time.monotonic() + 60)
    yield made
    carrier.close()
    made.close()


def requests(*bodies: str) -> list[tuple[Parcel, list[Notice]]]:
    return [(Parcel(uuid.uuid4(), ("to",), "s", body), [Notice(body=body)]) for body in bodies]


def bodies(handed) -> list[str]:
    return sorted(parcel.body for (parcel, _notices), _outcome in handed)


def test_what_stalls_is_written_down_later_and_the_next_wave_goes_on(carrier, handing):
    handing.start(requests("stalls", "a", "b"))
    first = handing.come_back(more_waits=True)
    handing.start(requests("c"))
    second = handing.come_back(more_waits=False)

    assert bodies(first) + bodies(second) == ["a", "b", "c"]
    assert handing.n_under_way == 1
    carrier.may_answer.set()
    assert bodies(handing.come_back(more_waits=False)) == ["stalls"]
    assert handing.n_under_way == 0


@pytest.mark.parametrize("body", ENDINGS)
def test_what_ends_a_request_is_raised_where_the_round_is_made_and_never_waited_for(handing, body):
    handing.start(requests(body))

    with pytest.raises(ENDINGS[body]):
        handing.come_back(more_waits=False)


def test_past_its_time_nothing_more_is_tried(carrier):
    late = Handing(carrier, deadline=time.monotonic() - 1)
    late.start(requests("a"))

    [(_request, outcome)] = late.come_back(more_waits=True)

    late.close()
    assert outcome.verdict == Verdict.UNTRIED
