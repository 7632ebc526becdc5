"""What is kept in a process is made once a key, never within a transaction, and never without bound."""

from __future__ import annotations

import pytest
from django.db import transaction

from mueang.lib.remembered import Remembered


@pytest.mark.django_db(transaction=True)
def test_a_value_is_made_once_a_key_and_the_least_lately_asked_goes_first():
    made, kept = [], Remembered[int](2)

    def ask(key):
        return kept.get(key, lambda: made.append(key) or len(made))

    assert [ask("a"), ask("b"), ask("a"), ask("c"), ask("a"), ask("b")] == [1, 2, 1, 3, 1, 4]
    assert made == ["a", "b", "c", "b"]


@pytest.mark.django_db(transaction=True)
def test_what_was_seen_within_a_transaction_is_nobody_elses():
    kept = Remembered[str](2)
    with transaction.atomic():
        assert kept.get("key", lambda: "not yet true") == "not yet true"

    assert kept.get("key", lambda: "true") == "true"
    with transaction.atomic():
        assert kept.get("key", lambda: "mine alone") == "mine alone"


@pytest.mark.django_db(transaction=True)
def test_who_fails_leaves_nothing_behind_and_holds_up_nobody():
    kept = Remembered[str](2)

    def fails():
        raise LookupError

    with pytest.raises(LookupError):
        kept.get("key", fails)

    assert kept.get("key", lambda: "true") == "true"
