"""What is true of one row of the network."""

import pytest
from django.db import IntegrityError

from factories.rows import CityFactory
from mueang.apps.network.actions import load_network_facts
from mueang.apps.network.models import NetworkMembership

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ({"district_code": ""}, "95"),
        ({}, "9501"),
        ({"subdistrict_code": "950101"}, "950101"),
    ],
)
def test_a_city_serves_the_narrowest_area_it_names(codes, expected):
    assert CityFactory(**codes).area_code == expected


def test_a_membership_cannot_end_before_it_began():
    load_network_facts()
    member = NetworkMembership.objects.get(network__code="gnlc", member_en="Yala")

    member.until_year = 2023

    with pytest.raises(IntegrityError):
        member.save()


def test_a_membership_of_unknown_year_says_so_in_words():
    load_network_facts()

    assert str(NetworkMembership.objects.get(member_en="Sanyi")) == "Sanyi"
    assert str(NetworkMembership.objects.get(network__code="gnlc", member_en="Yala")) == "Yala 2024"
