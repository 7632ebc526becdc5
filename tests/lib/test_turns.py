"""Turns at a row: one thread after the other, and whoever has the turn may answer all who wait."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from mueang.lib.turns import Line, Turns

LONG = 20


@contextmanager
def somebody_in_turn(turns, row):
    """Another thread has the turn until the block ends; gives what it asked, whose wishes it may take."""
    is_there, may_go, asked = threading.Event(), threading.Event(), []

    def hold():
        with turns.come(row, "first") as mine:
            asked.append(mine)
            is_there.set()
            assert may_go.wait(LONG)

    with ThreadPoolExecutor(1) as pool:
        held = pool.submit(hold)
        assert is_there.wait(LONG)
        try:
            yield asked[0]
        finally:
            may_go.set()
        held.result(LONG)


def come(turns, row, wish="second"):
    with turns.come(row, wish) as mine:
        return mine.is_taken, mine.answer


def answer_all(first, *, n_waiting):
    """Take what waits once so many do, and answer each with its own wish in capitals."""
    taken = []
    while len(taken) < n_waiting:
        taken += [one for one in first.take_all() if one is not first]
    for one in taken:
        one.answer = one.wish.upper()


def test_threads_come_to_a_row_one_after_the_other():
    turns, came = Turns(), threading.Event()

    def follow():
        come(turns, 1)
        came.set()

    with ThreadPoolExecutor(1) as pool:
        with somebody_in_turn(turns, 1):
            following = pool.submit(follow)
            assert not came.wait(0.1)
        following.result(LONG)

    assert came.is_set()


def test_another_row_has_a_line_of_its_own():
    turns = Turns()

    with somebody_in_turn(turns, 1):
        assert come(turns, 2) == (False, None)


def test_whoever_has_the_turn_answers_those_who_wait():
    turns = Turns()

    with ThreadPoolExecutor(2) as pool:
        with somebody_in_turn(turns, 1) as first:
            waiting = [pool.submit(come, turns, 1, wish) for wish in ("second", "third")]
            answer_all(first, n_waiting=2)
        answers = {one.result(LONG) for one in waiting}

    assert answers == {(True, "SECOND"), (True, "THIRD")}


def test_who_fails_gives_the_turn_back_and_wants_nothing_any_more():
    turns = Turns()

    with pytest.raises(LookupError), turns.come(1, "fails"):
        raise LookupError

    with turns.come(1, "next") as mine:
        assert [one.wish for one in mine.take_all()] == ["next"]


def test_who_waited_too_long_stands_in_nobodys_line():
    turns = Turns(longest_wait=0.01)

    with somebody_in_turn(turns, 1) as first, turns.come(1, "impatient") as mine:
        assert [one.wish for one in first.take_all()] == ["first"]
        assert mine.take_all() == [mine]
        assert not mine.is_taken


def test_a_wish_that_was_taken_up_is_waited_for_however_long():
    turns = Turns(longest_wait=0.05)

    with ThreadPoolExecutor(1) as pool:
        with somebody_in_turn(turns, 1) as first:
            waiting = pool.submit(come, turns, 1)
            answer_all(first, n_waiting=1)
            threading.Event().wait(0.2)
        assert waiting.result(LONG) == (True, "SECOND")


def test_a_wish_leaves_a_line_once():
    line = Line()
    mine = line.ask("seat")

    assert mine.leave()
    assert mine.leave()
    assert line.waiting == []
