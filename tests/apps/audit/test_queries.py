"""Finding what somebody did to the record behind the software's back."""

from __future__ import annotations

import tracemalloc
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.utils import translation

from factories.rows import CityFactory, UserFactory
from mueang.apps.audit import queries
from mueang.apps.audit.actions import record
from mueang.apps.audit.enums import FaultKind
from mueang.apps.audit.models import Event
from mueang.apps.audit.queries import Fault, found_events, verify_books


@pytest.fixture
def five(db):
    city = CityFactory(slug="nakhon")
    for number in range(5):
        record(actor=None, verb="x", target=city, book="nakhon", facts={"n": number})
    record(actor=None, verb="x", target=city, book="other")
    return city


def tamper(statement: str, **words: object) -> None:
    """Raw SQL behind the software's back; IN_NAKHON is the condition that names that book."""
    statement = statement.replace("IN_NAKHON", "book_id = (SELECT id FROM audit_book WHERE name = 'nakhon')")
    for word, value in words.items():
        statement = statement.replace(word, str(value))
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_verify_finds_nothing_in_a_whole_record(five):
    assert list(verify_books()) == []


def test_verify_finds_nothing_where_nothing_was_written(db):
    assert list(verify_books()) == []


@pytest.mark.parametrize(
    "change",
    [
        "verb = 'y'",
        "target = 'elsewhere'",
        "facts = '{\"n\": 7}'",
        "at = '2020-01-01 00:00:00+00:00'",
        "hash = '" + "f" * 64 + "'",
    ],
)
def test_verify_finds_a_changed_event(five, change):
    tamper("UPDATE audit_event SET CHANGE WHERE number = 3 AND IN_NAKHON", CHANGE=change)

    assert list(verify_books()) == [Fault("nakhon", 3, FaultKind.CHANGED)]


def test_verify_finds_another_actor(five):
    actor = UserFactory()

    tamper("UPDATE audit_event SET actor_id = ACTOR WHERE number = 3 AND IN_NAKHON", ACTOR=actor.pk)

    assert list(verify_books()) == [Fault("nakhon", 3, FaultKind.CHANGED)]


def test_verify_finds_missing_events(five):
    tamper("DELETE FROM audit_event WHERE number IN (2, 3) AND IN_NAKHON")

    assert list(verify_books()) == [Fault("nakhon", 2, FaultKind.MISSING, until=3)]


def test_verify_finds_a_change_behind_a_gap(five):
    tamper("DELETE FROM audit_event WHERE number = 2 AND IN_NAKHON")
    tamper("UPDATE audit_event SET verb = 'y' WHERE number = 3 AND IN_NAKHON")

    assert [fault.what for fault in verify_books()] == [FaultKind.MISSING, FaultKind.CHANGED]


def test_verify_finds_swapped_events(five):
    for before, after in ((2, 99), (3, 2), (99, 3)):
        tamper("UPDATE audit_event SET number = AFTER WHERE number = BEFORE AND IN_NAKHON", AFTER=after, BEFORE=before)

    found = list(verify_books())

    assert {fault.number for fault in found} >= {2, 3}
    assert {fault.what for fault in found} == {FaultKind.OUT_OF_PLACE}


def test_verify_finds_a_closed_up_gap(five):
    tamper("DELETE FROM audit_event WHERE number = 3 AND IN_NAKHON")
    for number in (4, 5):
        tamper(
            "UPDATE audit_event SET number = AFTER WHERE number = BEFORE AND IN_NAKHON", AFTER=number - 1, BEFORE=number
        )
    tamper("UPDATE audit_book SET length = 4 WHERE name = 'nakhon'")

    assert next(iter(verify_books())) == Fault("nakhon", 3, FaultKind.OUT_OF_PLACE)


def test_verify_finds_a_cut_off_tail(five):
    tamper("DELETE FROM audit_event WHERE number > 3 AND IN_NAKHON")

    assert list(verify_books()) == [Fault("nakhon", 4, FaultKind.CUT_OFF, until=5)]


