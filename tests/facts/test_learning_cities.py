"""Learning cities, pilots and partners."""

import pytest

from mueang.facts import area, gnlc_members, gnlc_sizes, partners, pilots, slow_towns
from shared_data import shared_data


def test_thirteen_thai_cities_are_members_with_the_year_they_joined():
    by_year = {}
    for member in gnlc_members():
        by_year.setdefault(member.since_year, []).append(member.name_en)

    assert {year: len(names) for year, names in by_year.items()} == {2019: 1, 2020: 3, 2022: 3, 2024: 3, 2025: 3}
    assert "Yala" in by_year[2024]


def test_the_members_are_those_of_the_compiled_list():
    import csv

    with (shared_data("gnlc-thailand") / "members.csv").open(encoding="utf-8") as handle:
        compiled = {(row["name_en"], row["name_th"], row["year"]) for row in csv.DictReader(handle) if row["year"]}

    assert compiled <= {(member.name_en, member.name_th, str(member.since_year)) for member in gnlc_members()}


def test_the_network_grew_from_200_cities_to_425():
    sizes = gnlc_sizes()

    assert (sizes[0].n_cities, sizes[0].is_at_least) == (200, True)
    assert (sizes[-1].year, sizes[-1].n_cities, sizes[-1].n_countries, sizes[-1].is_at_least) == (2025, 425, 91, False)


def test_the_four_pilots_began_in_2023_each_with_a_known_grantee():
    known = {partner.key for partner in partners()}

    assert [(pilot.name_en, pilot.kind, pilot.since_year) for pilot in pilots()] == [
        ("Yala", "city_municipality", 2023),
        ("Trang", "city_municipality", 2023),
        ("Lamphun", "town_municipality", 2023),
        ("Udon Thani", "city_municipality", 2023),
    ]
    assert {pilot.grantee for pilot in pilots()} <= known
    assert "Srivijaya" in next(pilot.note_en for pilot in pilots() if pilot.name_en == "Trang")


def test_slow_towns_claim_no_year_our_sources_do_not_name():
    assert {town.since_year for town in slow_towns()} == {None}


@pytest.mark.parametrize("key", ["eef", "pmu-a", "city-unit", "up", "rmutsv", "unesco", "uil", "tk-park"])
def test_the_programmes_partners_are_known(key):
    assert key in {partner.key for partner in partners()}


def test_every_fact_names_its_source():
    facts = [*gnlc_members(), *gnlc_sizes(), *pilots(), *slow_towns(), *partners()]

    assert all(fact.source.startswith("https://") and len(fact.source) <= 300 for fact in facts)


def test_every_thai_member_stands_at_a_known_area():
    assert all(area(member.area_code) is not None for member in [*gnlc_members(), *pilots()])
