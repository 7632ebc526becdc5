"""Rows one by one: a failing one is logged and let alone, a turn ends, what was left comes first, a stop is heard."""

import logging
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction

from factories.rows import CityFactory
from mueang.apps.network.models import City
from mueang.lib import one_by_one as means
from mueang.lib.one_by_one import ask_to_stop, begin_turn, n_failed, one_by_one

pytestmark = pytest.mark.django_db
NAME = "เด็กหญิงสมมติ ไม่มีจริง"


@pytest.fixture
def clock(monkeypatch):
    """Seconds that pass only where a test says so."""

    class Clock:
        now = 1_000.0

    monkeypatch.setattr(means, "time", SimpleNamespace(monotonic=lambda: Clock.now))
    return Clock


def failing(at, *, seen):
    def work(row):
        seen.append(row)
        if row == at:
            raise ValueError(NAME)
        return 1

    return work


def test_a_failing_row_is_logged_without_what_is_in_it_and_the_others_go_on(caplog):
    seen, before = [], n_failed()

    assert one_by_one("letters", [1, 2, 3], failing(2, seen=seen)) == 2

    assert (seen, n_failed() - before) == ([1, 2, 3], 1)
    (said,) = (one for one in caplog.records if one.levelno == logging.ERROR)
    assert said.getMessage().startswith("letters: row 2 failed with ValueError")
    assert "in failing" not in said.getMessage()
    assert "in work" in said.getMessage()
    assert NAME not in caplog.text


def test_what_is_written_in_a_row_of_several_things_is_not_logged(caplog):
    city = CityFactory()

    one_by_one("pairs", [(city, NAME, 7)], failing((city, NAME, 7), seen=[]))

    assert f"row {city.pk} 7 failed" in caplog.text
    assert NAME not in caplog.text


def test_a_row_that_failed_is_let_alone_longer_each_time_and_forgiven_when_it_goes_well(clock):
    seen = []
    tried = []
    for seconds in (0, 9, 2, 9, 12, 0):
        clock.now += seconds
        seen.clear()
        one_by_one("letters", [1, 2], failing(2, seen=seen))
        tried.append(2 in seen)

    assert tried == [True, False, True, False, True, False]
    clock.now += 1_000
    one_by_one("letters", [1, 2], lambda _row: 1)
    one_by_one("letters", [1, 2], failing(2, seen=seen))
    clock.now += means.PAUSE_SECONDS
    seen.clear()
    one_by_one("letters", [1, 2], failing(2, seen=seen))
    assert seen == [1, 2]


def test_one_loop_s_failure_is_not_another_s():
    one_by_one("letters", [1], failing(1, seen=[]))

    assert one_by_one("figures", [1], lambda _row: 1) == 1


def test_a_turn_ends_after_its_seconds_and_the_next_begins_with_what_was_left(clock):
    seen = []

    def slow(row):
        seen.append(row)
        clock.now += 2
        return 0

    for _round in range(3):
        begin_turn(seconds=3)
        # Something is left: it wants to be asked again at once.
        assert one_by_one("letters", [1, 2, 3, 4], slow) == 1

    assert seen == [1, 2, 3, 4, 1, 2]


def test_every_loop_of_a_turn_gets_at_least_one_row(clock):
    begin_turn(seconds=0)

    assert [one_by_one(name, [5, 6], lambda row: row) for name in ("first", "second")] == [5, 5]


def test_who_is_asked_to_stop_finishes_the_row_in_hand():
    seen = []

    def work(row):
        seen.append(row)
        ask_to_stop()
        return 1

    one_by_one("letters", [1, 2, 3], work)
    one_by_one("figures", [1, 2, 3], work)

    assert seen == [1]


def test_where_everything_fails_the_log_is_not_filled_and_the_next_round_goes_on(monkeypatch, caplog):
    monkeypatch.setattr(means, "MOST_FAILURES", 3)

    def fail(row):
        raise ValueError(row)

    assert [one_by_one("letters", list(range(8)), fail) for _round in range(3)] == [0, 0, 0]

    assert [one.getMessage().split()[2] for one in caplog.records] == list("01234567")


def test_rows_of_a_query_come_in_its_order_and_one_that_is_not_due_any_more_is_passed_over(monkeypatch):
    monkeypatch.setattr(means, "_ROWS_AT_A_TIME", 1)
    for slug in ("a", "b", "c"):
        CityFactory(slug=slug)
    seen = []

    def work(city):
        seen.append(city.slug)
        City.objects.filter(slug="b").update(version=9)
        return 1

    assert one_by_one("cities", City.objects.exclude(version=9).order_by("-slug"), work) == 2
    assert seen == ["c", "a"]


def test_what_a_failing_row_wrote_is_undone_and_what_the_others_wrote_stays():
    rows = [CityFactory(slug=slug).pk for slug in ("a", "b", "c")]

    @transaction.atomic
    def work(pk):
        City.objects.filter(pk=pk).update(version=9)
        if pk == rows[1]:
            raise IntegrityError(NAME)
        return 1

    assert one_by_one("cities", rows, work) == 2
    assert list(City.objects.filter(version=9).order_by("slug").values_list("slug", flat=True)) == ["a", "c"]


def test_where_the_database_is_gone_no_row_is_blamed(monkeypatch):
    monkeypatch.setattr(connection, "is_usable", lambda: False)

    def work(_row):
        raise OperationalError("server closed the connection")

    with pytest.raises(OperationalError):
        one_by_one("letters", [1, 2], work)
    monkeypatch.undo()
    assert one_by_one("letters", [1, 2], lambda _row: 1) == 2
