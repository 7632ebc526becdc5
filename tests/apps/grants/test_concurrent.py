"""A grant's money where many press at once: each step happens once, and no more is spent than came."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from cast import make_cast
from factories.grants import STARTS, TODAY, entered, given, granted, spent
from factories.ledger import clear_books
from mueang.apps.grants.actions import (
    approve_expense,
    receive_instalment,
    refuse_expense,
    release_instalment,
    remit_tax,
    reverse_expense,
)
from mueang.apps.grants.queries import purse_of
from mueang.apps.ledger.queries import verify_books
from mueang.apps.notices.models import Notice


@pytest.fixture
def many(at_once) -> Iterator[Callable[[list[Callable[[], Any]]], list[Any]]]:
    yield at_once
    clear_books()


def test_two_who_press_at_once_spend_receive_and_reverse_once_and_never_more_than_came(many):
    here = given(make_cast())
    grant = granted(here)
    second = grant.instalments.get(number=2)
    release_instalment(instalment=second, on=TODAY, actor=here.funder)
    wrong = spent(here, grant, satang=1_000_00, withheld_satang=10_00)
    waiting = [entered(here, grant, satang=20_000_00 + n) for n in range(3)]
    disputed = entered(here, grant, satang=5_00)
    approve = [partial(approve_expense, expense=row, actor=here.manager) for row in waiting]

    answers = many(
        [
            *approve,
            *approve,
            *[partial(receive_instalment, instalment=second, on=STARTS + timedelta(days=9), actor=here.officer)] * 2,
            *[partial(reverse_expense, expense=wrong, words="ซ้ำ", on=TODAY, actor=here.manager)] * 2,
            partial(approve_expense, expense=disputed, actor=here.manager),
            partial(refuse_expense, expense=disputed, words="ไม่ใช่", actor=here.manager),
            *[partial(remit_tax, grant=grant, on=TODAY, actor=here.officer)] * 2,
        ]
    )

    kinds = [type(answer).__name__ for answer in answers]
    assert set(kinds) <= {"Expense", "Instalment", "int", "MovedOn", "NotEnoughMoney", "NothingWithheld"}, answers
    assert sorted(kinds[6:8]) == ["Instalment", "MovedOn"]
    assert sorted(kinds[8:10]) == ["Expense", "MovedOn"]
    assert sorted(kinds[10:12]) == ["Expense", "MovedOn"]
    purse = purse_of(grant)
    approved = list(grant.expenses.filter(state="approved"))
    assert purse.spent == sum(row.satang for row in approved)
    assert purse.received == 50_000_00
    assert 0 <= purse.unspent == 50_000_00 - purse.spent
    # What was remitted of an expense that is reversed comes back with the next remittance: the bank holds the rest.
    assert purse.bank == purse.unspent + purse.withheld
    assert max(Counter(Notice.objects.values_list("key", flat=True)).values()) == 1
    assert list(verify_books()) == []
