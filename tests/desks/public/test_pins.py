"""Places as markers."""

from django.utils.translation import override

from mueang.apps.places.models import Place
from mueang.desks.public.pins import pins, way_there

PARK = Place(name_th="สวน", name_en="Park", latitude=6.5, longitude=101.25)


def test_a_place_is_one_marker_in_the_readers_language():
    with override("th"):
        assert pins(PARK, href="/x/") == [(6.5, 101.25, "สวน", "/x/")]
    with override("en"):
        assert pins(PARK, href="/x/") == [(6.5, 101.25, "Park", "/x/")]


def test_the_way_is_shown_with_points_in_every_language():
    with override("th"):
        assert way_there(PARK).endswith("?mlat=6.50000&mlon=101.25000#map=17/6.50000/101.25000")


def test_a_place_nobody_located_has_neither_marker_nor_way():
    nowhere = Place(name_th="ออนไลน์", name_en="Online")

    assert (pins(nowhere, href="/x/"), way_there(nowhere)) == ([], "")
