"""Laws of the books where many write at once: nothing lost, nothing doubled, nothing unbalanced."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from factories.ledger import DAY, clear_books, spend
from factories.rows import CityFactory, RoleGrantFactory
from mueang.apps.accounts.enums import ScopeKind
from mueang.apps.ledger.actions import Line, Voucher, load_chart, post_entry, reverse_entry, set_period
from mueang.apps.ledger.enums import CHART
from mueang.apps.ledger.errors import LedgerRefused, PeriodClosed
from mueang.apps.ledger.models import Entry, Period
from mueang.apps.ledger.queries import Cut, trial_balance, verify_books

MAY = date(2026, 5, 31)
line = st.tuples(st.sampled_from([one.code for one in CHART]), st.integers(-500, 500))
deed = st.one_of(
    st.tuples(st.just("post"), st.lists(line, max_size=3), st.sampled_from([DAY, MAY])),
    st.tuples(st.just("balanced"), st.lists(line, min_size=1, max_size=3), st.sampled_from([DAY, MAY])),
    st.tuples(st.just("same"), st.integers(1, 2), st.sampled_from([DAY, MAY])),
    st.tuples(st.just("reverse"), st.integers(0, 1), st.sampled_from([DAY, MAY])),
    st.tuples(st.just("close"), st.booleans(), st.just(MAY)),
)


@pytest.fixture
def many(at_once) -> Iterator[Callable[[list[Callable[[], Any]]], list[Any]]]:
    """Threads at once on books that are committed, and cleared away afterwards."""
    load_chart()
    yield at_once
    clear_books()


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=st.lists(deed, min_size=3, max_size=6))
@example(deeds=[("same", 1, DAY), ("same", 1, MAY), ("same", 1, DAY)])
def test_debits_equal_credits_whatever_is_done_at_once(many, deeds):
    city, manager = CityFactory(), RoleGrantFactory(scope_kind=ScopeKind.INSTALLATION, scope=None, city=None).user
    before = [spend(city, key=f"before{n}", on=on) for n, on in enumerate((DAY, MAY))]

    answers = many(
        [partial(do, *one, city=city, actor=manager, key=str(n), before=before) for n, one in enumerate(deeds)]
    )

    assert all(isinstance(answer, Entry | Period | LedgerRefused) for answer in answers), answers
    written = {answer.pk: answer for answer in answers if isinstance(answer, Entry)}
    standing = Entry.objects.filter(city=city)
    assert {entry.pk for entry in standing} == {*written, *(entry.pk for entry in before)}
    expected: Counter[str] = Counter()
    for entry in [*before, *written.values()]:
        for row in entry.postings.select_related("account"):
            expected[row.account.code] += row.satang
    rows = trial_balance(Cut(city))
    assert sum(row.debit for row in rows) == sum(row.credit for row in rows)
    assert {row.account.code: row.satang for row in rows} == dict(expected)
    for month in Period.objects.filter(city=city):
        numbers = standing.filter(period=month).order_by("number").values_list("number", flat=True)
        assert list(numbers) == list(range(1, month.last_number + 1))
        if month.is_closed:
            with pytest.raises(PeriodClosed):
                spend(city, key="after", on=month.first_on)
    assert list(verify_books()) == []


def do(kind, what, day, *, city, actor, key, before):
    if kind == "close":
        return set_period(city=city, first_on=day.replace(day=1), is_closed=what, reason="x", actor=actor, today=DAY)
    if kind == "reverse":
        return reverse_entry(entry=before[what], on=day, reason="ผิด", actor=actor)
    if kind == "same":
        return spend(city, key="same", satang=what, on=day)
    lines = [Line(*one) for one in what]
    if kind == "balanced":
        lines.append(Line("1110", -sum(one.satang for one in lines)))
    return post_entry(city=city, voucher=Voucher(day, "x", key), lines=lines, actor=actor)


def test_many_at_once_keep_the_books_balanced_and_numbered_without_a_gap(many):
    city, manager = CityFactory(), RoleGrantFactory()
    may = date(2026, 5, 31)
    manager.scope = city.uuid
    manager.save()
    first = spend(city, key="first")
    # Each key comes twice; two reverse one entry; a month is closed while others write into it.
    calls: list[Callable[[], Any]] = [partial(spend, city, key=f"k{n % 3}", satang=100 + n % 3) for n in range(6)]
    calls += [partial(reverse_entry, entry=first, on=DAY, reason="ผิด", actor=None)] * 2
    calls += [partial(spend, city, key=f"may{n}", on=may) for n in range(3)]
    closing = {"first_on": may.replace(day=1), "is_closed": True, "reason": "ครบ", "today": DAY}
    calls.append(partial(set_period, city=city, actor=manager.user, **closing))

    answers = many(calls)

    kinds = [type(answer).__name__ for answer in answers]
    assert kinds[:6] == ["Entry"] * 6
    assert sorted(kinds[6:8]) == ["AlreadyReversed", "Entry"]
    assert set(kinds[8:11]) <= {"Entry", "PeriodClosed"}
    assert kinds[11] == "Period"
    june = Entry.objects.filter(city=city, on=DAY).order_by("number")
    assert [entry.number for entry in june] == [1, 2, 3, 4, 5]
    assert Entry.objects.filter(city=city, on=may).count() == kinds[8:11].count("Entry")
    assert sum(row.satang for row in trial_balance(Cut(city))) == 0
    assert {row.account.code: row.satang for row in trial_balance(Cut(city, since=DAY))}["5120"] == 100 + 101 + 102
    assert list(verify_books()) == []
