"""Yala, Trang and San Francisco: what their data sets say of themselves, found again by our travel times.

Assumed here, as on the page of access: a straight line times the detour factor, one speed for all. The sets hold no
travel times; what they hold beside latitude and longitude is metres of the UTM grid (Thailand) and metres of a street
network (San Francisco).
"""

from __future__ import annotations

import csv
import gzip
import json
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.shared_data import shared_data

from mueang.lib.geometry import contains
from mueang.methods.access import (
    DETOUR_FACTOR,
    MODES,
    Gaussian,
    Mode,
    cumulative,
    travel_minutes,
    two_step_floating_catchment,
)

Rows = list[dict[str, str]]
Table = NDArray[np.float64]
# One kilometre in a minute, straight on: minutes are then kilometres.
STRAIGHT = Mode(60, "kilometres, not a way to travel", detour_factor=1)
# A sphere for the ellipsoid errs by up to 0.6 %, and the grid's own scale by 0.04 % at its worst here.
TOLERANCE = 0.0064
# Health centres, registered people, those up to five years; cells of the raster, children under five in them.
SAID = {"Yala": ("TH95", 76, 319_113, 32_126, 4_976, 27_453), "Trang": ("TH92", 120, 424_591, 29_526, 9_761, 37_848)}
N_LOST_AT_SEA = 19


def rows_of(path: Path) -> Rows:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def region(name: str) -> Rows:
    return rows_of(shared_data("thai-region12-access") / name)


@cache
def provinces() -> dict[str, dict]:
    with gzip.open(shared_data("thai-geo") / "polygons" / "th_adm1.geojson.gz", "rt", encoding="utf-8") as file:
        return {row["properties"]["ADM1_PCODE"]: row["geometry"] for row in json.load(file)["features"]}


@cache
def within(name: str, code: str) -> Rows:
    return [row for row in region(name) if contains(provinces()[code], float(row["lat"]), float(row["lon"]))]


def spots(rows: Rows) -> Table:
    return np.array([(float(row["lat"]), float(row["lon"])) for row in rows])


def column(rows: Rows, name: str) -> Table:
    return np.array([float(row[name]) for row in rows])


def grid_kilometres(rows: Rows, others: Rows) -> Table:
    ours, theirs = (
        np.array([(float(row["x_utm47n"]), float(row["y_utm47n"])) for row in one]) for one in (rows, others)
    )
    return np.hypot(*(ours[:, None] - theirs[None]).transpose(2, 0, 1)) / 1000


@pytest.mark.parametrize("name", SAID)
def test_a_province_holds_the_centres_and_the_children_that_its_set_says(name):
    code, *said = SAID[name]
    centres, cells = within("hc12_phc.csv", code), within("u5pd_cells.csv.gz", code)

    people, small = column(centres, "d_pop_moph").sum(), column(centres, "d_pop_moph_05").sum()
    children = column(cells, "children_under5").sum()

    assert [len(centres), people, small, len(cells), round(children)] == said


def test_of_the_seven_provinces_nineteen_centres_fall_into_the_sea_and_none_is_lost():
    codes = [f"TH{number}" for number in range(90, 97)]
    ashore = sum(len(within("hc12_phc.csv", code)) for code in codes)
    centres = region("hc12_phc.csv")

    pairs = travel_minutes(points=spots(centres), sites=spots(centres), mode=STRAIGHT, within_minutes=1e-6)

    assert (len(centres), len(centres) - ashore) == (819, N_LOST_AT_SEA)
    assert set(range(819)) == set(pairs.sites.tolist())


def test_kilometres_from_latitude_and_longitude_are_those_of_the_sets_own_grid():
    centres, hospitals = region("hc12_phc.csv"), region("hc12_hos.csv")

    pairs = travel_minutes(points=spots(centres), sites=spots(hospitals), mode=STRAIGHT, within_minutes=np.inf)

    ours, theirs = pairs.minutes.reshape(819, 77), grid_kilometres(centres, hospitals)
    assert np.abs(ours / theirs - 1).max() < TOLERANCE


