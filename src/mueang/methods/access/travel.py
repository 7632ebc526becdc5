"""Minutes from coordinates: speed, detours, waiting and what lies in the way, all of it stated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mueang.methods.access.checking import Floats, coordinates, limit
from mueang.methods.access.errors import AccessRefused
from mueang.methods.access.pairs import Pairs, block_rows, joined, marked

EARTH_KM = 6371.0088
"""Mean radius of the earth, kilometres: IUGG (Moritz 2000, Journal of Geodesy 74(1), 128-133)."""

DETOUR_FACTOR = 1.417
"""Way by road for one kilometre in a straight line: Boscoe, Henry & Zdeb (2012), Professional Geographer 64(2)."""

ASSUMED = "assumption of this project for a Thai provincial town, none published found: measure and replace it"


@dataclass(frozen=True, slots=True)
class Mode:
    """A way to travel.

    Attributes
    ----------
    speed_kmh : kilometres an hour from door to door, stops at crossings included
    detour_factor : kilometres of way for one in a straight line, at least 1
    waiting_minutes : minutes before it goes
    source : where the speed comes from
    """

    speed_kmh: float
    source: str
    detour_factor: float = DETOUR_FACTOR
    waiting_minutes: float = 0.0

    def __post_init__(self) -> None:
        if not (
            0 < self.speed_kmh < np.inf and 1 <= self.detour_factor < np.inf and 0 <= self.waiting_minutes < np.inf
        ):
            raise AccessRefused("a mode takes a speed above 0, a detour factor of at least 1 and a waiting time")

    @property
    def is_assumed(self) -> bool:
        """Whether the speed is an assumption of ours, which nobody published."""
        return self.source == ASSUMED

    @property
    def minutes_per_km(self) -> float:
        """Minutes for one kilometre in a straight line."""
        return 60 * self.detour_factor / self.speed_kmh


MODES = {
    "walk": Mode(3.6, "1 m/s, as r5r takes it (Pereira et al. 2021, Findings); the slow end of Bohannon (2011)"),
    "bicycle": Mode(12, "as r5r takes it (Pereira et al. 2021, Findings)"),
    "motorbike": Mode(25, ASSUMED),
    "car": Mode(22, "evening traffic of Bangkok in 2015, Office of Transport and Traffic Policy and Planning"),
    "songthaew": Mode(15, ASSUMED, waiting_minutes=10),
}


@dataclass(frozen=True, slots=True)
class Barrier:
    """A river or a railway: who must get to the other side goes to a bridge.

    Attributes
    ----------
    line : corners of the barrier, latitude and longitude in degrees, shape (n_corners, 2)
    crossing_minutes : minutes more for a way that ends on the other side
    """

    line: Sequence[tuple[float, float]]
    crossing_minutes: float


def travel_minutes(
    *,
    points: ArrayLike,
    sites: ArrayLike,
    mode: Mode,
    within_minutes: float,
    barriers: Sequence[Barrier] = (),
) -> Pairs:
    """Travel times between all that are within a limit, from their coordinates.

    Distance on the sphere × detour factor ÷ speed, and the waiting time; a straight line that crosses a barrier an odd
    number of times ends on its other side and takes the crossing's minutes more.

    Parameters
    ----------
    points : shape (n_points, 2), latitude and longitude in degrees
    sites : shape (n_sites, 2), the same
    mode : how people travel, one of `MODES` or your own
    within_minutes : minutes; pairs farther apart are left out. Infinity: none is
    barriers : what lies in the way

    Returns
    -------
    Pairs, minutes one way. The sphere is within 0.6 % of the true distance; what the detour factor hides is more.

    Raises
    ------
    AccessRefused
        If a coordinate is missing or out of range, the limit is not above 0 or a barrier costs less than nothing.

    Source
    ------
    Haversine: Sinnott (1984), Sky & Telescope 68(2), 159; detours: Boscoe, Henry & Zdeb (2012).

    Examples
    --------
    A hundredth of a degree of latitude is 1.112 km: at 6 km/h and without detours 11.12 minutes.

    >>> there = travel_minutes(points=[(6.54, 101.28)], sites=[(6.55, 101.28), (7.0, 101.28)],
    ...                        mode=Mode(6, "example", detour_factor=1), within_minutes=30)
    >>> there.sites.tolist(), there.minutes.round(2).tolist()
    ([0], [11.12])
    """
    here, there = coordinates(points, name="points"), coordinates(sites, name="sites")
    if any(not 0 <= barrier.crossing_minutes < np.inf for barrier in barriers):
        raise AccessRefused("crossing_minutes must be a number that is not negative")
    most_km = (limit(within_minutes, name="within_minutes") - mode.waiting_minutes) / mode.minutes_per_km
    step, parts = block_rows(len(there)), []
    for first in range(0, len(here) if most_km >= 0 else 0, step):
        block = here[first : first + step]
        counts, columns = _near(block, there, most_km=most_km)
        ours, theirs = np.repeat(block, counts, axis=0), there[columns]
        minutes = _kilometres(ours, theirs) * mode.minutes_per_km + mode.waiting_minutes
        for barrier in barriers:
            minutes += barrier.crossing_minutes * _is_parted(ours, theirs, barrier)
        parts.append((counts, columns, minutes))
    found = joined(parts, n_sites=len(there))
    if most_km < 0:
        return Pairs(np.zeros(len(here) + 1, np.intp), found.sites, found.minutes, len(there))
    return found.within(within_minutes)


def _near(block: Floats, sites: Floats, *, most_km: float) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """How many sites may be within the distance of each point, and which: chords of a sphere, a hair too many."""
    half_angle = min(most_km / (2 * EARTH_KM), np.pi / 2)
    least = 1 - 2 * np.sin(half_angle) ** 2 - 1e-12
    # Axis by axis, not by a matrix product, which would wake every core for three numbers a pair.
    ours, theirs = _on_sphere(block), _on_sphere(sites).T
    cosine = ours[:, :1] * theirs[0]
    for axis in (1, 2):
        cosine += ours[:, axis : axis + 1] * theirs[axis]
    counts, columns, _ = marked(cosine >= least)
    return counts, columns


def _on_sphere(degrees: Floats) -> Floats:
    latitude, longitude = np.radians(degrees).T
    return np.stack(
        [np.cos(latitude) * np.cos(longitude), np.cos(latitude) * np.sin(longitude), np.sin(latitude)], axis=1
    )


def _kilometres(ours: Floats, theirs: Floats) -> Floats:
    latitude, longitude = np.radians(ours).T
    other_latitude, other_longitude = np.radians(theirs).T
    chord = (
        np.sin((other_latitude - latitude) / 2) ** 2
        + np.cos(latitude) * np.cos(other_latitude) * np.sin((other_longitude - longitude) / 2) ** 2
    )
    found: Floats = 2 * EARTH_KM * np.arcsin(np.sqrt(np.minimum(chord, 1)))
    return found


def _is_parted(ours: Floats, theirs: Floats, barrier: Barrier) -> NDArray[np.bool_]:
    """Whether the straight line between the two of a pair crosses the barrier an odd number of times."""
    corners = coordinates(list(barrier.line), name="barrier")
    parted = np.zeros(len(ours), bool)
    for begin, end in pairwise(corners):
        between = _side(begin, end, ours) != _side(begin, end, theirs)
        parted ^= between & (_side(ours, theirs, begin) != _side(ours, theirs, end))
    return parted


def _side(begin: Floats, end: Floats, point: Floats) -> NDArray[np.bool_]:
    """On which side of a line; a point on the line itself counts to one of them, always the same."""
    along, away = end - begin, point - begin
    found: NDArray[np.bool_] = along[..., 0] * away[..., 1] - along[..., 1] * away[..., 0] >= 0
    return found
