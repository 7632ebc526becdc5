"""The next sessions of a city, and of those who work there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from cast import officer_of_both
from factories.catalog import DraftFactory
from factories.rows import OfferingFactory, PlaceFactory, SessionFactory
from mueang.apps.catalog.enums import SessionState
from mueang.apps.catalog.queries import next_sessions, sessions_of

NOW = timezone.now()


def soon(**details):
    details.setdefault("starts_at", NOW + timedelta(hours=1))
    return SessionFactory(**details)


@pytest.mark.parametrize("n_sessions", [1, 3])
def test_next_sessions_of_a_city_is_one_query(cast, n_sessions, django_assert_num_queries):
    for _ in range(n_sessions):
        soon(offering__program__city=cast.city)

    with django_assert_num_queries(1):
        found = next_sessions(city=cast.city, now=NOW, limit=10)

    assert len(found) == n_sessions


def test_the_public_sees_planned_sessions_of_published_offerings_soonest_first(cast):
    offering = OfferingFactory(program__city=cast.city)
    later = soon(offering=offering, number=1, starts_at=NOW + timedelta(days=1))
    running = soon(offering=offering, number=2, starts_at=NOW - timedelta(hours=1))
    soon(offering=offering, number=3, state=SessionState.CANCELLED)
    soon(offering=offering, number=4, starts_at=NOW - timedelta(days=1))
    soon(offering=DraftFactory(program__city=cast.city))
    soon(offering__program__city=cast.elsewhere)

    found = next_sessions(city=cast.city, now=NOW, limit=10)

    assert [row.session.uuid for row in found] == [running.uuid, later.uuid]
    assert found[0].offering_slug == offering.slug
    assert len(next_sessions(city=cast.city, now=NOW, limit=1)) == 1


def test_a_keeper_sees_the_sessions_of_their_place_alone(cast):
    own = soon(offering__program__city=cast.city, offering__place=cast.place)
    soon(offering__program__city=cast.city)
    soon(offering=DraftFactory(program__city=cast.city, place=cast.place))

    found = next_sessions(viewer=cast.keeper, now=NOW, limit=10)

    assert [row.session.uuid for row in found] == [own.uuid]


def test_a_viewer_of_many_cities_may_ask_for_one(cast):
    own = soon(offering__program__city=cast.city)
    soon(offering__program__city=cast.elsewhere)

    found = next_sessions(viewer=officer_of_both(cast), city=cast.city, now=NOW, limit=10)

    assert [row.session.uuid for row in found] == [own.uuid]
    assert next_sessions(viewer=AnonymousUser(), city=cast.city, now=NOW, limit=10) == ()


def test_a_session_meets_where_it_says_or_where_its_offering_is(cast):
    offering, market = OfferingFactory(program__city=cast.city, place=cast.place), PlaceFactory(city=cast.city)
    soon(offering=offering, number=1)
    soon(offering=offering, number=2, place=market, starts_at=NOW + timedelta(hours=2))

    found = next_sessions(city=cast.city, now=NOW, limit=10)

    assert [row.place.slug for row in found] == [cast.place.slug, market.slug]


def test_neither_city_nor_viewer_is_no_question():
    with pytest.raises(ValueError, match="neither_city_nor_viewer"):
        next_sessions(now=NOW, limit=1)


def test_sessions_of_an_offering_are_all_of_them_in_the_order_of_time(cast):
    offering = OfferingFactory(program__city=cast.city)
    second = soon(offering=offering, number=1, starts_at=NOW + timedelta(days=2))
    first = soon(offering=offering, number=2, state=SessionState.CANCELLED)
    soon(offering__program__city=cast.city)

    assert list(sessions_of(offering)) == [first, second]
