"""Filters that combine, the order of what they find, and what is said where they find nothing."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from factories.rows import (
    InterestFactory,
    NeighbourhoodFactory,
    OfferingFactory,
    PlaceFactory,
    ProgramFactory,
    SessionFactory,
)
from mueang.apps.catalog.queries import browse, similar

pytestmark = pytest.mark.django_db

# A Wednesday, 10:00 in Bangkok.
NOW = datetime(2026, 6, 17, 10, tzinfo=timezone.get_default_timezone())
TODAY = NOW.date()


def an_offering(city, **details):
    return OfferingFactory(program__city=city, starts_on=TODAY, ends_on=TODAY + timedelta(days=60), **details)


def at(days: int, hour: int = 10):
    return NOW.replace(hour=hour) + timedelta(days=days)


def slugs(found) -> list[str]:
    return [card.slug for card in found.cards]


def test_one_session_must_fit_day_and_hour_together(cast):
    offering = an_offering(cast.city)
    SessionFactory(offering=offering, number=1, starts_at=at(3, 9))
    SessionFactory(offering=offering, number=2, starts_at=at(5, 18))

    assert browse(city=cast.city, day="sat", part="morning", now=NOW).total == 1
    assert browse(city=cast.city, day="sat", part="evening", now=NOW).total == 0
    assert browse(city=cast.city, day=("sat", "mon"), part="evening", now=NOW).total == 1


def test_what_one_needs_is_all_there_at_the_place_or_in_the_offering(cast):
    place = PlaceFactory(city=cast.city, accessibility=["step_free", "toilet"])
    both = an_offering(cast.city, place=place, accessibility=["captions"])
    an_offering(cast.city, place=place)

    found = browse(city=cast.city, access=("step_free", "captions"), now=NOW)

    assert slugs(found) == [both.slug]
    assert found.facets["access"] == {"step_free": 1, "toilet": 1, "captions": 1}


def test_online_and_at_the_place(cast):
    here, there = an_offering(cast.city), an_offering(cast.city, delivery="online")
    both = an_offering(cast.city, delivery="hybrid")

    assert set(slugs(browse(city=cast.city, way="online", now=NOW))) == {there.slug, both.slug}
    assert set(slugs(browse(city=cast.city, way="onsite", now=NOW))) == {here.slug, both.slug}


def test_near_measures_from_a_neighbourhood_and_orders_by_it(cast):
    home = NeighbourhoodFactory(city=cast.city, latitude=6.54, longitude=101.28)
    close = an_offering(cast.city, place=PlaceFactory(city=cast.city, latitude=6.545, longitude=101.28))
    far = an_offering(cast.city, place=PlaceFactory(city=cast.city, latitude=6.60, longitude=101.28))
    nowhere = an_offering(cast.city, place=PlaceFactory(city=cast.city, latitude=None, longitude=None))

    found = browse(city=cast.city, near=home.code, order="near", now=NOW)

    assert slugs(found) == [close.slug, far.slug, nowhere.slug]
    assert [card.metres and round(card.metres) for card in found.cards] == [556, 6672, None]
    assert found.facets["km"] == {"1": 1, "3": 1, "5": 1, "10": 2}
    assert slugs(browse(city=cast.city, near=home.code, km=1, now=NOW)) == [close.slug]
    assert nowhere.slug in slugs(browse(city=cast.city, near="unknown", km=1, now=NOW))
    assert slugs(browse(city=cast.city, near=home.code, now=NOW))[0] == close.slug


def test_a_neighbourhood_is_a_filter_of_its_own(cast):
    area = NeighbourhoodFactory(city=cast.city)
    here = an_offering(cast.city, place=PlaceFactory(city=cast.city, neighbourhood=area))
    an_offering(cast.city)

    found = browse(city=cast.city, area=area.code, now=NOW)

    assert slugs(found) == [here.slug]
    assert [(row.place.slug, row.n_offerings) for row in found.places] == [(here.place.slug, 1)]


def test_no_place_or_interest_fills_the_page(cast):
    """Thirty tomorrow at one place, and four a day later elsewhere: all four are on the first page."""
    busy, program = PlaceFactory(city=cast.city), ProgramFactory(city=cast.city)
    days = {"starts_on": TODAY, "ends_on": TODAY + timedelta(days=60)}
    for offering in OfferingFactory.create_batch(30, program=program, place=busy, **days):
        SessionFactory(offering=offering, starts_at=at(1))
    others = [an_offering(cast.city) for _ in range(4)]
    for offering in others:
        SessionFactory(offering=offering, starts_at=at(2))

    first, second = (browse(city=cast.city, page=page, now=NOW) for page in (1, 2))

    assert {offering.slug for offering in others} <= set(slugs(first))
    assert len(set(slugs(first)) | set(slugs(second))) == 34


def test_full_closed_and_unconfirmed_ones_come_later(cast):
    full = an_offering(cast.city, seats=1, seats_taken=1)
    closed = an_offering(cast.city, enroll_until=NOW - timedelta(minutes=1))
    doubtful = an_offering(cast.city, verified_on=None)
    good = an_offering(cast.city, verified_on=TODAY)
    for offering in (full, closed, doubtful, good):
        offering.verified_on = offering.verified_on and TODAY
        offering.save()
        SessionFactory(offering=offering, starts_at=at(1))

    assert slugs(browse(city=cast.city, now=NOW)) == [good.slug, doubtful.slug, full.slug, closed.slug]


def test_nothing_found_says_what_to_leave_out(cast):
    craft = InterestFactory(code="craft")
    offering = an_offering(cast.city, cost_satang=5_000, search_text="ทอผ้า")
    offering.program.interests.set([craft])
    an_offering(cast.city, search_text="ทอผ้า")

    found = browse(city=cast.city, words="ทอผ้า", interest="craft", cost="free", now=NOW)

    assert (found.total, [(miss.dropped, miss.total) for miss in found.misses]) == (0, [("interest", 1), ("cost", 1)])
    assert browse(city=cast.elsewhere, now=NOW).misses == ()


def test_nothing_near_proposes_a_wider_radius(cast):
    home = NeighbourhoodFactory(city=cast.city, latitude=6.54, longitude=101.28)
    an_offering(cast.city, place=PlaceFactory(city=cast.city, latitude=6.58, longitude=101.28))

    found = browse(city=cast.city, near=home.code, km=1, now=NOW)

    assert {(miss.dropped, miss.wanted.get("km")) for miss in found.misses} >= {("km", 5), ("km", None)}


def test_more_like_this_shares_an_interest_and_is_rather_another_program(cast):
    craft = InterestFactory(code="craft")
    this, other = an_offering(cast.city), an_offering(cast.city)
    for offering in (this, other):
        offering.program.interests.set([craft])
    same = OfferingFactory(program=this.program, starts_on=TODAY, ends_on=TODAY + timedelta(days=60))
    an_offering(cast.city)

    found = similar(city=cast.city, slug=this.slug, now=NOW)

    assert [card.slug for card in found] == [other.slug, same.slug]
    assert similar(city=cast.city, slug="unknown", now=NOW) == ()


def test_more_like_this_shares_most_interests_then_the_place_then_comes_first(cast):
    craft, music, here = InterestFactory(code="craft"), InterestFactory(code="music"), PlaceFactory(city=cast.city)

    def one(*interests, **details):
        offering = an_offering(cast.city, **details)
        offering.program.interests.set(interests)
        return offering.slug

    this, later, sooner = one(craft, music, place=here), one(craft), one(music)
    there, both = one(music, place=here), one(music, craft)
    one(place=here)

    found = [card.slug for card in similar(city=cast.city, slug=this, now=NOW, limit=9)]

    assert found[:2] == [both, there]
    assert set(found[2:]) == {later, sooner}


def test_without_an_interest_what_meets_at_the_place_is_alike(cast):
    here = PlaceFactory(city=cast.city)
    this, neighbour = (an_offering(cast.city, place=here) for _ in range(2))
    an_offering(cast.city)

    assert [card.slug for card in similar(city=cast.city, slug=this.slug, now=NOW)] == [neighbour.slug]
