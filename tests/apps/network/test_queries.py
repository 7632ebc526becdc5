"""Questions about cities, partners and networks."""

import pytest

from factories.network import AgreementFactory, ContributionFactory
from factories.rows import CityFactory, OrganizationFactory
from mueang.apps.network.actions import load_network_facts
from mueang.apps.network.enums import RESERVED_SLUGS, CityKind
from mueang.apps.network.queries import (
    Balance,
    city_by_slug,
    city_names,
    network_pages,
    open_cities,
    partner_page,
    slug_suggestions,
    standing_memberships,
)
from mueang.facts import area

pytestmark = pytest.mark.django_db


def test_a_city_is_found_by_its_address_and_no_other():
    city = CityFactory(slug="yala")

    assert city_by_slug("yala") == city
    assert city_by_slug("desk") is None
    assert open_cities() == [city]


@pytest.mark.parametrize("n", [1, 3])
def test_partner_page_is_three_statements_however_many_rows(n, django_assert_num_queries):
    city = CityFactory()
    for partner in OrganizationFactory.create_batch(n, city=city):
        for agreement in AgreementFactory.create_batch(n, organization=partner):
            ContributionFactory.create_batch(n, agreement=agreement)
    OrganizationFactory.create_batch(n, city=None)

    with django_assert_num_queries(3):
        page = partner_page(city)

    assert len(page.partners) == len(page.across) == n
    assert [len(held.contributions) for line in page.partners for held in line.agreements] == [n] * n * n
    assert page.balances == [Balance("hours", 40 * n**3, 10 * n**3)]


def test_partner_page_shows_no_other_citys_partners_and_promises():
    ours = ContributionFactory()
    across = OrganizationFactory(city=None)
    held = AgreementFactory(organization=across, city=ours.agreement.city)
    theirs = ContributionFactory(kind="money")
    AgreementFactory(organization=across, city=theirs.agreement.city)

    page = partner_page(ours.agreement.city)

    assert {line.organization for line in page.partners} == {ours.agreement.organization, across}
    assert [
        line.agreement for partner in page.partners for line in partner.agreements if partner.organization == across
    ] == [held]
    assert [balance.kind for balance in page.balances] == ["hours"]


@pytest.mark.parametrize("times", [1, 3])
def test_network_pages_is_three_statements(times, django_assert_num_queries):
    for _ in range(times):
        load_network_facts()

    with django_assert_num_queries(3):
        pages = {page.network.code: page for page in network_pages()}
        grantees = [member.grantee and member.grantee.name_en for member in pages["city-administrators"].memberships]

    assert [size.year for size in pages["gnlc"].sizes] == [2018, 2020, 2021, 2022, 2024, 2025]
    assert pages["gnlc"].memberships[0].member_en == "Chiang Rai"
    assert "Lamphun Town Municipality" in grantees


def test_the_chart_counts_years_in_the_readers_era(settings):
    from django.utils.translation import override

    load_network_facts()
    page = next(page for page in network_pages() if page.sizes)

    with override("th"):
        thai = page.chart[-1]
    with override("en"):
        english = page.chart[-1]

    assert (thai, english) == (("2568", 425), ("2025", 425))


def test_standing_memberships_leave_out_the_ended_ones(django_assert_num_queries):
    load_network_facts()
    city = CityFactory()
    city.memberships.set(
        [page.memberships[0] for page in network_pages()],
    )
    city.memberships.filter(network__code="cittaslow-taiwan").update(since_year=2010, until_year=2020)

    with django_assert_num_queries(1):
        names = [membership.network.code for membership in standing_memberships(city)]

    assert names == ["city-administrators", "gnlc"]


def test_slug_suggestions_are_free_and_never_reserved():
    CityFactory(slug="yala")
    CityFactory(slug="yala-city")

    found = slug_suggestions(area("9501"), CityKind.CITY_MUNICIPALITY)

    assert found == ["yala-yala", "yala-9501", "yala-2"]
    assert not set(found) & RESERVED_SLUGS


def test_every_area_of_the_pilots_has_a_free_address():
    for code in ("95", "9501", "92", "9201", "51", "5101", "41", "4101", "950101"):
        assert slug_suggestions(area(code), CityKind.DISTRICT)


def test_the_district_around_a_capital_lends_its_municipality_the_plain_name():
    assert city_names(area("4101"), CityKind.CITY_MUNICIPALITY) == ("เทศบาลนครอุดรธานี", "Udon Thani City Municipality")
