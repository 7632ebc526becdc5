"""There is no way to change what is written: not through the model, not around it."""
# ruff: noqa: S608 -- statements as somebody at the database would type them

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from factories.ledger import DAY, guards_lifted, spend
from factories.rows import CityFactory, UserFactory
from mueang.apps.ledger.actions import Line, Voucher, load_chart, post_entry, reverse_entry, set_period
from mueang.apps.ledger.errors import NeverEdited
from mueang.apps.ledger.models import Account, Entry, Period, PeriodDecision, Posting
from mueang.apps.ledger.queries import verify_books
from mueang.apps.network.models import City

pytestmark = pytest.mark.django_db


def refused(*statements: str) -> bool:
    """Whether the database takes none of it; the foreign key of a posting is looked at on commit, so here too."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            # As if what was written before were committed.
            connection.check_constraints()
            for statement in statements:
                cursor.execute(statement)
            connection.check_constraints()
    except IntegrityError:
        return True
    return False


def write(city: City, period: Period, on: date, account: Account, *satang: int) -> None:
    """As the ledger would, without asking it."""
    row = Entry(city=city, period=period, number=9, on=on, words="x", key="y", made_at=timezone.now())
    with transaction.atomic():
        Posting.objects.bulk_create(Posting(entry=row, account=account, satang=one) for one in satang)
        row.save()


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def literal(entry: Entry) -> str:
    return f"'{entry.pk.hex if connection.vendor == 'sqlite' else entry.pk}'"


def test_the_database_refuses_to_change_or_remove_what_is_written():
    entry = spend(CityFactory())
    account = Account.objects.get(code="5120")

    for statement in (
        "UPDATE ledger_posting SET satang = satang + 1",
        "UPDATE ledger_posting SET activity = NULL",
        "UPDATE ledger_entry SET words = 'x'",
        "DELETE FROM ledger_posting",
        "DELETE FROM ledger_entry",
        "DELETE FROM ledger_period",
        "UPDATE ledger_period SET first_on = '2020-01-01'",
        "UPDATE ledger_account SET kind = 'asset'",
    ):
        assert refused(statement), statement
    assert refused(
        f"INSERT INTO ledger_posting (entry_id, account_id, satang) VALUES ({literal(entry)}, {account.pk}, 5)"
    )
    if connection.vendor == "sqlite":
        columns = 'uuid, city_id, period_id, number, "on", words, document, "key", reverses_id, made_by_id, made_at'
        copy = columns.replace("words", "'other'").replace("uuid", "'" + uuid4().hex + "'")
        assert refused(f"REPLACE INTO ledger_entry ({columns}) SELECT {copy} FROM ledger_entry")
        assert refused(
            f"REPLACE INTO ledger_posting (id, entry_id, account_id, satang) "
            f"SELECT id, '{uuid4().hex}', account_id, 7 FROM ledger_posting"
        )
    else:
        assert refused("TRUNCATE ledger_entry, ledger_posting CASCADE")
    assert list(verify_books()) == []


def test_no_model_method_changes_or_removes_a_row():
    entry = spend(CityFactory())
    posting = entry.postings.first()

    for attempt in (
        entry.save,
        entry.delete,
        posting.save,
        posting.delete,
        Entry.objects.filter(pk=entry.pk).delete,
        lambda: Posting.objects.update(satang=1),
        lambda: Posting.objects.bulk_update([posting], ["satang"]),
        lambda: entry.postings.update(satang=1),
        lambda: entry.postings.all().delete(),
        lambda: Entry.objects.update_or_create(pk=entry.pk, defaults={"words": "x"}),
    ):
        with pytest.raises(NeverEdited):
            attempt()


def test_what_goes_around_the_model_methods_is_refused_by_the_database():
    entry = spend(CityFactory())
    posting = entry.postings.first()
    posting.satang = 1

    for attempt in (
        lambda: Entry._base_manager.update(words="x"),
        lambda: Entry._base_manager.filter(pk=entry.pk).delete(),
        lambda: Posting._base_manager.filter(entry=entry)._raw_delete("default"),
        lambda: Posting._base_manager.bulk_update([posting], ["satang"]),
        lambda: Posting.objects.bulk_create(
            [posting], update_conflicts=True, unique_fields=["id"], update_fields=["satang"]
        ),
        entry.city.delete,
        entry.period.delete,
    ):
        with pytest.raises((IntegrityError, NeverEdited)), transaction.atomic():
            attempt()
    assert list(verify_books()) == []


def test_no_page_of_an_administrator_reaches_the_books():
    assert "django.contrib.admin" not in settings.INSTALLED_APPS
    with pytest.raises(NoReverseMatch):
        reverse("admin:index")


def test_an_entry_that_does_not_balance_is_refused_by_the_database_too():
    entry = spend(CityFactory())
    bank = Account.objects.get(code="1110")

    for lines in ((5, -4), (), (5,)):
        with pytest.raises(IntegrityError):
            write(entry.city, entry.period, DAY, bank, *lines)
    write(entry.city, entry.period, DAY, bank, 5, -5)


def test_postings_without_an_entry_do_not_survive():
    spend(CityFactory())
    bank = Account.objects.get(code="1110")

    assert refused(
        f"INSERT INTO ledger_posting (entry_id, account_id, satang) VALUES ('{uuid4().hex}', {bank.pk}, 5)",
        f"INSERT INTO ledger_posting (entry_id, account_id, satang) VALUES ('{uuid4().hex}', {bank.pk}, -5)",
    )


def test_a_reversal_that_is_not_the_opposite_is_refused_by_the_database():
    entry = spend(CityFactory())
    bank, materials = Account.objects.get(code="1110"), Account.objects.get(code="5120")

    def reverse(satang: int, *, of: Entry, number: int) -> Entry:
        row = Entry(city=entry.city, period=entry.period, number=number, on=DAY, words="x", key=f"y{number}")
        row.made_at, row.reverses = timezone.now(), of
        with transaction.atomic():
            Posting.objects.bulk_create(
                [
                    Posting(entry=row, account=bank, satang=satang),
                    Posting(entry=row, account=materials, satang=-satang),
                ]
            )
            row.save()
        return row

    with pytest.raises(IntegrityError):
        reverse(99_00, of=entry, number=2)
    back = reverse(100_00, of=entry, number=2)
    with pytest.raises(IntegrityError):
        reverse(-100_00, of=back, number=3)


def test_the_database_lets_nothing_into_a_closed_month_or_another_city():
    manager = UserFactory()
    entry = spend(CityFactory(), on=date(2026, 5, 31))
    Period.objects.filter(pk=entry.period_id).update(is_closed=True)
    other = spend(CityFactory(), key="other", actor=manager)
    bank = Account.objects.get(code="1110")

    for city, period, day in (
        (entry.city, entry.period, date(2026, 5, 31)),
        (other.city, other.period, date(2026, 7, 1)),
        (entry.city, other.period, DAY),
    ):
        with pytest.raises(IntegrityError):
            write(city, period, day, bank, 5, -5)


def test_verify_finds_what_an_owner_of_the_database_does(capsys, cast):
    load_chart()
    first = spend(cast.city, key="a")
    second = spend(cast.city, key="b")
    spend(cast.city, key="c")
    kept = spend(cast.elsewhere, key="d")
    call_command("ledger_verify")
    assert "The books are whole" in capsys.readouterr().out

    of_first, of_second = literal(first), literal(second)
    with guards_lifted():
        assert {fault.what for fault in verify_books()} == {"unguarded"}
        run(f"UPDATE ledger_posting SET satang = satang + 1 WHERE entry_id = {of_first} AND satang > 0")
        run(f"DELETE FROM ledger_posting WHERE entry_id = {of_second}")
        run(f"DELETE FROM ledger_entry WHERE uuid = {of_second}")
        run(f"UPDATE audit_event SET verb = 'x' WHERE target = 'ledger.entry:{kept.pk}'")

    found = {(fault.what, fault.where) for fault in verify_books()}
    assert found == {
        ("unbalanced", str(first.pk)),
        ("changed", str(first.pk)),
        ("gap", f"{cast.city.pk} 2026-06"),
        ("lost", str(second.pk)),
        ("unrecorded", str(kept.pk)),
    }
    with pytest.raises(SystemExit):
        call_command("ledger_verify")
    assert "5 faults" in capsys.readouterr().out


def test_decisions_about_a_month_stay(cast):
    spend(cast.city, on=date(2026, 5, 2))
    closing = {"city": cast.city, "first_on": date(2026, 5, 1), "actor": cast.manager, "today": DAY}
    set_period(is_closed=True, reason="ตรวจครบแล้ว", **closing)
    set_period(is_closed=False, reason="ใบเสร็จมาช้า", **closing)

    assert [str(row) for row in PeriodDecision.objects.all()] == ["ตรวจครบแล้ว", "ใบเสร็จมาช้า"]
    assert refused("UPDATE ledger_perioddecision SET reason = 'x'")
    assert refused("DELETE FROM ledger_perioddecision")


def test_a_reversal_written_by_the_ledger_passes_its_own_guards():
    city, funding = CityFactory(), uuid4()
    load_chart()
    lines = [Line("5120", 30, funding), Line("5130", 12, funding, uuid4()), Line("1110", -42, funding)]
    entry = post_entry(city=city, voucher=Voucher(DAY, "x", "k"), lines=lines, actor=None)

    reverse_entry(entry=entry, on=DAY, reason="ผิดรายการ", actor=None)

    assert list(verify_books()) == []
