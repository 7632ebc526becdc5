"""What the people of each neighbourhood can reach, computed from the ground of a city; no row is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mueang.apps.planning.enums import POINTS_EACH, THIRDS
from mueang.apps.planning.queries.asked import Asked
from mueang.apps.planning.queries.ground import Area, CityGround, Site

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class AreaReach:
    """What the group of one neighbourhood can reach; None where nobody counted the people.

    `per_hundred` is seat hours a week for a hundred people, shared with everybody who could come too; `hours_within` is
    what stands within reach of one of them; `share_within` the part of them with any place within reach.
    """

    area: Area
    per_hundred: float | None
    hours_within: float
    share_within: float
    nearest_minutes: float | None

    @property
    def n_within(self) -> int | None:
        return None if self.area.people is None else round(self.area.people * self.share_within)


@dataclass(frozen=True, slots=True)
class Reach:
    """The whole city: each neighbourhood, and how unequal they are. None where it cannot be said."""

    areas: list[AreaReach]
    people: int
    share_within: float | None
    per_hundred: float | None
    gini: float | None
    between_share: float | None

    @property
    def most(self) -> float:
        """The largest access of a neighbourhood, for the shades of a map."""
        return max((row.per_hundred for row in self.areas if row.per_hundred is not None), default=0.0)


def reach_of(ground: CityGround, *, asked: Asked, sites: Sequence[Site] | None = None) -> Reach:
    """Access of each neighbourhood to `sites`: those of the ground, or others in a what-if.

    People are spread evenly over their neighbourhood's area, or stand at its centre where it has no boundary.
    """
    # NumPy is loaded by whoever plans, not by every web process.
    import numpy as np

    from mueang.methods import access

    counted = [site for site in (ground.sites if sites is None else sites) if site.seat_hours]
    spots, owner = spots_of(ground.areas)
    people, demand = people_of(ground.areas, owner, counts_need=asked.counts_need)
    pairs = access.travel_minutes(
        points=spots,
        sites=[site.point for site in counted],
        mode=access.MODES[asked.way],
        within_minutes=float("inf"),
    )
    given: dict[str, Any] = {
        "supply": [site.seat_hours for site in counted],
        "minutes": pairs,
        "catchment_minutes": asked.minutes,
        "decay": access.Steps([asked.minutes * third / 3 for third in (1, 2, 3)], THIRDS),
    }
    shared = 100 * access.two_step_floating_catchment(demand=demand, **given)
    # What stands within reach counts whole, however far within it.
    within = access.cumulative(**(given | {"decay": None}))
    nearest = np.full(len(spots), np.inf)
    np.minimum.at(nearest, np.repeat(np.arange(len(spots)), np.diff(pairs.starts)), pairs.minutes)
    columns = {"shared": shared, "within": within, "reached": (within > 0).astype(float), "nearest": nearest}
    means = {name: _means(values, owner, n=len(ground.areas)) for name, values in columns.items()}
    rows = [
        _row(area, {name: float(values[i]) for name, values in means.items()}) for i, area in enumerate(ground.areas)
    ]
    return _whole(rows, access=shared, people=people, owner=owner)


def spots_of(areas: Sequence[Area], *, n: int = POINTS_EACH) -> tuple[Floats, NDArray[np.intp]]:
    """Where people stand, about `n` spots a neighbourhood, and whose they are."""
    import numpy as np  # as above

    from mueang.methods.access import points_within

    found = [np.zeros((0, 2))]
    for area in areas:
        shape = area.boundary or {}
        given: dict[str, Any] = {"Polygon": [shape.get("coordinates")], "MultiPolygon": shape.get("coordinates")}
        spots = points_within(polygons=given.get(str(shape.get("type"))) or [], n=n)
        found.append(spots if len(spots) else np.array([area.point]))
    return np.concatenate(found), np.repeat(np.arange(len(areas)), [len(spots) for spots in found[1:]])


def people_of(areas: Sequence[Area], owner: NDArray[np.intp], *, counts_need: bool) -> tuple[Floats, Floats]:
    """People at each spot, and the demand they count for."""
    import numpy as np  # as above

    from mueang.methods.access import weighted_demand

    spread = np.bincount(owner, minlength=len(areas))
    each = np.array([area.people or 0 for area in areas], float) / np.maximum(spread, 1)
    need = np.array([area.deprivation or 0.0 for area in areas])
    people = each[owner]
    return people, weighted_demand(people=people, deprivation=need[owner], extra=1.0 if counts_need else 0.0)


def _means(values: Floats, owner: NDArray[np.intp], *, n: int) -> Floats:
    import numpy as np  # as above

    return np.bincount(owner, weights=values, minlength=n) / np.maximum(np.bincount(owner, minlength=n), 1)


def _row(area: Area, mean: dict[str, float]) -> AreaReach:
    is_near = mean["nearest"] != float("inf")
    return AreaReach(
        area=area,
        per_hundred=None if area.people is None else mean["shared"],
        hours_within=mean["within"],
        share_within=mean["reached"],
        nearest_minutes=mean["nearest"] if is_near else None,
    )


def _whole(rows: list[AreaReach], *, access: Floats, people: Floats, owner: NDArray[np.intp]) -> Reach:
    from mueang.methods.inequality import gini, theil

    total = float(people.sum())
    if not total:
        return Reach(rows, 0, None, None, None, None)
    mean = float(access @ people) / total
    reached = sum((row.area.people or 0) * row.share_within for row in rows) / total
    if not mean:
        return Reach(rows, round(total), reached, mean, None, None)
    parts = theil(values=access, weights=people, groups=owner)
    between = parts.between / parts.total if parts.total > 0 else 0.0
    return Reach(rows, round(total), reached, mean, gini(values=access, weights=people), between)
