"""What people can reach follows from where they live, where places stand and when both have time."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from factories.planning import ResidentsFactory, square
from factories.rows import (
    InterestFactory,
    NeighbourhoodFactory,
    OfferingFactory,
    PlaceFactory,
    SessionFactory,
)
from mueang.apps.planning.enums import FREE_HOURS, AgeGroup, Way
from mueang.apps.planning.queries import Asked, asked_of, city_ground, reach_of
from mueang.apps.planning.queries.ground import weekly_hours

pytestmark = pytest.mark.django_db

WEEK = {"opening_rule": "FREQ=WEEKLY;BYDAY=SA", "opens_at": time(9), "closes_at": time(12), "capacity": 40}


@pytest.fixture
def town(cast):
    """Two neighbourhoods of a hundred pupils, eleven kilometres apart; a place in the first: 40 seats, three hours."""
    cast.place.delete()
    near = NeighbourhoodFactory(city=cast.city, latitude=6.5, longitude=101.3, boundary=square(6.5, 101.3, side=0.004))
    far = NeighbourhoodFactory(city=cast.city, latitude=6.6, longitude=101.3, boundary=square(6.6, 101.3, side=0.004))
    for one in (near, far):
        ResidentsFactory(neighbourhood=one)
    PlaceFactory(city=cast.city, latitude=6.5, longitude=101.3, **WEEK)
    PlaceFactory(city=cast.elsewhere, latitude=6.6, longitude=101.3, **WEEK)  # another city's, which could leak
    return cast.city


def reach(city, **asked):
    question = Asked(**asked)
    return reach_of(city_ground(city=city, asked=question, now=timezone.now()), asked=question)


def test_seats_of_the_free_hours_are_shared_among_those_who_can_come(town):
    found = reach(town, minutes=15)

    near, far = found.areas
    assert (near.n_within, far.n_within, far.hours_within, far.per_hundred) == (100, 0, 0, 0)
    assert near.hours_within == pytest.approx(40 * 3)
    assert near.per_hundred == pytest.approx(120)
    assert near.nearest_minutes < 10
    assert far.nearest_minutes > 100
    assert (found.people, found.share_within, found.per_hundred) == (200, 0.5, pytest.approx(60))
    assert found.gini == pytest.approx(0.5, abs=0.05)
    assert found.between_share > 0.9


def test_whoever_travels_faster_reaches_more_and_shares_it(town):
    found = reach(town, minutes=60, way=Way.MOTORBIKE)

    assert [row.n_within for row in found.areas] == [100, 100]
    assert sum(row.per_hundred for row in found.areas) == pytest.approx(120)
    assert found.areas[0].per_hundred > found.areas[1].per_hundred > 0


def test_what_is_open_while_a_group_is_busy_is_nothing_to_it(town):
    town.places.update(opening_rule="FREQ=WEEKLY;BYDAY=MO,TU", opens_at=time(9), closes_at=time(15))

    assert reach(town, group=AgeGroup.PUPILS).most == 0
    assert reach(town, group=AgeGroup.OLDER).most == pytest.approx(40 * 12)


def test_a_neighbourhood_that_nobody_counted_is_unknown_and_asks_for_nothing(town):
    town.neighbourhoods.order_by("pk").first().residents.delete()

    near, far = reach(town).areas

    assert (near.per_hundred, near.n_within, near.share_within) == (None, None, 1)
    assert far.per_hundred == 0


def test_a_city_without_people_without_places_and_without_boundaries_gets_an_answer(cast):
    empty = reach(cast.elsewhere)
    NeighbourhoodFactory(city=cast.elsewhere, boundary=None)
    nobody = reach(cast.elsewhere)
    ResidentsFactory(neighbourhood=cast.elsewhere.neighbourhoods.get())
    nothing = reach(cast.elsewhere)

    assert (empty.areas, empty.people, empty.gini, empty.most) == ([], 0, None, 0)
    assert (nobody.share_within, nobody.areas[0].nearest_minutes) == (None, None)
    assert (nothing.people, nothing.share_within, nothing.per_hundred, nothing.gini) == (100, 0, 0, None)


def test_people_in_need_count_for_more_where_seats_are_shared(town):
    town.neighbourhoods.first().residents.__class__.objects.filter(neighbourhood__latitude=6.5).update(
        deprivation_percent=100
    )

    assert reach(town, counts_need=True).areas[0].per_hundred == pytest.approx(60)


def test_an_interest_counts_the_sessions_to_come_that_the_group_may_join(town):
    interest = InterestFactory(code="craft")
    place = town.places.get()
    saturday = timezone.make_aware(datetime.combine(timezone.localdate(), time(9))) + timedelta(days=14)
    saturday += timedelta(days=(5 - saturday.weekday()) % 7)
    for ages, hours in (({}, 2), ({"age_min": 20}, 100), ({"age_max": 5}, 100)):
        offering = OfferingFactory(program__city=town, place=place, seats=12, **ages)
        offering.program.interests.add(interest)
        SessionFactory(offering=offering, starts_at=saturday, ends_at=saturday + timedelta(hours=hours))
    SessionFactory(offering=OfferingFactory(program__city=town, place=place), starts_at=saturday)  # another interest
    late = SessionFactory(offering=offering.__class__.objects.first(), starts_at=saturday + timedelta(days=2, hours=13))
    assert late.starts_at.astimezone(timezone.get_current_timezone()).hour == 22

    near, _far = reach(town, interest="craft").areas

    assert near.hours_within == pytest.approx(12 * 2 / 12)


def test_places_whose_seats_or_hours_are_unknown_are_said_to_be(town):
    place = PlaceFactory(city=town, capacity=None)
    PlaceFactory(city=town, latitude=None, longitude=None)

    ground = city_ground(city=town, asked=Asked(), now=timezone.now())

    assert (ground.n_unknown, len(ground.sites), ground.has_people) == (1, 2, True)
    assert ground.sources == [("ตัวเลขสมมติ", date(2026, 1, 1))]
    assert weekly_hours(weekdays=place.weekdays, opens_at=None, closes_at=None) == ()


@pytest.mark.parametrize("n", [1, 3])
def test_the_ground_is_three_statements_and_four_with_an_interest(cast, n, django_assert_num_queries):
    for _ in range(n):
        ResidentsFactory(neighbourhood__city=cast.city)
        PlaceFactory(city=cast.city)

    with django_assert_num_queries(3):
        ground = city_ground(city=cast.city, asked=Asked(), now=timezone.now())
        reach_of(ground, asked=Asked())
    with django_assert_num_queries(4):
        city_ground(city=cast.city, asked=Asked(interest="craft"), now=timezone.now())


def test_an_address_with_nonsense_asks_for_the_default():
    nonsense = {"group": "x", "way": "plane", "minutes": "7", "need": "maybe"}

    assert asked_of(nonsense) == Asked()
    assert asked_of({"group": "older", "way": "car", "minutes": "30", "need": "on", "interest": "craft"}) == Asked(
        AgeGroup.OLDER, Way.CAR, 30, "craft", counts_need=True
    )


def test_every_group_has_free_hours_on_every_day():
    assert set(FREE_HOURS) == set(AgeGroup.values)
    assert all({day for day, _begin, _end in hours} == set(range(7)) for hours in FREE_HOURS.values())
