"""Boundaries of all three levels."""

import tracemalloc

import pytest

from mueang.facts import area, boundary, districts, subdistricts, unmatched
from mueang.facts.boundaries import _province
from mueang.lib.geometry import contains


@pytest.mark.parametrize("code", ["95", "9501", "950101", "10", "5025", "502501", "380408"])
def test_an_area_of_any_level_has_a_boundary_around_its_point(code):
    found, shape = area(code), boundary(code)

    assert shape["type"] in {"Polygon", "MultiPolygon"}
    assert contains(shape, found.latitude, found.longitude)


@pytest.mark.parametrize("code", ["", "00", "9599", "959999", "../95", "95/../95", "..", "ab", "๙๕"])
def test_an_unknown_code_has_no_boundary(code):
    assert boundary(code) is None


def test_every_subdistrict_of_the_pilots_has_a_boundary():
    codes = [
        found.code
        for province in ("95", "92", "51", "41")
        for d in districts(province)
        for found in subdistricts(d.code)
    ]

    assert len(codes) == 352
    assert all(boundary(code) for code in codes)


def test_a_changed_copy_does_not_change_what_is_kept():
    boundary("95")["coordinates"].clear()

    assert boundary("95")["coordinates"]


def test_what_did_not_join_is_listed():
    found = unmatched()

    assert found.areas_without_boundary == (
        *("100910", "101406", "102602", "103402", "103403", "104402", "104403", "104702", "104703"),
        *("105002", "105003", "105004", "105005", "530407"),
    )
    assert found.boundaries_without_area == ("104701", "105001", "530306")
    assert boundary("104702") is None
    assert area("104701") is None


def test_looking_at_one_province_keeps_less_than_a_megabyte():
    _province.cache_clear()
    tracemalloc.start()
    try:
        boundary("950101")
        kept, _peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert kept < 1_000_000


def test_walking_through_many_provinces_keeps_only_the_last_two():
    for code in ("10", "20", "30", "40", "50"):
        boundary(code)

    assert _province.cache_info().currsize == 2
