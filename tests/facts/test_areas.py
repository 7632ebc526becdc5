"""Provinces, districts and sub-districts."""

import doctest
import importlib

import pytest

from mueang.facts import Area, area, districts, provinces, search_areas, subdistricts
from mueang.facts.areas import _lower, _upper
from shared_data import shared_data


@pytest.mark.parametrize("name", ["areas", "boundaries", "frameworks", "learning_cities"])
def test_examples_in_the_docstrings_hold(name):
    assert doctest.testmod(importlib.import_module(f"mueang.facts.{name}")).failed == 0


def test_thailand_has_77_provinces_928_districts_and_7436_subdistricts():
    all_districts = [district for province in provinces() for district in districts(province.code)]

    n_subdistricts = sum(len(subdistricts(district.code)) for district in all_districts)

    assert (len(provinces()), len(all_districts), n_subdistricts) == (77, 928, 7436)


@pytest.mark.parametrize(
    ("province", "n_districts", "n_subdistricts"),
    [("95", 8, 58), ("92", 10, 87), ("51", 8, 51), ("41", 20, 156), ("56", 9, 68)],
)
def test_cities_of_the_programme_have_all_their_areas(province, n_districts, n_subdistricts):
    found = districts(province)

    assert len(found) == n_districts
    assert sum(len(subdistricts(district.code)) for district in found) == n_subdistricts


def test_a_sub_district_knows_all_its_postcodes():
    found = area("102701")

    assert found is not None
    assert (found.postcode, found.postcodes) == ("10230", ("10230", "10240"))
    assert area("9501").postcode == ""


def test_every_point_lies_in_thailand_and_every_area_has_both_names():
    everything = [*_upper().values(), *(found for province in ("10", "38", "95") for found in _lower(province))]

    assert all(5.6 < found.latitude < 20.5 and 97.3 < found.longitude < 105.7 for found in everything)
    assert all(found.name_th and found.name_en for found in everything)


def test_a_district_is_found_at_its_town_not_at_the_middle_of_its_forest():
    yala = area("9501")

    assert (yala.latitude, yala.longitude) == pytest.approx((6.540, 101.281), abs=0.001)


@pytest.mark.parametrize("code", ["", "9", "00", "9599", "959999", "abcdef", "95010101", "../../x"])
def test_an_unknown_code_has_no_area(code):
    assert area(code) is None
    assert districts(code) == []
    assert subdistricts(code) == []


def test_bueng_kan_is_numbered_by_the_register_not_by_the_alphabet():
    assert [district.name_th for district in districts("38")][1:5] == ["พรเจริญ", "โซ่พิสัย", "เซกา", "ปากคาด"]
    assert area("380401").name_th == "เซกา"


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("ยะลา", "95"),
        ("จังหวัดยะลา", "95"),
        ("จ. ยะลา", "95"),
        ("Udon Thani", "41"),
        ("udonthani", "41"),
        ("๙๕๐๑", "9501"),
        ("9201", "9201"),
        ("เมืองลำพูน", "5101"),
        ("หาดใหญ่", "9011"),
        ("Hat Yai", "9011"),
        ("เทศบาลนครหาดใหญ่", "9011"),
        ("ทับเที่ยง", "920101"),
        ("ลําพูน", "51"),  # sara am typed as two characters
    ],
)
def test_search_finds_what_people_type(typed, first):
    assert search_areas(typed)[0].code == first


def test_search_puts_whole_names_before_beginnings_before_the_rest():
    names = [found.name_en for found in search_areas("trang", limit=200)]

    assert names[:2] == ["Trang", "Mueang Trang"]
    assert names[2:] == ["Trang", "Kut Rang", "Kut Rang"]


@pytest.mark.parametrize("typed", ["", "   ", "-", "จังหวัด", "ไม่มีที่นี่แน่นอน", "'; DROP TABLE", "x" * 10_000])
def test_search_for_nothing_finds_nothing(typed):
    assert search_areas(typed) == []


def test_search_returns_no_more_than_asked():
    assert len(search_areas("บาง", limit=7)) == 7


def test_areas_are_values():
    with pytest.raises(AttributeError):
        area("95").name_th = "x"
    assert isinstance(area("95"), Area)


def test_the_packed_codes_agree_with_the_map_where_both_know_an_area():
    import csv
    import gzip

    path = shared_data("thai-geo") / "admin" / "adm3_pcodes.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as handle:
        drawn = {row["adm3_pcode"].removeprefix("TH"): row["adm3_th"] for row in csv.DictReader(handle)}
    known = {found.code: found.name_th for province in provinces() for found in _lower(province.code)}

    # The map cuts long names at sixteen letters.
    differing = {code for code in known.keys() & drawn.keys() if not known[code].startswith(drawn[code][:15])}

    assert differing == {"501805", "910303"}
