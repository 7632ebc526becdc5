"""Writing the record: one chain a book, nothing changed afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from factories.rows import CityFactory, UserFactory
from mueang.apps.audit.actions import record, record_read, recorded_together, target_of
from mueang.apps.audit.enums import GENESIS_HASH
from mueang.apps.audit.errors import AppendOnly
from mueang.apps.audit.models import Book, Event, canonical
from mueang.apps.audit.queries import verify_books


@pytest.fixture
def city(db):
    return CityFactory(slug="nakhon")


def test_record_chains_each_event_to_the_one_before(city):
    actor = UserFactory()

    first = record(actor=actor, verb="place.added", target=city, book=city.slug)
    second = record(actor=None, verb="place.closed", target=city, book=city.slug, facts={"n": 1})

    assert (first.number, first.previous_hash) == (1, GENESIS_HASH)
    assert (second.number, second.previous_hash) == (2, first.hash)
    assert Book.objects.values_list("name", "length", "head").get() == (city.slug, 2, second.hash)


def test_record_keeps_one_chain_a_book(city):
    record(actor=None, verb="place.added", target=city, book="nakhon")
    other = record(actor=None, verb="place.added", target=city, book="elsewhere")

    assert (other.number, other.previous_hash) == (1, GENESIS_HASH)


def test_record_goes_with_the_change_it_tells_of(city):
    with transaction.atomic():
        record(actor=None, verb="place.added", target=city, book=city.slug)
        transaction.set_rollback(True)

    assert not Event.objects.exists()
    assert not Book.objects.filter(length__gt=0).exists()


def test_events_recorded_together_are_one_insert_in_their_order(city, django_assert_num_queries):
    first = record(actor=None, verb="place.added", target=city, book=city.slug)

    with django_assert_num_queries(3), recorded_together(), recorded_together():
        second = record(actor=None, verb="person.added", target=city, book=city.slug)
        third = record(actor=None, verb="consent.given", target=city, book=city.slug, facts={"n": 1})

    assert (second.previous_hash, third.previous_hash, third.number) == (first.hash, second.hash, 3)
    assert list(verify_books()) == []


def test_events_recorded_together_find_their_books(city):
    with recorded_together():
        for book in ("nakhon", "elsewhere", "nakhon"):
            record(actor=None, verb="place.added", target=city, book=book)

    assert dict(Book.objects.values_list("name", "length")) == {"nakhon": 2, "elsewhere": 1}
    assert list(verify_books()) == []


def test_what_was_refused_leaves_no_event(city):
    with suppress(LookupError), recorded_together():
        record(actor=None, verb="place.added", target=city, book=city.slug)
        raise LookupError

    record(actor=None, verb="place.closed", target=city, book=city.slug)

    assert [event.verb for event in Event.objects.all()] == ["place.closed"]


def test_record_refuses_facts_that_are_no_json_and_writes_nothing(city):
    with pytest.raises(TypeError):
        record(actor=None, verb="place.added", target=city, book=city.slug, facts={"who": city})

    assert not Event.objects.exists()


def test_record_read_names_reader_and_row(city):
    reader = UserFactory()

    event = record_read(actor=reader, target=city, book=city.slug, facts={"page": "person"})

    assert (event.actor, event.verb, event.target) == (reader, "read", target_of(city))


def test_books_and_events_name_themselves(city):
    event = record(actor=None, verb="place.added", target=city, book=city.slug)

    assert (str(event.book), str(event)) == ("nakhon", f"place.added {target_of(city)}")


def test_target_is_the_uuid_or_else_the_key(city):
    book = Book.objects.create(name="x")

    assert target_of(city) == f"network.city:{city.uuid}"
    assert target_of(book) == f"audit.book:{book.pk}"


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"float": 1e22, "small": 0.1, "zero": -0.0, "whole": 3.0, "none": None, "yes": True},
        {"ไทย": "น้ำใจ", "list": [1, 2.0, ["a", {"b": 1e2}]], "10": 1, "9": 2},
    ],
    ids=["none", "numbers", "nested and Thai"],
)
def test_the_hash_is_the_same_when_the_event_is_read_back(city, facts):
    written = record(actor=UserFactory(), verb="x", target=city, book=city.slug, facts=facts)

    read = Event.objects.select_related("book").get()

    assert read.computed_hash() == written.hash == read.hash
    assert list(verify_books()) == []


def test_the_hash_does_not_depend_on_the_zone_of_the_clock(city, settings):
    written = record(actor=None, verb="x", target=city, book=city.slug)
    settings.TIME_ZONE = "America/New_York"

    read = Event.objects.select_related("book").get()

    assert read.computed_hash() == written.hash


def test_canonical_keeps_what_is_no_number():
    assert canonical({1: (1.0, 1.5, True, "a", None)}) == {"1": [1, 1.5, True, "a", None]}


def test_an_event_is_never_saved_again_removed_or_overwritten(city):
    event = record(actor=None, verb="x", target=city, book=city.slug)
    event.verb = "y"

    with pytest.raises(AppendOnly):
        event.save()
    with pytest.raises(AppendOnly):
        event.delete()
    twin = Event(pk=event.pk, book=event.book, number=2, at=event.at, verb="y", target="", previous_hash="", hash="")
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()

    assert Event.objects.get().verb == "x"


def test_events_are_never_changed_or_removed_in_bulk(city):
    event = record(actor=None, verb="x", target=city, book=city.slug)

    for attempt in (
        lambda: Event.objects.update(verb="y"),
        lambda: Event.objects.all().delete(),
        lambda: Event.objects.bulk_create([event]),
        lambda: Event.objects.bulk_update([event], ["verb"]),
    ):
        with pytest.raises(AppendOnly):
            attempt()

    assert Event.objects.get().verb == "x"


@contextmanager
def kept_on_disk(folder: Path) -> Iterator[None]:
    """New connections meet a file, as in service: SQLite's shared memory knows no waiting for another's lock."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(folder / "copy.sqlite3")])
    memory, connection.settings_dict["NAME"] = connection.settings_dict["NAME"], str(folder / "copy.sqlite3")
    try:
        yield
    finally:
        connection.settings_dict["NAME"] = memory


def elsewhere(work: Callable[[], Any], *, n_threads: int = 1) -> list[Any]:
    """What `work` gives or raises in threads of their own, each with its own connection."""

    def closing(_number: int) -> Any:
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(n_threads) as pool:
        return list(pool.map(closing, range(n_threads)))


@pytest.mark.django_db(transaction=True)
def test_many_at_once_write_one_whole_chain(tmp_path):
    city = CityFactory(slug="nakhon")

    def five_events() -> None:
        for _ in range(5):
            record(actor=None, verb="x", target=city, book="nakhon")

    with kept_on_disk(tmp_path):
        elsewhere(Book.objects.count)
        elsewhere(five_events, n_threads=6)
        numbers = elsewhere(lambda: list(Event.objects.order_by("number").values_list("number", flat=True)))[0]
        faults = elsewhere(lambda: list(verify_books()))[0]

    assert numbers == list(range(1, 31))
    assert faults == []
