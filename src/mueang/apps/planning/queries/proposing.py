"""Where new places would help most: computed from a scenario as it stands, with a proof of how good the answer is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from mueang.apps.places.enums import Weekday
from mueang.apps.planning.enums import CANDIDATES_EACH, MOST_SECONDS, THIRDS, Goal, ProposalState
from mueang.apps.planning.models import Change, Proposal, Scenario
from mueang.apps.planning.queries.asked import Asked
from mueang.apps.planning.queries.ground import CityRows, ground_of, seat_hours, weekly_hours
from mueang.apps.planning.queries.reach import people_of, spots_of
from mueang.apps.planning.queries.scenarios import changed_sites

if TYPE_CHECKING:
    from mueang.methods.siting import Progress, Siting

# A worker that says nothing for so long was killed; somebody else takes its work up.
SILENT_FOR = timedelta(minutes=3)


@dataclass(frozen=True, slots=True)
class Proposed:
    """Where to open, latitude and longitude, and the share by which a better choice could be better at most."""

    points: list[tuple[float, float]]
    gap: float


def latest_proposal(scenario: Scenario) -> Proposal | None:
    return scenario.proposals.select_related("asked_by").first()


def proposals_due(now: datetime) -> QuerySet[Proposal]:
    """Those that nobody has begun, and those whose worker fell silent.

    Told by a clock that was ahead and has been put right since, its last word lies in the future.
    """
    silent = Q(told_at__lt=now - SILENT_FOR) | Q(told_at__gt=now + SILENT_FOR)
    rows = Proposal.objects.filter(Q(state=ProposalState.WAITING) | Q(silent, state=ProposalState.RUNNING))
    return rows.select_related("scenario__city", "asked_by").order_by("asked_at")


def proposed_points(
    rows: CityRows,
    *,
    proposal: Proposal,
    changes: Sequence[Change],
    asked: Asked,
    progress: Callable[[Progress], None],
    cancel: Callable[[], bool],
) -> Proposed:
    """The best spots of an even grid over the city, beside the places that are open in the scenario.

    Raises SitingRefused where it cannot be computed: nobody is counted, or more places are wished for than spots.
    """
    # NumPy and SciPy are loaded by the worker that computes, and by nobody else.
    import numpy as np

    from mueang.methods import access, siting

    ground = ground_of(rows, asked=asked)
    open_sites = [site for site in changed_sites(ground.sites, changes=changes, asked=asked) if site.seat_hours]
    spots, owner = spots_of(ground.areas)
    people, demand = people_of(ground.areas, owner, counts_need=asked.counts_need)
    if not people.sum():
        raise siting.SitingRefused("nobody is counted")
    candidates, _owner = spots_of(ground.areas, n=CANDIDATES_EACH)
    everywhere = np.concatenate([np.array([site.point for site in open_sites]).reshape(-1, 2), candidates])
    pairs = access.travel_minutes(
        points=spots, sites=everywhere, mode=access.MODES[asked.way], within_minutes=float("inf")
    )
    minutes = pairs.minutes.reshape(len(spots), len(everywhere))
    fixed = range(len(open_sites))
    wish: dict[str, Any] = {"n_open": len(fixed) + proposal.n_places, "fixed": fixed, "seconds": MOST_SECONDS}
    wish |= {"progress": progress, "cancel": cancel}
    if proposal.goal == Goal.NEAREST:
        found: Siting = siting.p_median(cost=minutes, weight=demand, **wish)
    elif proposal.goal == Goal.REACH:
        found = siting.max_coverage(cost=minutes, weight=demand, within=asked.minutes, **wish)
    else:
        offered = [site.seat_hours or 0.0 for site in open_sites] + [_offered(proposal, asked)] * len(candidates)
        decay = access.Steps([asked.minutes * third / 3 for third in (1, 2, 3)], THIRDS)
        given = decay(minutes) * np.array(offered)
        spread = np.bincount(owner, minlength=len(ground.areas))
        gain = np.stack([given[owner == number].sum(axis=0) / max(1, n) for number, n in enumerate(spread)])
        counted = np.array([area.people or 0 for area in ground.areas], float)
        found = siting.worst_off_first(gain=gain, people=counted, **wish)
    new = [site for site in found.open_sites.tolist() if site >= len(fixed)]
    return Proposed([(float(everywhere[site, 0]), float(everywhere[site, 1])) for site in new], float(found.gap))


def _offered(proposal: Proposal, asked: Asked) -> float:
    days = [day for day in Weekday if day.value in proposal.weekdays]
    hours = weekly_hours(weekdays=days, opens_at=proposal.opens_at, closes_at=proposal.closes_at)
    return seat_hours(seats=proposal.seats, hours=hours, group=asked.group) or 0.0
