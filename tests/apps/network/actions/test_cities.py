"""Opening a city, and marking public changes."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from factories.rows import CityFactory
from mueang.apps.audit.models import Event
from mueang.apps.network.actions import load_network_facts, mark_public_change, open_city
from mueang.apps.network.enums import RESERVED_SLUGS, CityKind
from mueang.apps.network.errors import CityAlreadyOpen, KindDoesNotFit, SlugReserved, SlugTaken, UnknownArea
from mueang.apps.network.models import City


@pytest.fixture
def unit_officer(cast):
    return cast.unit_officer


def test_open_city_takes_names_codes_and_point_from_the_facts(unit_officer):
    city = open_city(code="9501", kind=CityKind.CITY_MUNICIPALITY, actor=unit_officer)

    city.refresh_from_db()
    assert (city.slug, city.name_th, city.name_en) == ("yala", "เทศบาลนครยะลา", "Yala City Municipality")
    assert (city.province_code, city.district_code, city.subdistrict_code, city.area_code) == ("95", "9501", "", "9501")
    assert (round(city.latitude, 2), round(city.longitude, 2), city.is_invented) == (6.54, 101.28, False)


def test_open_city_leaves_an_event_in_the_citys_own_book(unit_officer):
    city = open_city(code="9501", kind=CityKind.CITY_MUNICIPALITY, actor=unit_officer)

    event = Event.objects.get(book__name="yala")
    assert (event.actor, event.verb, event.target) == (unit_officer, "city.opened", f"network.city:{city.uuid}")
    assert event.facts == {"code": "9501", "kind": "city_municipality"}


@pytest.mark.parametrize(
    ("code", "kind", "name_th", "name_en", "slug"),
    [
        ("51", CityKind.PROVINCE, "จังหวัดลำพูน", "Lamphun Province", "lamphun"),
        ("10", CityKind.PROVINCE, "กรุงเทพมหานคร", "Bangkok", "bangkok"),
        ("5101", CityKind.TOWN_MUNICIPALITY, "เทศบาลเมืองลำพูน", "Lamphun Town Municipality", "lamphun"),
        ("5101", CityKind.DISTRICT, "อำเภอเมืองลำพูน", "Mueang Lamphun District", "lamphun"),
        (
            "950102",
            CityKind.SUBDISTRICT_ORGANIZATION,
            "องค์การบริหารส่วนตำบลบุดี",
            "Budi Subdistrict Administrative Organization",
            "budi",
        ),
    ],
)
def test_open_city_names_each_kind_as_it_is_called(unit_officer, code, kind, name_th, name_en, slug):
    city = open_city(code=code, kind=kind, actor=unit_officer)

    assert (city.name_th, city.name_en, city.slug, city.area_code) == (name_th, name_en, slug, code)


def test_given_names_and_address_win_over_proposed_ones(unit_officer):
    city = open_city(
        code="9501",
        kind="city_municipality",
        slug="nakhon-invented",
        name_th="นครสมมติ",
        name_en="Invented City",
        actor=unit_officer,
        is_invented=True,
    )

    assert (city.slug, city.name_th, city.name_en, city.is_invented) == (
        "nakhon-invented",
        "นครสมมติ",
        "Invented City",
        True,
    )


@pytest.mark.parametrize("member", ["stranger", "learner", "keeper", "officer", "manager", "auditor"])
def test_open_city_refuses_whoever_does_not_act_everywhere(cast, member):
    with pytest.raises(PermissionDenied):
        open_city(code="9501", kind="city_municipality", actor=getattr(cast, member))

    assert not City.objects.filter(slug="yala").exists()


@pytest.mark.parametrize("code", ["", "00", "9599", "abc", "9501 ", "95010199"])
def test_open_city_refuses_a_code_nobody_has(unit_officer, code):
    with pytest.raises(UnknownArea):
        open_city(code=code, kind="city_municipality", actor=unit_officer)


@pytest.mark.parametrize(
    ("code", "kind"), [("95", "city_municipality"), ("9501", "province"), ("950101", "district"), ("9501", "kingdom")]
)
def test_open_city_refuses_a_kind_that_does_not_fit_the_code(unit_officer, code, kind):
    with pytest.raises(KindDoesNotFit):
        open_city(code=code, kind=kind, actor=unit_officer)


@pytest.mark.parametrize(
    "slug",
    [*sorted(RESERVED_SLUGS), "en", "th", "zz", "x", "", "Yala", "ya la", "-yala", "yala-", "ยะลา", "a--b", "../etc"],
)
def test_open_city_refuses_addresses_of_the_software_and_malformed_ones(unit_officer, slug):
    with pytest.raises(SlugReserved):
        open_city(code="9501", kind="city_municipality", slug=slug, actor=unit_officer)


def test_open_city_refuses_a_taken_address_and_names_a_free_one(unit_officer):
    CityFactory(slug="yala")

    with pytest.raises(SlugTaken) as refusal:
        open_city(code="9501", kind="city_municipality", slug="yala", actor=unit_officer)

    assert refusal.value.suggestion == "yala-city"


def test_open_city_finds_a_free_address_by_itself(unit_officer):
    CityFactory(slug="yala")

    assert open_city(code="9501", kind="city_municipality", actor=unit_officer).slug == "yala-city"


def test_the_same_city_is_opened_once_but_may_be_invented_beside_itself(unit_officer):
    open_city(code="9501", kind="city_municipality", actor=unit_officer)

    with pytest.raises(CityAlreadyOpen):
        open_city(code="9501", kind="city_municipality", slug="yala-again", actor=unit_officer)
    invented = open_city(code="9501", kind="city_municipality", actor=unit_officer, is_invented=True)

    assert invented.slug == "yala-city"


def test_a_name_too_long_is_refused_and_nothing_is_written(unit_officer):
    with pytest.raises(ValidationError):
        open_city(code="9501", kind="city_municipality", name_th="ก" * 121, actor=unit_officer)

    assert not City.objects.filter(province_code="95", slug="yala").exists()


def test_a_real_city_takes_up_its_memberships_and_an_invented_one_does_not(unit_officer):
    load_network_facts()

    invented = open_city(code="5101", kind="town_municipality", slug="invented", actor=None, is_invented=True)
    real = open_city(code="5101", kind="town_municipality", actor=unit_officer)

    assert not invented.memberships.exists()
    assert list(real.memberships.values_list("network__code", flat=True)) == ["city-administrators"]


@pytest.mark.django_db
def test_mark_public_change_raises_the_version_by_one():
    city = CityFactory()

    mark_public_change(city)
    mark_public_change(city)

    city.refresh_from_db()
    assert city.version == 3
