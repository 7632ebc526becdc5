"""Laws of the books: whatever is done, in whatever order, by however many at once."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factories.ledger import DAY, spend
from factories.rows import CityFactory, RoleGrantFactory
from mueang.apps.accounts.enums import ScopeKind
from mueang.apps.accounts.models import User
from mueang.apps.ledger.actions import Line, Voucher, load_chart, post_entry, reverse_entry, set_period
from mueang.apps.ledger.enums import CHART
from mueang.apps.ledger.errors import (
    AlreadyReversed,
    AlreadySo,
    KeyTaken,
    LedgerRefused,
    NotBalanced,
    PeriodClosed,
    PeriodNotOver,
    ReasonNeeded,
    UnknownAccount,
)
from mueang.apps.ledger.models import Account, Entry, Posting
from mueang.apps.ledger.queries import (
    Cut,
    spent,
    statement,
    sums_by_account,
    trial_balance,
)

CODES = [line.code for line in CHART]
FUNDS = [UUID(int=n) for n in (1, 2)]
DAYS = [DAY - timedelta(days=n) for n in (0, 20, 50)]
line = st.tuples(st.sampled_from(CODES), st.integers(-500, 500), st.sampled_from([*FUNDS, None]))
step = st.one_of(
    st.tuples(st.just("post"), st.lists(line, max_size=4), st.sampled_from(DAYS)),
    st.tuples(st.just("balanced"), st.lists(line, min_size=1, max_size=3), st.sampled_from(DAYS)),
    st.tuples(st.just("reverse"), st.integers(0, 5), st.sampled_from(DAYS)),
    st.tuples(st.just("close"), st.booleans(), st.sampled_from(DAYS)),
)


@pytest.fixture
def books(cast) -> object:
    load_chart()
    return cast


@pytest.fixture
def everywhere(db) -> User:
    """Manages every city."""
    load_chart()
    return RoleGrantFactory(scope_kind=ScopeKind.INSTALLATION, scope=None, city=None).user


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(step, max_size=10))
def test_debits_equal_credits_and_balances_equal_postings_under_any_sequence(everywhere, steps):
    city, before = CityFactory(), Entry.objects.count()
    mine: list[tuple[str, int, UUID | None]] = []
    closed: set[date] = set()
    refusals: list[str] = []
    for number, (deed, what, day) in enumerate(steps):
        was_closed = day.replace(day=1) in closed
        try:
            written = do(deed, what, day=day, city=city, actor=everywhere, key=str(number))
        except LedgerRefused as refusal:
            refusals.append(str(refusal.sentence))
            continue
        if deed == "close":
            closed = closed | {day.replace(day=1)} if what else closed - {day.replace(day=1)}
            continue
        assert not was_closed, "a closed month took an entry"
        mine += [(row.account.code, row.satang, row.funding) for row in written.postings.all()]

    assert all(refusals)
    rows = trial_balance(Cut(city))
    assert sum(row.debit for row in rows) == sum(row.credit for row in rows)
    expected: Counter[str] = Counter()
    by_fund: Counter[tuple[UUID | None, str]] = Counter()
    for code, satang, funding in mine:
        expected[code] += satang
        by_fund[funding, code] += satang
    assert {row.account.code: row.satang for row in rows} == dict(expected)
    for row in rows:
        kept = statement(row.account, cut=Cut(city))
        assert (kept.opening, kept.closing) == (0, row.satang)
        half = statement(row.account, cut=Cut(city, since=DAYS[1]))
        assert half.closing == row.satang
        assert half.opening + sum(each.satang for each in half.lines) == row.satang
    first = {row.account.code: row.satang for row in trial_balance(Cut(city, funding=FUNDS[0]))}
    assert first == {code: satang for (funding, code), satang in by_fund.items() if funding == FUNDS[0]}
    assert Entry.objects.count() >= before


def do(deed, what, *, day, city, actor, key) -> Entry:
    if deed == "close":
        return set_period(city=city, first_on=day.replace(day=1), is_closed=what, reason="x", actor=actor, today=DAY)
    if deed == "reverse":
        entries = list(Entry.objects.filter(city=city).order_by("made_at"))
        entry = entries[what % len(entries)] if entries else spend(city, key=key, on=day)
        return reverse_entry(entry=entry, on=day, reason="ผิด", actor=actor) if entries else entry
    lines = [Line(*one) for one in what]
    if deed == "balanced":
        lines.append(Line("1110", -sum(one.satang for one in lines)))
    return post_entry(city=city, voucher=Voucher(day, "x", key), lines=lines, actor=actor)


@pytest.mark.django_db
def test_entries_that_do_not_balance_or_name_no_account_are_refused():
    city = CityFactory()
    load_chart()

    def write(*lines: Line) -> None:
        post_entry(city=city, voucher=Voucher(DAY, "x", "k"), lines=lines, actor=None)

    for lines in ((Line("1110", 5), Line("5120", -4)), (), (Line("1110", 0), Line("5120", 0))):
        with pytest.raises(NotBalanced):
            write(*lines)
    with pytest.raises(UnknownAccount):
        write(Line("9999", 5), Line("1110", -5))
    assert not Entry.objects.exists()
    assert not Posting.objects.exists()


@pytest.mark.django_db
def test_one_key_is_one_entry_however_often_it_is_written():
    city = CityFactory()
    entry = spend(city)

    assert spend(city) == entry
    with pytest.raises(KeyTaken):
        spend(city, satang=7)
    with pytest.raises(KeyTaken):
        spend(city, on=DAY - timedelta(days=1))
    assert spend(CityFactory()) != entry
    assert Entry.objects.filter(city=city).count() == 1


@pytest.mark.django_db
def test_a_closed_month_refuses_until_it_is_opened_again(books):
    month = {"city": books.city, "first_on": date(2026, 5, 1), "actor": books.manager, "today": DAY}
    kept = spend(books.city, key="kept", on=date(2026, 5, 31))
    set_period(is_closed=True, reason="ครบ", **month)

    with pytest.raises(PeriodClosed):
        spend(books.city, on=date(2026, 5, 31))
    with pytest.raises(PeriodClosed):
        reverse_entry(entry=kept, on=date(2026, 5, 31), reason="ผิด", actor=None)
    with pytest.raises(AlreadySo):
        set_period(is_closed=True, reason="ครบ", **month)
    assert reverse_entry(entry=kept, on=DAY, reason="ผิด", actor=None).reverses == kept
    with pytest.raises(AlreadyReversed):
        reverse_entry(entry=kept, on=DAY, reason="ผิด", actor=None)
    set_period(is_closed=False, reason="ใบเสร็จมาช้า", **month)
    assert spend(books.city, on=date(2026, 5, 31)).number == 2
    with pytest.raises(ReasonNeeded):
        set_period(is_closed=True, reason=" ", **month)
    with pytest.raises(ReasonNeeded):
        reverse_entry(entry=kept, on=DAY, reason=" ", actor=None)
    with pytest.raises(PeriodNotOver):
        set_period(**{**month, "first_on": date(2026, 6, 1)}, is_closed=True, reason="ก่อน")


@pytest.mark.django_db
def test_only_who_may_closes_a_month(books):
    for actor in (books.stranger, books.officer, books.auditor, books.manager_elsewhere):
        with pytest.raises(PermissionDenied):
            set_period(city=books.city, first_on=date(2026, 5, 1), is_closed=True, reason="x", actor=actor, today=DAY)


@pytest.mark.django_db
def test_money_spent_is_told_by_activity_and_account():
    city, activity = CityFactory(), UUID(int=9)
    spend(city, key="a", satang=5, funding=FUNDS[0], activity=activity)
    wrong = spend(city, key="b", satang=7, funding=FUNDS[0], activity=activity)
    spend(city, key="c", satang=11, funding=FUNDS[1])
    reverse_entry(entry=wrong, on=DAY, reason="ผิด", actor=None)

    assert spent(Cut(city)) == {(activity, "5120"): 5, (None, "5120"): 11}
    assert sums_by_account(FUNDS) == {FUNDS[0]: {"5120": 5, "1110": -5}, FUNDS[1]: {"5120": 11, "1110": -11}}
    assert sums_by_account(FUNDS, until=date(2026, 6, 1)) == {FUNDS[0]: {}, FUNDS[1]: {}}


@pytest.mark.django_db
def test_loading_the_chart_again_keeps_numbers_and_mends_names():
    load_chart()
    Account.objects.filter(code="5120").update(name_th="อื่น")

    load_chart()

    assert Account.objects.get(code="5120").name_th == "ค่าวัสดุ"
    assert Account.objects.count() == len(CHART)
