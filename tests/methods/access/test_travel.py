"""Minutes follow from distance, speed, detours, waiting and what lies in the way."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mueang.methods.access import MODES, AccessRefused, Barrier, Mode, pairs, travel_minutes
from mueang.methods.access.travel import EARTH_KM

PLAIN = Mode(6, "test", detour_factor=1)
POINTS = st.lists(st.tuples(st.floats(6.4, 6.7), st.floats(101.1, 101.4)), max_size=6)


def kilometres(one, other):
    (a, b), (c, d) = (map(math.radians, pair) for pair in (one, other))
    chord = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(chord))


@settings(max_examples=100)
@given(POINTS, POINTS, st.sampled_from(sorted(MODES)), st.sampled_from([5, 30, 120, np.inf]))
def test_every_pair_within_the_limit_is_there_with_its_time(points, sites, mode, within):
    way = MODES[mode]

    found = travel_minutes(points=points, sites=sites, mode=way, within_minutes=within)

    expected = [
        [kilometres(one, other) * way.detour_factor / way.speed_kmh * 60 + way.waiting_minutes for other in sites]
        for one in points
    ]
    for number, row in enumerate(expected):
        mine = slice(found.starts[number], found.starts[number + 1])
        near = {site for site, minutes in enumerate(row) if minutes <= within - 1e-9}
        reached = dict(zip(found.sites[mine].tolist(), found.minutes[mine].tolist(), strict=True))
        assert near <= set(reached) <= {site for site, minutes in enumerate(row) if minutes <= within + 1e-9}
        assert all(minutes == pytest.approx(row[site], abs=1e-6) for site, minutes in reached.items())


def test_points_are_looked_at_block_by_block(monkeypatch):
    monkeypatch.setattr(pairs, "BLOCK_CELLS", 2)
    points = [(6.5 + 0.01 * number, 101.3) for number in range(5)]

    found = travel_minutes(points=points, sites=points[:2], mode=PLAIN, within_minutes=12)

    assert (found.starts.tolist(), found.sites.tolist()) == ([0, 2, 4, 5, 5, 5], [0, 1, 0, 1, 1])


def test_the_other_bank_takes_the_way_to_the_bridge_and_a_bend_of_the_river_does_not():
    river = Barrier([(6.0, 101.0), (7.0, 101.0)], crossing_minutes=25)
    bend = Barrier([(6.4, 101.05), (6.4, 100.95), (6.6, 100.95), (6.6, 101.05)], crossing_minutes=40)
    straight = travel_minutes(points=[(6.5, 100.99)], sites=[(6.5, 101.01)], mode=PLAIN, within_minutes=90)

    parted = travel_minutes(
        points=[(6.5, 100.99)], sites=[(6.5, 101.01)], mode=PLAIN, within_minutes=90, barriers=[river]
    )
    passed = travel_minutes(
        points=[(6.3, 101.0)], sites=[(6.7, 101.0)], mode=PLAIN, within_minutes=900, barriers=[bend]
    )
    too_far = travel_minutes(
        points=[(6.5, 100.99)], sites=[(6.5, 101.01)], mode=PLAIN, within_minutes=30, barriers=[river]
    )

    assert parted.minutes[0] == pytest.approx(straight.minutes[0] + 25)
    assert passed.minutes[0] == pytest.approx(kilometres((6.3, 101.0), (6.7, 101.0)) * 10)
    assert too_far.sites.tolist() == []


def test_who_waits_longer_than_the_limit_reaches_nothing():
    found = travel_minutes(points=[(6.5, 101.0)], sites=[(6.5, 101.0)], mode=MODES["songthaew"], within_minutes=9)

    assert (found.starts.tolist(), found.n_sites) == ([0, 0], 1)


def test_every_mode_says_where_its_speed_comes_from():
    assert {"walk", "bicycle", "motorbike", "car", "songthaew"} <= set(MODES)
    assert all(len(mode.source) > 10 and mode.detour_factor > 1 for mode in MODES.values())


@pytest.mark.parametrize(
    "wrong",
    [
        {"points": [(np.nan, 101.0)]},
        {"sites": [(101.0, 6.5)]},
        {"sites": [6.5, 101.0]},
        {"within_minutes": -1},
        {"barriers": [Barrier([(6, 101), (7, 101)], crossing_minutes=-1)]},
    ],
)
def test_what_is_no_place_and_no_time_is_refused(wrong):
    town = {"points": [(6.5, 101.0)], "sites": [(6.5, 101.0)], "mode": PLAIN, "within_minutes": 30}

    with pytest.raises(AccessRefused):
        travel_minutes(**(town | wrong))


@pytest.mark.parametrize("wrong", [{"speed_kmh": 0}, {"detour_factor": 0.9}, {"waiting_minutes": -1}])
def test_a_mode_that_cannot_be_is_refused(wrong):
    with pytest.raises(AccessRefused):
        Mode(**({"speed_kmh": 5, "source": "test"} | wrong))
