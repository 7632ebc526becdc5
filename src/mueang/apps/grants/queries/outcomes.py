"""What a lasting outcome cost, with its doubt, and whom a grant does not reach: from counts, the few withheld."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mueang.apps.grants.models import Grant
from mueang.apps.grants.queries.money import activities_of, purse_of
from mueang.apps.places.models import Neighbourhood
from mueang.apps.planning.models import Residents
from mueang.apps.plans.models import Activity
from mueang.apps.reports.models import ReleasedFigure
from mueang.apps.reports.rules import public_figures
from mueang.apps.support.queries.counts import support_counts
from mueang.methods.money import UnitCost, unit_cost
from mueang.methods.small_cells import LEAST_SHOWN

DURABLE = 2


@dataclass(frozen=True, slots=True)
class CostOfOutcome:
    """`n` is None where it is withheld: then the cost lies between those of the fewest and the most it can be."""

    spent: int
    n: int | None
    cost: UnitCost


@dataclass(frozen=True, slots=True)
class NotReached:
    """A community, who lives there, what the grant does for it, a released figure; None is not known or withheld."""

    area: Neighbourhood
    people: int | None
    deprivation_percent: int | None
    n_activities: int
    value: Decimal | None
    is_withheld: bool


def cost_of_outcome(grant: Grant, *, today: date) -> CostOfOutcome:
    """Money of the grant by children of the city who are back in learning to stay: seven SQL statements and one.

    All such children of the city are counted, whoever helped them: the grant may have had a part in it or none.
    """
    spent = purse_of(grant).spent
    n = support_counts(city=grant.city, today=today).known.cells[DURABLE]
    if n is not None:
        return CostOfOutcome(spent, n, unit_cost(spent, n=n))
    # Withheld: one at least and fewer than are shown.
    fewest, most = unit_cost(spent, n=1), unit_cost(spent, n=LEAST_SHOWN - 1)
    return CostOfOutcome(spent, None, UnitCost(point=None, low=most.low, high=fewest.high))


def not_reached(grant: Grant) -> list[NotReached]:
    """Communities of the city, those for which the grant pays nothing first, the most deprived before the others.

    Five SQL statements. The figure is the newest that the city released by community, withheld where it was.
    """
    activities = activities_of(grant)
    through = Activity.neighbourhoods.through.objects.filter(activity__in=activities)
    served = Counter(through.values_list("neighbourhood", flat=True))
    residents = {row.neighbourhood_id: row for row in Residents.objects.filter(neighbourhood__city=grant.city)}
    figures = _newest_figures(grant)
    lines = []
    for area in Neighbourhood.objects.filter(city=grant.city):
        living, figure = residents.get(area.pk), figures.get(area.uuid)
        lines.append(
            NotReached(
                area=area,
                people=_people(living) if living else area.population,
                deprivation_percent=living.deprivation_percent if living else None,
                n_activities=served[area.pk],
                value=figure.value if figure else None,
                is_withheld=bool(figure and figure.is_withheld),
            )
        )
    return sorted(lines, key=lambda line: (line.n_activities > 0, -(line.deprivation_percent or 0), line.area.code))


def _people(row: Residents) -> int:
    return row.small + row.pupils + row.youth + row.adults + row.older


def _newest_figures(grant: Grant) -> dict[object, ReleasedFigure]:
    rows = public_figures(grant.city).filter(community__isnull=False).order_by("-release", "-period_to", "position")
    found: dict[object, ReleasedFigure] = {}
    indicator = ""
    for row in rows[:500]:
        indicator = indicator or row.indicator
        if row.indicator == indicator and row.community not in found:
            found[row.community] = row
    return found
