"""What a lasting outcome cost, with its doubt, and whom a grant does not reach: from counts, the few withheld."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Sum

from mueang.apps.grants.enums import ExpenseState
from mueang.apps.grants.models import Grant
from mueang.apps.grants.queries.money import activities_of, purse_of, spent_until
from mueang.apps.places.models import Neighbourhood
from mueang.apps.planning.models import Residents
from mueang.apps.plans.models import Activity
from mueang.apps.reports.models import ReleasedFigure
from mueang.apps.reports.rules import public_figures
from mueang.apps.support.queries.counts import back_to_stay
from mueang.methods.money import UnitCost, unit_cost
from mueang.methods.school_terms import SchoolTerm


@dataclass(frozen=True, slots=True)
class TermLine:
    """A school term that the grant's time touches; `n` came back to stay in it and are back still, None is withheld."""

    term: SchoolTerm
    n: int | None
    begins_before: bool


@dataclass(frozen=True, slots=True)
class CostOfOutcome:
    """Satang spent, children back to stay in the same time, and what each cost.

    `n` and `cost` are None where a term is withheld: any bound would tell of the few. `waits` is what stands entered
    and not approved. `counted_since` is set where the grant is older than the terms that are counted.
    """

    spent: int
    waits: int
    terms: tuple[TermLine, ...]
    n: int | None
    cost: UnitCost | None
    counted_since: date | None


@dataclass(frozen=True, slots=True)
class NotReached:
    """A community, who lives there, what the grant does for it, a released figure; None is not known or withheld."""

    area: Neighbourhood
    people: int | None
    deprivation_percent: int | None
    n_activities: int
    figure: ReleasedFigure | None


def cost_of_outcome(grant: Grant, *, today: date) -> CostOfOutcome:
    """Money of the grant by children of the city who came back to learning to stay in its time: four SQL statements.

    All such children of the city are counted, whoever helped them: the grant may have had a part in it or none. A term
    that the grant's time touches is counted whole.
    """
    until = min(today, grant.ends_on)
    counted = back_to_stay(city=grant.city, until=max(until, grant.starts_on))
    first = counted[0][0].starts_on
    terms = tuple(
        TermLine(term, n, term.starts_on < grant.starts_on)
        for term, n in counted
        if until >= grant.starts_on and grant.starts_on <= term.ends_on and term.starts_on <= until
    )
    since = first if grant.starts_on < first else None
    spent = purse_of(grant).spent - (spent_until(grant, first - timedelta(days=1)) if since else 0)
    told = [line.n for line in terms if line.n is not None]
    n = sum(told) if len(told) == len(terms) else None
    waits = grant.expenses.filter(state=ExpenseState.ENTERED).aggregate(n=Sum("satang"))["n"] or 0
    return CostOfOutcome(
        spent=spent,
        waits=waits,
        terms=terms,
        n=n,
        cost=None if n is None else unit_cost(spent, n=n),
        counted_since=since,
    )


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
        living = residents.get(area.pk)
        lines.append(
            NotReached(
                area=area,
                people=_people(living) if living else area.population,
                deprivation_percent=living.deprivation_percent if living else None,
                n_activities=served[area.pk],
                figure=figures.get(area.uuid),
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
