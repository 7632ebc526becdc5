"""What a process keeps in mind is always what the committed rows say."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event

import pytest
from django.db import connection, transaction
from django.utils import timezone

from factories.desks import city_with, offering_in
from factories.enrollment import joined
from factories.rows import CityFactory, InterestFactory, PersonFactory, SessionFactory
from mueang.apps.catalog.actions import add_instructor, cancel_session, change_session, plan_sessions, verify_offering
from mueang.apps.catalog.enums import Mode, OfferingState
from mueang.apps.catalog.models import Offering, Session
from mueang.apps.catalog.queries import PlannedSession, browse, snapshots
from mueang.apps.catalog.queries.snapshots import snapshot_of
from mueang.apps.network.actions import mark_public_change
from mueang.apps.places.actions import change_place, close_place, reopen_place

pytestmark = pytest.mark.django_db(transaction=True)


def as_kept(city):
    return shape(snapshot_of(city))


def made_anew(city):
    return shape(snapshot_of(city, now=timezone.now()))


def shape(snapshot):
    """What readers see, whatever the slots: lines, order and counts."""
    slots = [rank & 0xFFFFFF for rank in snapshot.ranks]
    found = snapshot.sets
    return (
        sorted((line for line in snapshot.lines if line), key=lambda line: line.pk),
        [snapshot.line(slot).pk for slot in slots],
        {(name, value): bits.bit_count() for name, all_ in found.by_value.items() for value, bits in all_.items()},
        {time: bits.bit_count() for time, bits in found.by_time.items()},
        [bits.bit_count() for bits in found.by_age],
        snapshot.true_until,
    )


def test_nothing_new_costs_one_statement(django_assert_num_queries):
    city = city_with(3)
    snapshot_of(city)

    with django_assert_num_queries(1):
        snapshot_of(city)


def test_a_seat_taken_reads_its_own_row_and_no_other(django_assert_num_queries):
    city = city_with(3)
    offering = offering_in(city, seats=5)
    snapshot_of(city)
    joined(offering)

    with django_assert_num_queries(8):
        snapshot = snapshot_of(city)

    assert snapshot.line(snapshot.slot_of[offering.pk]).seats_left == 4
    assert as_kept(city) == made_anew(city)


def test_whatever_changes_the_kept_one_says_the_same_as_a_new_one():
    city = city_with(4)
    snapshot_of(city)
    first, second, third, fourth = Offering.objects.order_by("pk")

    def told(**changes):
        with transaction.atomic():
            version = mark_public_change(city, catalog=False)
            Offering.objects.filter(pk=first.pk).update(changed_in=version, **changes)

    for changes in (
        {"seats_taken": 10},
        {"age_min": 12, "cost_satang": 5_000},
        {"state": OfferingState.CANCELLED},
        {"state": OfferingState.PUBLISHED, "language": "ms"},
    ):
        told(**changes)
        assert as_kept(city) == made_anew(city)
    second.program.interests.add(InterestFactory())
    Session.objects.filter(offering=third).delete()
    mark_public_change(city)
    assert as_kept(city) == made_anew(city)
    with transaction.atomic():
        new = offering_in(city)
        Offering.objects.filter(pk=fourth.pk).update(state=OfferingState.FINISHED, changed_in=city.version + 99)
        Offering.objects.filter(pk=new.pk).update(changed_in=mark_public_change(city, catalog=False))
    assert as_kept(city) == made_anew(city)


def test_an_hour_that_passes_changes_the_line_without_any_change_of_rows(monkeypatch):
    city = city_with(1)
    offering = offering_in(city, enroll_until=timezone.now() + timedelta(hours=1))
    SessionFactory(offering=offering, number=7, starts_at=timezone.now() - timedelta(hours=1))
    before = snapshot_of(city)
    later = timezone.now() + timedelta(hours=4)
    if timezone.localdate(later) != timezone.localdate():
        later = timezone.now() + timedelta(hours=1)
    monkeypatch.setattr(snapshots.timezone, "now", lambda: later)

    after = snapshot_of(city)

    assert before.line(before.slot_of[offering.pk]).is_open
    assert not after.line(after.slot_of[offering.pk]).is_open
    assert as_kept(city) == made_anew(city)


def test_a_new_day_reads_everything_anew(monkeypatch):
    city = city_with(2)
    snapshot_of(city)
    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(snapshots.timezone, "now", lambda: tomorrow)

    assert snapshot_of(city).day == timezone.localdate(tomorrow)
    assert as_kept(city) == made_anew(city)


def test_nothing_is_kept_from_within_a_transaction():
    city = city_with(1)
    with transaction.atomic():
        offering_in(city)
        mark_public_change(city)
        assert browse(city=city).total == 2
        transaction.set_rollback(True)

    assert browse(city=city).total == 1


@pytest.mark.parametrize(("most_lines", "n_kept"), [(0, 2), (10_000, 3)])
def test_cities_are_apart_and_only_so_many_are_kept_unless_they_are_small(monkeypatch, most_lines, n_kept):
    monkeypatch.setattr(snapshots, "MOST_CITIES", 2)
    monkeypatch.setattr(snapshots, "MOST_LINES", most_lines)
    cities = [CityFactory() for _ in range(3)]
    for number, city in enumerate(cities):
        for _ in range(number):
            offering_in(city)

    assert [browse(city=city).total for city in cities] == [0, 1, 2]
    assert list(snapshots._kept) == [city.pk for city in cities[-n_kept:]]


def test_while_one_city_is_read_from_the_database_another_one_s_reader_does_not_wait(monkeypatch):
    slow, quick = CityFactory(), CityFactory()
    begun, may_end, made = Event(), Event(), snapshots._made

    def waiting(city, versions, *, now):
        if city == slow:
            begun.set()
            assert may_end.wait(30)
        return made(city, versions, now=now)

    def read(city):
        try:
            return snapshot_of(city)
        finally:
            connection.close()

    monkeypatch.setattr(snapshots, "_made", waiting)
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(read, slow)
        assert begun.wait(30)
        second = pool.submit(read, quick)
        try:
            assert second.result(timeout=30).lines == []
            assert not first.done()
        finally:
            may_end.set()
        assert first.result(timeout=30).lines == []
    assert set(snapshots._kept) == {slow.pk, quick.pk}


def test_a_free_slot_is_used_again():
    city = city_with(3)
    first = Offering.objects.order_by("pk")[0]
    snapshot_of(city)
    for state in (OfferingState.CANCELLED, OfferingState.PUBLISHED):
        version = mark_public_change(city, catalog=False)
        Offering.objects.filter(pk=first.pk).update(state=state, changed_in=version)
        snapshot = snapshot_of(city)

    assert len(snapshot.lines) == 3
    with pytest.raises(LookupError):
        snapshot_of(CityFactory()).line(0)


def verify(offering, actor):
    verify_offering(offering=offering, on=timezone.localdate(), actor=actor)


def plan(offering, actor):
    starts_at = timezone.now() + timedelta(days=3)
    plan_sessions(
        offering=offering, plan=[PlannedSession(starts_at, starts_at + timedelta(hours=1), Mode.LAB)], actor=actor
    )


def move(offering, actor):
    session = offering.sessions.first()
    change_session(session=session, ends_at=session.ends_at + timedelta(hours=1), actor=actor)


def call_off(offering, actor):
    cancel_session(session=offering.sessions.first(), actor=actor)


def let_teach(offering, actor):
    add_instructor(offering=offering, person=PersonFactory(city=offering.city), actor=actor)


@pytest.fixture
def asked(monkeypatch):
    """The keys of the lines that are read, each time; None for a whole city."""
    read, keys = snapshots.read_lines, []

    def noted(**wanted):
        keys.append(wanted.get("only"))
        return read(**wanted)

    monkeypatch.setattr(snapshots, "read_lines", noted)
    return keys


@pytest.mark.parametrize("change", [verify, plan, move, call_off, let_teach])
def test_what_staff_changes_in_one_offering_reads_no_other(cast, change, asked):
    offerings = [offering_in(cast.city, verified_on=timezone.localdate() - timedelta(days=400)) for _ in range(2)]
    snapshot_of(cast.city)
    asked.clear()

    change(offerings[0], cast.manager)
    kept = as_kept(cast.city)

    assert asked == [{offerings[0].pk}]
    assert kept == made_anew(cast.city)


def test_what_changes_at_a_place_reads_what_is_held_there_and_no_more(cast, asked):
    here, there = [offering_in(cast.city) for _ in range(2)]
    place, today = here.place, timezone.localdate()
    snapshot_of(cast.city)

    def change(action, **details):
        asked.clear()
        action(place=place, actor=cast.manager, **details)
        kept = as_kept(cast.city)
        assert asked == [{here.pk}]
        assert kept == made_anew(cast.city)

    assert place != there.place
    change(change_place, name_th="ศาลาที่เปลี่ยนชื่อ", latitude=6.5, longitude=101.2, accessibility=["step_free"])
    change(close_place, on=today)
    change(reopen_place)

    assert snapshot_of(cast.city).line(snapshot_of(cast.city).slot_of[here.pk]).place.name_th == "ศาลาที่เปลี่ยนชื่อ"
