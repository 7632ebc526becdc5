"""What is true of one place."""

from datetime import date

import pytest

from factories.rows import TODAY, PlaceFactory
from mueang.apps.places.models import Place


@pytest.mark.parametrize(
    ("verified_on", "is_confirmed"),
    [(None, False), (date(2026, 6, 15), True), (date(2025, 12, 17), True), (date(2025, 12, 16), False)],
)
@pytest.mark.django_db
def test_a_place_turns_unconfirmed_by_itself_after_half_a_year(verified_on, is_confirmed):
    place = PlaceFactory(verified_on=verified_on)

    assert place.is_confirmed(TODAY) is is_confirmed
    assert Place.objects.stale(TODAY).exists() is not is_confirmed


@pytest.mark.parametrize(
    ("rule", "weekdays"),
    [
        ("FREQ=WEEKLY;BYDAY=MO", ["MO"]),
        ("FREQ=WEEKLY;BYDAY=SU,TU,WE", ["TU", "WE", "SU"]),
        ("", []),
        ("FREQ=MONTHLY;BYDAY=1SA", []),
        ("FREQ=WEEKLY;BYDAY=", []),
        ("FREQ=WEEKLY;BYDAY=XX", []),
    ],
)
def test_weekdays_are_read_from_a_weekly_rule(rule, weekdays):
    assert Place(opening_rule=rule).weekdays == weekdays


def test_a_place_has_a_point_or_none():
    assert Place(latitude=6.5, longitude=101.2).point == (6.5, 101.2)
    assert Place().point is None
