"""Turns before the lock of an offering: one thread after the other, and nobody waits who holds a lock already."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.db import transaction

from mueang.apps.catalog.models import Offering
from mueang.apps.enrollment.actions.seats import in_turn

FIRST, OTHER = Offering(pk=1), Offering(pk=2)
LONG = 20


@contextmanager
def somebody_in_turn(offering):
    """Another thread has the turn until the block ends."""
    is_there, may_go = threading.Event(), threading.Event()

    def hold():
        with in_turn(offering):
            is_there.set()
            assert may_go.wait(LONG)

    with ThreadPoolExecutor(1) as pool:
        held = pool.submit(hold)
        assert is_there.wait(LONG)
        try:
            yield
        finally:
            may_go.set()
        held.result(LONG)


def come_to(offering, *, then):
    with in_turn(offering):
        then.set()


def test_threads_come_to_an_offering_one_after_the_other():
    came = threading.Event()

    with ThreadPoolExecutor(1) as pool:
        with somebody_in_turn(FIRST):
            next_one = pool.submit(come_to, FIRST, then=came)
            assert not came.wait(0.1)
        next_one.result(LONG)

    assert came.is_set()


def test_another_offering_has_turns_of_its_own():
    came = threading.Event()

    with somebody_in_turn(FIRST):
        come_to(OTHER, then=came)

    assert came.is_set()


def test_a_press_that_fails_gives_its_turn_back():
    came = threading.Event()

    with pytest.raises(LookupError), in_turn(FIRST):
        raise LookupError

    with ThreadPoolExecutor(1) as pool:
        pool.submit(come_to, FIRST, then=came).result(LONG)
    assert came.is_set()


@pytest.mark.django_db
def test_who_is_in_a_transaction_already_waits_for_the_database_alone():
    came = threading.Event()

    with somebody_in_turn(FIRST), transaction.atomic():
        come_to(FIRST, then=came)

    assert came.is_set()
