"""A city's neighbourhoods from the packaged facts."""

import pytest
from django.core.exceptions import PermissionDenied

from factories.rows import CityFactory, NeighbourhoodFactory
from mueang.apps.audit.models import Event
from mueang.apps.places.actions import add_neighbourhoods
from mueang.apps.places.models import Neighbourhood
from mueang.lib.geometry import contains


def test_a_district_city_gets_its_subdistricts_with_boundaries_once(cast):
    n = add_neighbourhoods(city=cast.city, actor=cast.officer)
    again = add_neighbourhoods(city=cast.city, actor=cast.officer)

    assert (n, again, cast.city.neighbourhoods.count()) == (14, 0, 14)
    sateng = cast.city.neighbourhoods.get(code="950101")
    assert (sateng.name_th, sateng.name_en) == ("สะเตง", "Sateng")
    assert contains(sateng.boundary, sateng.latitude, sateng.longitude)
    assert Event.objects.get().facts == {"added": 14}
    cast.city.refresh_from_db()
    assert cast.city.version == 2


def test_what_the_city_has_already_stays_as_it_is(cast):
    own = NeighbourhoodFactory(city=cast.city, code="950101", name_th="ชื่อที่เราใช้")

    assert add_neighbourhoods(city=cast.city, actor=cast.officer) == 13
    own.refresh_from_db()
    assert own.name_th == "ชื่อที่เราใช้"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("codes", "n"),
    [
        ({"province_code": "95", "district_code": ""}, 58),
        ({"subdistrict_code": "950102"}, 1),
        ({"subdistrict_code": "959999"}, 0),
        ({"province_code": "10", "district_code": "1047"}, 2),  # Bang Na, split in 2022: no boundary known
    ],
)
def test_provinces_and_single_subdistricts_get_theirs(codes, n):
    city = CityFactory(**codes)

    assert add_neighbourhoods(city=city, actor=None) == n


@pytest.mark.django_db
def test_a_subdistrict_newer_than_the_map_has_its_point_only():
    city = CityFactory(province_code="10", district_code="1047")

    add_neighbourhoods(city=city, actor=None)

    assert set(city.neighbourhoods.values_list("boundary", flat=True)) == {None}


@pytest.mark.parametrize("member", ["stranger", "keeper", "auditor", "manager_elsewhere"])
def test_add_neighbourhoods_refuses_strangers(cast, member):
    with pytest.raises(PermissionDenied):
        add_neighbourhoods(city=cast.city, actor=getattr(cast, member))

    assert not Neighbourhood.objects.exists()
