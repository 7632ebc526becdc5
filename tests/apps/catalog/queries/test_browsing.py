"""Browsing what is on: what is found, in which order, at which cost."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from factories.catalog import DraftFactory, weekly_sessions
from factories.rows import (
    HeritageItemFactory,
    InterestFactory,
    OfferingFactory,
    PlaceFactory,
    ProgramFactory,
    SessionFactory,
)
from mueang.apps.catalog.enums import Day, DayPart, OfferingState, SessionState, When
from mueang.apps.catalog.queries import browse, interests_with_counts, offerings_at, offerings_from_heritage
from mueang.apps.catalog.queries.browsing import CARDS_A_PAGE

# A Wednesday, 10:00 in Bangkok.
NOW = datetime(2026, 6, 17, 10, tzinfo=timezone.get_default_timezone())
TODAY = NOW.date()


def an_offering(city, **details):
    details.setdefault("starts_on", TODAY)
    details.setdefault("ends_on", TODAY + timedelta(days=60))
    return OfferingFactory(program__city=city, **details)


def at(days: int, hour: int = 10):
    return NOW.replace(hour=hour) + timedelta(days=days)


def slugs(found) -> list[str]:
    return [card.slug for card in found.cards]


@pytest.mark.parametrize("n_offerings", [1, 3])
def test_browse_reads_a_city_in_ten_queries_however_many_offerings(cast, n_offerings, django_assert_num_queries):
    for _ in range(n_offerings):
        offering = an_offering(cast.city)
        offering.program.interests.set(InterestFactory.create_batch(2))
        SessionFactory(offering=offering, starts_at=at(1), place=PlaceFactory(city=cast.city))

    with django_assert_num_queries(10):
        found = browse(city=cast.city, when=When.WEEK, age=30, cost="free", seats=1, now=NOW)

    assert len(found.cards) == found.total == n_offerings
    assert all(card.next_session and card.interests for card in found.cards)


def test_drafts_what_is_over_and_other_cities_are_not_on(cast):
    on = an_offering(cast.city)
    DraftFactory(program__city=cast.city, starts_on=TODAY)
    an_offering(cast.city, state=OfferingState.CANCELLED)
    an_offering(cast.city, state=OfferingState.FINISHED)
    an_offering(cast.city, starts_on=TODAY - timedelta(days=9), ends_on=TODAY - timedelta(days=1))
    an_offering(cast.elsewhere)

    assert slugs(browse(city=cast.city, now=NOW)) == [on.slug]


def test_the_soonest_next_session_comes_first_then_the_most_seats_left(cast):
    later, soon_with_few, soon_with_many, unplanned = (an_offering(cast.city) for _ in range(4))
    soon_with_few.seats_taken = 9
    soon_with_few.save()
    SessionFactory(offering=later, starts_at=at(-7))
    SessionFactory(offering=later, starts_at=at(5))
    for offering in (soon_with_few, soon_with_many):
        SessionFactory(offering=offering, starts_at=at(1))
    SessionFactory(offering=unplanned, starts_at=at(1), state=SessionState.CANCELLED)

    found = browse(city=cast.city, now=NOW)

    assert slugs(found) == [soon_with_many.slug, soon_with_few.slug, later.slug, unplanned.slug]
    assert slugs(browse(city=cast.city, order="soon", now=NOW))[2:] == [later.slug, unplanned.slug]
    assert found.cards[2].next_session.starts_at == at(5)
    assert found.cards[2].n_sessions == 1
    assert found.cards[3].next_session is None
    assert found.cards[3].n_sessions == 0


def test_a_session_that_is_running_is_still_the_next_one(cast):
    offering = an_offering(cast.city)
    running = SessionFactory(offering=offering, starts_at=NOW - timedelta(hours=1))

    [card] = browse(city=cast.city, now=NOW).cards

    assert card.next_session.starts_at == running.starts_at


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("ขนม", True),
        ("ขนม พื้นบ้าน", True),
        ("SWEETS", True),
        ("ขนม  sweets", True),
        ("หอสมุด", True),
        ("library ขนม", True),
        ("ขนม ภาษาจีน", False),
        ("%", False),
        ("_", False),
        ("", True),
    ],
)
def test_every_word_must_occur_in_the_text_or_the_places_name(cast, words, is_found):
    place = PlaceFactory(city=cast.city, name_th="หอสมุดสมมติ", name_en="Invented Library")
    an_offering(cast.city, place=place, search_text="ทำขนมพื้นบ้าน making local sweets")

    found = browse(city=cast.city, words=words, now=NOW)

    assert bool(found.total and not found.is_guess) == is_found


def test_thai_is_found_however_its_marks_were_typed(cast):
    an_offering(cast.city, search_text="การทำน้ำพริก")

    assert browse(city=cast.city, words="นํ้าพริก", now=NOW).total == 1


def test_a_very_long_search_is_cut_and_answered(cast):
    assert browse(city=cast.city, words="ก " * 5_000, now=NOW).total == 0


def test_interest_narrows_while_its_counts_stay(cast):
    craft, food = InterestFactory(code="craft"), InterestFactory(code="food")
    both, one = an_offering(cast.city), an_offering(cast.city)
    both.program.interests.set([craft, food])
    one.program.interests.set([craft])

    found = browse(city=cast.city, interest="food", now=NOW)

    assert slugs(found) == [both.slug]
    assert {row.interest.code: row.n_offerings for row in found.counts} == {"craft": 2, "food": 1}
    assert browse(city=cast.city, interest="unknown", now=NOW).total == 0


def test_counts_heed_the_other_filters(cast):
    craft = InterestFactory(code="craft")
    for cost in (0, 5_000):
        an_offering(cast.city, cost_satang=cost).program.interests.set([craft])

    [row] = browse(city=cast.city, cost="free", now=NOW).counts

    assert row.n_offerings == 1


@pytest.mark.parametrize(("age", "is_found"), [(6, False), (7, True), (12, True), (13, False)])
def test_age_must_lie_in_the_band(cast, age, is_found):
    an_offering(cast.city, age_min=7, age_max=12)

    assert browse(city=cast.city, age=age, now=NOW).total == is_found


@pytest.mark.parametrize("age", [0, 120])
def test_an_offering_without_a_band_is_for_every_age(cast, age):
    an_offering(cast.city)

    assert browse(city=cast.city, age=age, now=NOW).total == 1


def test_cost_and_seats_left_narrow(cast):
    free = an_offering(cast.city, seats=10, seats_taken=8)
    paid = an_offering(cast.city, cost_satang=10_000, seats=10, seats_taken=10)

    assert slugs(browse(city=cast.city, cost="free", now=NOW)) == [free.slug]
    assert set(slugs(browse(city=cast.city, cost="100", now=NOW))) == {free.slug, paid.slug}
    assert slugs(browse(city=cast.city, seats=2, now=NOW)) == [free.slug]
    assert browse(city=cast.city, seats=3, now=NOW).total == 0


@pytest.mark.parametrize(
    ("starts_at", "fits"),
    [
        (at(0, 14), {"today", "week", "month", "wed", "afternoon"}),
        (at(0, 18), {"today", "week", "month", "wed", "evening"}),
        (at(3, 9), {"week", "month", "sat", "morning"}),
        (at(4, 17), {"week", "month", "sun", "evening"}),
        (at(8, 12), {"month", "thu", "afternoon"}),
        (at(40, 11), {"mon", "morning"}),
        (at(0, 5), set()),
    ],
)
def test_when_looks_at_the_sessions_still_to_end(cast, starts_at, fits):
    SessionFactory(offering=an_offering(cast.city), starts_at=starts_at)

    whole = browse(city=cast.city, now=NOW).facets
    found = {value for name in ("when", "day", "part") for value, n in whole[name].items() if n}
    asked = {when for when in When if browse(city=cast.city, when=when, now=NOW).total}
    asked |= {day for day in Day if browse(city=cast.city, day=day, now=NOW).total}
    asked |= {part for part in DayPart if browse(city=cast.city, part=part, now=NOW).total}

    assert found == asked == fits


def test_a_cancelled_session_is_no_time_to_come(cast):
    SessionFactory(offering=an_offering(cast.city), starts_at=at(0, 14), state=SessionState.CANCELLED)

    assert browse(city=cast.city, when="today", now=NOW).total == 0


@pytest.mark.parametrize(
    "wanted",
    [{"when": "' OR 1=1"}, {"day": ("x",)}, {"interest": "x"}, {"age": 999}, {"age": -1}, {"cost": "x"}, {"seats": 9}],
)
def test_a_value_nobody_knows_finds_nothing(cast, wanted):
    an_offering(cast.city)

    assert browse(city=cast.city, **wanted, now=NOW).total == 0


def test_pages_are_turned_and_never_run_out(cast):
    program = ProgramFactory(city=cast.city)
    OfferingFactory.create_batch(CARDS_A_PAGE + 1, program=program, place=cast.place, starts_on=TODAY)

    second = browse(city=cast.city, page=2, now=NOW)

    assert (len(second.cards), second.n_pages, second.total) == (1, 2, CARDS_A_PAGE + 1)
    assert browse(city=cast.city, page=10**6, now=NOW).page == 2
    assert browse(city=cast.city, page=-5, now=NOW).page == 1
    assert browse(city=cast.elsewhere, now=NOW).n_pages == 1


def test_a_card_says_whether_one_may_still_join(cast):
    closed = an_offering(cast.city, enroll_until=NOW - timedelta(minutes=1))
    full = an_offering(cast.city, seats=1, seats_taken=1)

    cards = {card.slug: card for card in browse(city=cast.city, now=NOW).cards}

    assert (cards[closed.slug].is_open, cards[closed.slug].is_full) == (False, False)
    assert (cards[full.slug].is_open, cards[full.slug].is_full) == (True, True)


@pytest.mark.parametrize("n_interests", [1, 3])
def test_interests_with_counts_is_one_query_and_holds_the_empty_ones(cast, n_interests, django_assert_num_queries):
    empty = InterestFactory(code="empty")
    interests = InterestFactory.create_batch(n_interests)
    offering = an_offering(cast.city)
    offering.program.interests.set(interests)
    an_offering(cast.elsewhere).program.interests.set([empty])
    DraftFactory(program=offering.program, starts_on=TODAY)

    with django_assert_num_queries(1):
        counts = interests_with_counts(city=cast.city, today=TODAY)

    assert {row.interest.code: row.n_offerings for row in counts} == {"empty": 0} | {row.code: 1 for row in interests}


def test_what_is_on_at_a_place_and_from_a_heritage_item(cast):
    item = HeritageItemFactory(city=cast.city)
    here = an_offering(cast.city, place=cast.place, program__heritage_item=item)
    an_offering(cast.city)
    DraftFactory(program=here.program, place=cast.place, starts_on=TODAY)
    weekly_sessions(here, starts_at=at(1), times=2)

    at_place = offerings_at(city=cast.city, place_slug=cast.place.slug, now=NOW)
    from_item = offerings_from_heritage(city=cast.city, item=item.uuid, now=NOW)

    assert [card.slug for card in at_place] == [card.slug for card in from_item] == [here.slug]


def test_without_a_moment_given_the_present_one_counts(cast):
    offering = OfferingFactory(program__city=cast.city, place=cast.place)

    assert slugs(browse(city=cast.city)) == [offering.slug]
    assert len(offerings_at(city=cast.city, place_slug=cast.place.slug)) == 1
    assert offerings_from_heritage(city=cast.city, item=offering.uuid) == ()
