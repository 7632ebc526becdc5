"""The packaged facts in the database."""

import pytest

from factories.rows import CityFactory, OrganizationFactory
from mueang.apps.network.actions import load_network_facts
from mueang.apps.network.models import Network, NetworkMembership, NetworkSize, Organization

pytestmark = pytest.mark.django_db


def test_facts_bring_members_sizes_pilots_and_partners_each_with_a_source():
    load_network_facts()

    members = NetworkMembership.objects.values_list("network__code", flat=True)
    assert sorted(members).count("gnlc") == 13
    assert sorted(members).count("city-administrators") == 4
    assert sorted(members).count("cittaslow-taiwan") == 4
    assert NetworkSize.objects.count() == 6
    assert not NetworkMembership.objects.filter(source="").exists()
    assert not NetworkSize.objects.filter(source="").exists()
    assert not Organization.objects.filter(source="").exists()


def test_pilots_name_their_grantee():
    load_network_facts()

    trang = NetworkMembership.objects.get(network__code="city-administrators", member_en="Trang")
    assert (trang.since_year, trang.grantee.name_en) == (2023, "Trang City Municipality")
    assert trang.note_en == "With Rajamangala University of Technology Srivijaya"


def test_loading_twice_corrects_and_never_doubles():
    load_network_facts()
    NetworkMembership.objects.filter(member_en="Yala").update(since_year=1999)
    counts = [model.objects.count() for model in (Network, NetworkMembership, NetworkSize, Organization)]

    load_network_facts()

    assert [model.objects.count() for model in (Network, NetworkMembership, NetworkSize, Organization)] == counts
    assert NetworkMembership.objects.get(network__code="gnlc", member_en="Yala").since_year == 2024


def test_what_people_added_stays():
    own = OrganizationFactory(city=None, name_th="มูลนิธิของเรา")

    load_network_facts()

    assert Organization.objects.filter(pk=own.pk).exists()


def test_an_open_real_city_takes_up_its_memberships_and_its_pages_know():
    real = CityFactory(kind="town_municipality", province_code="51", district_code="5101")
    invented = CityFactory(kind="town_municipality", province_code="51", district_code="5101", is_invented=True)

    load_network_facts()

    real.refresh_from_db()
    assert list(real.memberships.values_list("network__code", flat=True)) == ["city-administrators"]
    assert not invented.memberships.exists()
    assert real.version == 2


def test_a_province_takes_up_the_membership_of_the_province():
    phayao = CityFactory(kind="province", province_code="56", district_code="")

    load_network_facts()

    assert phayao.memberships.get().network.code == "gnlc"