def test_verify_finds_an_emptied_book(five):
    tamper("DELETE FROM audit_event WHERE IN_NAKHON")

    assert list(verify_books()) == [Fault("nakhon", 1, FaultKind.CUT_OFF, until=5)]


def test_verify_finds_a_head_moved_back_over_a_cut_tail(five):
    tamper("DELETE FROM audit_event WHERE number = 5 AND IN_NAKHON")
    tamper("UPDATE audit_book SET length = 4 WHERE name = 'nakhon'")

    assert list(verify_books()) == [Fault("nakhon", 4, FaultKind.WRONG_HEAD)]


def test_verify_finds_an_event_added_past_the_head(five):
    tamper("UPDATE audit_book SET length = 3 WHERE name = 'nakhon'")

    assert [(fault.number, fault.what) for fault in verify_books(only="nakhon")] == [
        (3, FaultKind.WRONG_HEAD),
        (4, FaultKind.BEYOND_HEAD),
        (5, FaultKind.BEYOND_HEAD),
    ]


def test_verify_ends_quickly_when_the_head_was_set_absurdly_far(five):
    tamper("UPDATE audit_book SET length = 9000000000000000000 WHERE name = 'nakhon'")

    assert list(verify_books()) == [Fault("nakhon", 6, FaultKind.CUT_OFF, until=9_000_000_000_000_000_000)]


def test_verify_of_one_book_says_nothing_of_another(five):
    tamper("UPDATE audit_event SET verb = 'y' WHERE IN_NAKHON")

    assert list(verify_books(only="other")) == []


def test_verify_needs_no_more_memory_for_a_longer_book(db, monkeypatch):
    monkeypatch.setattr(queries, "CHUNK", 20)
    city = CityFactory(slug="nakhon")

    def add_events() -> None:
        for _ in range(200):
            record(actor=None, verb="x", target=city, book="nakhon", facts={"text": "x" * 2_000})

    def peak() -> int:
        tracemalloc.start()
        assert list(verify_books()) == []
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return highest

    add_events()
    peak()  # what is loaded once
    short = peak()
    add_events()

    assert peak() < short * 1.2


@pytest.mark.parametrize("n_events", [1, 3])
def test_found_events_is_one_query_however_many(db, n_events, django_assert_num_queries):
    city, actor = CityFactory(), UserFactory()
    for _ in range(n_events):
        record(actor=actor, verb="x", target=city, book="nakhon")
    record(actor=actor, verb="secret", target=city, book="elsewhere")

    with django_assert_num_queries(1):
        found = [(event.number, event.actor.username) for event in found_events(book="nakhon")]

    assert found == [(number, actor.username) for number in range(n_events, 0, -1)]


def test_found_events_by_verb_actor_and_day(db):
    city, actor = CityFactory(), UserFactory(username="somsri")
    book = record(actor=actor, verb="place.added", target=city, book="nakhon").book
    record(actor=None, verb="roll.saved", target=city, book="nakhon")
    # 23:30 in Bangkok is still that day, though not in UTC's.
    late = Event(book=book, number=3, at=datetime(2026, 3, 4, 16, 30, tzinfo=UTC), verb="late", target="t")
    late.save()

    def verbs(**filters: object) -> list[str]:
        return [event.verb for event in found_events(book="nakhon", **filters)]

    assert verbs(words="PLACE") == ["place.added"]
    assert verbs(words=f"{city.uuid}") == ["roll.saved", "place.added"]
    assert verbs(actor="Somsri") == ["place.added"]
    assert verbs(day=date(2026, 3, 4)) == ["late"]
    assert verbs(day=date(2026, 3, 5)) == []


def test_events_are_found_by_what_the_reader_sees(cast):
    record(actor=cast.keeper, verb="roll.saved", target=cast.place, book=cast.city.slug)
    record(actor=cast.keeper, verb="place.closed", target=cast.place, book=cast.city.slug)

    with translation.override("th"):
        found = found_events(book=cast.city.slug, words="เช็กชื่อ")
        assert [event.verb for event in found] == ["roll.saved"]
