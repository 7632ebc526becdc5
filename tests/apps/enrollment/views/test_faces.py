"""Whether rolls show faces: said of an activity by who may enrol, of a city by its officers."""

import pytest
from django.urls import reverse
from django.utils import translation

from factories.rows import OfferingFactory
from mueang.apps.enrollment.queries import FaceSettings, city_shows_faces, face_settings

pytestmark = pytest.mark.django_db


@pytest.fixture
def offering(cast):
    return OfferingFactory(program__city=cast.city, place=cast.place)


def to(name, *rest):
    with translation.override("en"):
        return reverse(f"enrollment:{name}", args=rest)


def test_faces_are_off_until_the_activity_or_its_city_says_otherwise(client, cast, offering):
    own, citys = to("faces", cast.city.slug, offering.uuid), to("city_faces", cast.city.slug)
    client.force_login(cast.officer)
    assert face_settings(offering) == FaceSettings(None, False)
    assert "As the city says: show no faces" in client.get(own).text

    assert "Saved." in client.post(citys, {"faces": "on"}, follow=True).text
    assert "As the city says: show faces" in client.get(own).text
    assert "Saved." in client.post(own, {"faces": "off"}, follow=True).text
    assert face_settings(offering) == FaceSettings(False, True)
    client.post(own, {"faces": "city"})
    client.post(citys, {"faces": "off"})

    assert face_settings(offering) == FaceSettings(None, False)
    assert not city_shows_faces(cast.elsewhere)


def test_what_is_no_choice_is_refused_and_nothing_is_said(client, cast, offering):
    client.force_login(cast.officer)

    for address in (to("faces", cast.city.slug, offering.uuid), to("city_faces", cast.city.slug)):
        assert client.post(address, {"faces": "perhaps"}).status_code == 422
    assert client.post(to("city_faces", cast.city.slug), {"faces": "city"}).status_code == 422
    assert face_settings(offering) == FaceSettings(None, False)


@pytest.mark.parametrize(
    ("member", "of_offering", "of_city"),
    [
        ("officer", 200, 200),
        ("keeper", 200, 403),
        ("instructor", 403, 403),
        ("stranger", 404, 404),
        ("learner", 404, 404),
        ("unit_officer", 404, 404),
        ("manager_elsewhere", 404, 404),
    ],
)
def test_the_pages_are_for_those_who_may_say_it(client, cast, offering, member, of_offering, of_city):
    client.force_login(getattr(cast, member))

    assert client.get(to("faces", cast.city.slug, offering.uuid)).status_code == of_offering
    assert client.get(to("city_faces", cast.city.slug)).status_code == of_city
