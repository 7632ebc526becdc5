"""Warnings before two activities get in each other's way."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from factories.catalog import InstructorFactory
from factories.rows import OfferingFactory, PersonFactory, PlaceFactory, SessionFactory
from mueang.apps.catalog.queries.clashes import clashes

AT = datetime(2026, 6, 20, 9, tzinfo=timezone.get_default_timezone())
SPAN = (AT, AT + timedelta(hours=3))


@pytest.fixture
def offering(cast):
    return OfferingFactory(city=cast.city, place=cast.place, program__city=cast.city, seats=20)


def other(cast, *, place=None, starts_at=AT, **facts):
    row = OfferingFactory(city=cast.city, place=place or cast.place, program__city=cast.city, seats=20, **facts)
    SessionFactory(offering=row, number=1, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2))
    return row


@pytest.mark.parametrize(("capacity", "kinds"), [(None, ["room"]), (39, ["room"]), (40, [])])
def test_a_place_is_too_full_when_everybody_would_not_fit(cast, offering, capacity, kinds):
    cast.place.capacity = capacity
    cast.place.save()
    offering.refresh_from_db()
    other(cast)

    assert [clash.kind for clash in clashes(offering=offering, spans=[SPAN])] == kinds


def test_an_instructor_cannot_be_in_two_places(cast, offering):
    teacher = PersonFactory(city=cast.city, given_name="สมมติ", family_name="สองแห่ง")
    InstructorFactory(offering=offering, person=teacher)
    InstructorFactory(offering=other(cast, place=PlaceFactory(city=cast.city)), person=teacher)

    [clash] = clashes(offering=offering, spans=[SPAN])

    assert (clash.kind, clash.who) == ("teacher", teacher.full_name)


@pytest.mark.parametrize(
    "facts", [{"state": "cancelled"}, {"state": "finished"}, {"starts_at": AT + timedelta(hours=3)}]
)
def test_what_is_over_called_off_or_next_to_it_does_not_clash(cast, offering, facts):
    other(cast, **facts)

    assert clashes(offering=offering, spans=[SPAN]) == ()


def test_another_citys_activity_is_never_named(cast, offering):
    place = PlaceFactory(city=cast.elsewhere)
    foreign = OfferingFactory(city=cast.elsewhere, place=place, program__city=cast.elsewhere)
    SessionFactory(offering=foreign, number=1, starts_at=AT, ends_at=AT + timedelta(hours=2))

    assert clashes(offering=offering, spans=[SPAN]) == ()


@pytest.mark.parametrize("rows", [1, 3])
def test_clashes_ask_the_database_three_times(cast, offering, rows, django_assert_num_queries):
    InstructorFactory(offering=offering)
    for _ in range(rows):
        other(cast)
    offering.refresh_from_db()
    assert offering.city
    assert offering.place

    with django_assert_num_queries(3):
        assert len(clashes(offering=offering, spans=[SPAN])) == rows
    assert clashes(offering=offering, spans=[]) == ()
