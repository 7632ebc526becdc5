"""What people type about a place."""

import pytest

from factories.rows import CityFactory, OrganizationFactory, PlaceFactory
from mueang.apps.places.forms import NearForm, PlaceFilterForm, PlaceForm

pytestmark = pytest.mark.django_db
LEAST = {"kind": "library", "name_th": "หอสมุด", "name_en": "Library"}


@pytest.fixture
def city():
    return CityFactory()


@pytest.mark.parametrize(
    ("typed", "point"),
    [
        ("6.5411, 101.2812", (6.5411, 101.2812)),
        ("6.5411 101.2812", (6.5411, 101.2812)),
        ("๖.๕๔๑๑, ๑๐๑.๒๘๑๒", (6.5411, 101.2812)),
        ("https://www.google.com/maps/@6.5411,101.2812,17z", (6.5411, 101.2812)),
        ("", None),
    ],
)
def test_a_point_is_read_as_maps_give_it(city, typed, point):
    form = PlaceForm({**LEAST, "point": typed}, city=city)

    assert form.is_valid(), form.errors
    assert form.cleaned_data["point"] == point


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("101.2812, 6.5411", "สลับ"),
        ("ข้างวัด", "ละติจูด"),
        ("6.5411", "ละติจูด"),
        ("95, 195", "บนโลก"),
        ("18.79, 98.98", "200"),
        ("0, 0", "200"),
        ("9" * 600, ""),
    ],
)
def test_a_point_that_cannot_be_is_refused_with_what_to_do(city, typed, word):
    form = PlaceForm({**LEAST, "point": typed}, city=city)

    assert not form.is_valid()
    assert word in str(form.errors["point"])


def test_days_become_a_weekly_rule_and_come_back(city):
    form = PlaceForm({**LEAST, "weekdays": ["MO", "SA"], "opens_at": "09:00", "closes_at": "17:30"}, city=city)
    assert form.is_valid(), form.errors
    details = form.details()

    place = PlaceFactory(city=city, opening_rule=details["opening_rule"], opens_at=details["opens_at"])

    assert details["opening_rule"] == "FREQ=WEEKLY;BYDAY=MO,SA"
    assert PlaceForm.initial_for(place)["weekdays"] == ["MO", "SA"]
    assert PlaceForm.initial_for(place)["opens_at"] == "09:00"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"opens_at": "17:00", "closes_at": "09:00"}, "closes_at"),
        ({"opens_at": "25:00"}, "opens_at"),
        ({"weekdays": ["XX"]}, "weekdays"),
        ({"accessibility": ["wings"]}, "accessibility"),
        ({"capacity": "หลายคน"}, "capacity"),
        ({"capacity": "-2"}, "capacity"),
        ({"kind": "castle"}, "kind"),
        ({"name_en": ""}, "name_en"),
        ({"website": "javascript:alert(1)"}, "website"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(city, values, field):
    form = PlaceForm({**LEAST, **values}, city=city)

    assert not form.is_valid()
    assert field in form.errors


def test_only_the_citys_own_partners_are_offered(city):
    ours, theirs = OrganizationFactory(city=city), OrganizationFactory()

    assert PlaceForm({**LEAST, "organization": str(ours.uuid)}, city=city).is_valid()
    assert not PlaceForm({**LEAST, "organization": str(theirs.uuid)}, city=city).is_valid()
    chosen = PlaceForm({**LEAST, "organization": str(ours.uuid), "capacity": "๑,๒๐๐"}, city=city)
    assert chosen.is_valid()
    assert (chosen.details()["organization"], chosen.details()["capacity"]) == (ours, 1200)


def test_what_the_form_shows_it_takes_back_unchanged(city):
    place = PlaceFactory(
        city=city,
        organization=OrganizationFactory(city=city),
        about_th="บรรทัดหนึ่ง",
        capacity=30,
        accessibility=["toilet"],
        opening_rule="FREQ=WEEKLY;BYDAY=TU,SU",
    )
    shown = {name: value for name, value in PlaceForm.initial_for(place).items() if value is not None}
    shown["point"] = f"{shown['point'][0]}, {shown['point'][1]}"

    form = PlaceForm(shown, city=city)

    assert form.is_valid(), form.errors
    for name, value in form.details().items():
        assert getattr(place, name) == value, name
    assert PlaceForm(city=city, initial=PlaceForm.initial_for(place))["point"].value() == "6.541, 101.281"


def test_filters_take_only_known_words():
    assert PlaceFilterForm({"state": "stale"}).is_valid()
    assert not PlaceFilterForm({"state": "haunted"}).is_valid()
    assert NearForm({"point": "6.5, 101.2", "metres": "500"}).is_valid()
    assert not NearForm({"point": "6.5, 101.2", "metres": "7"}).is_valid()