@pytest.mark.parametrize("way", ["motorbike", "songthaew"])
def test_people_within_half_an_hour_of_a_hospital_are_those_counted_on_the_grid(way):
    mode, centres, hospitals = MODES[way], region("hc12_phc.csv"), region("hc12_hos.csv")
    people = column(centres, "d_pop_moph")
    pairs = travel_minutes(points=spots(centres), sites=spots(hospitals), mode=mode, within_minutes=30)

    reached = cumulative(supply=np.ones(77), minutes=pairs, catchment_minutes=30) > 0

    nearest = grid_kilometres(centres, hospitals).min(axis=1)
    least, most = (people[nearest <= limit].sum() for limit in limits_km(mode, minutes=30))
    assert 0 < least <= people[reached].sum() <= most < people.sum()
    # What lies between the two is small, or this would show little.
    assert most - least < 0.02 * people.sum()


def limits_km(mode: Mode, *, minutes: float) -> tuple[float, float]:
    """How far one gets in a straight line, a tolerance less and a tolerance more."""
    far = (minutes - mode.waiting_minutes) / 60 * mode.speed_kmh / mode.detour_factor
    return far * (1 - TOLERANCE), far * (1 + TOLERANCE)


@pytest.mark.parametrize("name", SAID)
def test_children_share_the_centres_within_a_quarter_of_an_hour_and_none_is_counted_twice(name):
    code = SAID[name][0]
    centres, cells = within("hc12_phc.csv", code), within("u5pd_cells.csv.gz", code)
    children, seats = column(cells, "children_under5"), np.full(len(centres), 30.0)
    pairs = travel_minutes(points=spots(cells), sites=spots(centres), mode=MODES["motorbike"], within_minutes=15)

    access = two_step_floating_catchment(
        supply=seats, demand=children, minutes=pairs, catchment_minutes=15, decay=Gaussian(10)
    )

    far = 15 * MODES["motorbike"].speed_kmh / 60 / DETOUR_FACTOR
    assert np.array_equal(access > 0, nearest_km(spots(cells), spots(centres)) <= far)
    assert access @ children == pytest.approx(seats[np.unique(pairs.sites)].sum(), rel=1e-12)


def nearest_km(points: Table, sites: Table) -> Table:
    """By angles between arrows from the middle of the earth, another way than the one that is tested."""
    arrows = [
        np.stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)])
        for north, east in (np.radians(one).T for one in (points, sites))
    ]
    return 6371.0088 * np.arccos(np.clip(arrows[0].T @ arrows[1], -1, 1)).min(axis=1)


def test_san_franciscos_streets_are_never_shorter_than_our_line_and_mostly_shorter_than_our_detour():
    folder = shared_data("sf-store-siting")
    tracts = rows_of(folder / "SF_demand_205_centroid_uniform_weight.csv")
    stores = rows_of(folder / "SF_store_site_16_longlat.csv")
    streets = {
        (row["DestinationName"], row["name"]): float(row["distance"]) / 1000
        for row in rows_of(folder / "SF_network_distance_candidateStore_16_censusTract_205_new.csv.gz")
    }
    by_street = np.array([[streets[tract["NAME"], store["NAME"]] for store in stores] for tract in tracts])
    places = [np.array([(float(row["lat"]), float(row["long"])) for row in rows]) for rows in (tracts, stores)]

    pairs = travel_minutes(points=places[0], sites=places[1], mode=STRAIGHT, within_minutes=np.inf)

    detour = by_street / pairs.minutes.reshape(205, 16)
    assert detour.min() > 1 - TOLERANCE
    # A grid of streets turns less than the average way that the factor was measured on: it errs on the careful side.
    assert 1.1 < np.median(detour) < DETOUR_FACTOR
    assert 0.95 < (detour < DETOUR_FACTOR).mean() < 1
