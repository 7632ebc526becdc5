"""What a scenario would change: for whom, by neighbourhood, age and deprivation, and at what cost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db.models import Count, Q, QuerySet

from mueang.apps.network.models import City
from mueang.apps.places.enums import Weekday
from mueang.apps.planning.enums import AgeGroup, ChangeKind, Way
from mueang.apps.planning.models import Change, Scenario
from mueang.apps.planning.queries.asked import Asked
from mueang.apps.planning.queries.ground import CityRows, Site, ground_of, seat_hours, weekly_hours
from mueang.apps.planning.queries.reach import AreaReach, Reach, reach_of

THIRDS_OF_NEED = 3


@dataclass(frozen=True, slots=True)
class EffectLine:
    """Before and after, for one group of people: how many have a place within reach, and seat hours for a hundred."""

    label: str
    people: int
    within_before: int
    within_after: int
    access_before: float
    access_after: float

    @property
    def n_gained(self) -> int:
        """People who would newly have a place within reach; below zero, who would lose it."""
        return self.within_after - self.within_before


@dataclass(frozen=True, slots=True)
class Effect:
    """A scenario beside today, for its own question and for every age."""

    before: Reach
    after: Reach
    sites: list[Site]
    areas: list[tuple[AreaReach, AreaReach]]
    ages: list[tuple[AgeGroup, EffectLine]]
    need: list[EffectLine]
    whole: EffectLine
    cost_satang: int

    @property
    def cost_each_satang(self) -> int | None:
        """Cost for each person more within reach, in whole baht; None where nobody gains or nothing costs."""
        gained = self.whole.n_gained
        return 100 * round(self.cost_satang / gained / 100) if self.cost_satang and gained > 0 else None

    @property
    def most(self) -> float:
        return max(self.before.most, self.after.most)


def scenario_list(city: City) -> QuerySet[Scenario]:
    """Scenarios of `city`, the last changed first, with how many changes each holds and whether citizens see it.

    One SQL statement.
    """
    seen = Count("publications", filter=Q(publications__withdrawn_at=None), distinct=True)
    rows = Scenario.objects.filter(city=city).select_related("made_by")
    return rows.annotate(n_changes=Count("changes", distinct=True), n_published=seen)


def scenario_question(scenario: Scenario) -> Asked:
    return Asked(AgeGroup(scenario.group), Way(scenario.way), scenario.minutes, scenario.interest, scenario.counts_need)


def changed_sites(sites: Sequence[Site], *, changes: Iterable[Change], asked: Asked) -> list[Site]:
    """The places as they would be. An opened one is taken to offer what is asked about whenever it is open."""
    by_place = {str(change.place.uuid): change for change in changes if change.place is not None}
    kept = [
        _changed(site, by_place[site.key], asked=asked) if site.key in by_place else site
        for site in sites
        if site.key not in by_place or by_place[site.key].kind != ChangeKind.CLOSED
    ]
    return kept + [_opened(change, asked=asked) for change in changes if change.kind == ChangeKind.OPENED]


def effect_of(rows: CityRows, *, changes: Sequence[Change], asked: Asked) -> Effect:
    """Today and the what-if, computed for every age. No SQL; `changes` come with their places."""
    both = {group: _both(rows, changes=changes, asked=replace(asked, group=group)) for group in AgeGroup}
    sites, before, after = both[asked.group]
    areas = list(zip(before.areas, after.areas, strict=True))
    return Effect(
        before=before,
        after=after,
        sites=sites,
        areas=areas,
        ages=[
            (group, _line(str(group), list(zip(b.areas, a.areas, strict=True)))) for group, (_s, b, a) in both.items()
        ],
        need=_by_need(areas),
        whole=_line("", areas),
        cost_satang=sum(change.cost_satang or 0 for change in changes),
    )


def _both(rows: CityRows, *, changes: Sequence[Change], asked: Asked) -> tuple[list[Site], Reach, Reach]:
    ground = ground_of(rows, asked=asked)
    sites = changed_sites(ground.sites, changes=changes, asked=asked)
    return sites, reach_of(ground, asked=asked), reach_of(ground, asked=asked, sites=sites)


def _changed(site: Site, change: Change, *, asked: Asked) -> Site:
    site = replace(site, point=change.point or site.point)
    if change.kind == ChangeKind.MOVED:
        return site
    seats = site.seats if change.seats is None else change.seats
    hours = _hours(change) or site.hours
    would = seat_hours(seats=seats, hours=hours, group=asked.group)
    if asked.interest and site.seat_hours is not None:
        # What is offered there today grows as the place does.
        today = seat_hours(seats=site.seats, hours=site.hours, group=asked.group)
        would = site.seat_hours * would / today if would is not None and today else site.seat_hours
    return replace(site, seats=seats, hours=hours, seat_hours=would)


def _opened(change: Change, *, asked: Asked) -> Site:
    hours = _hours(change)
    return Site(
        key=str(change.uuid),
        name_th=change.name,
        name_en=change.name,
        slug="",
        point=change.point or (0.0, 0.0),
        seats=change.seats,
        hours=hours,
        seat_hours=seat_hours(seats=change.seats, hours=hours, group=asked.group),
    )


def _hours(change: Change) -> tuple[tuple[int, float, float], ...]:
    days = [day for day in Weekday if day.value in change.weekdays]
    return weekly_hours(weekdays=days, opens_at=change.opens_at, closes_at=change.closes_at)


def _by_need(areas: list[tuple[AreaReach, AreaReach]]) -> list[EffectLine]:
    """Neighbourhoods in three equal parts, the most deprived first; none where fewer than three are known."""
    known = [pair for pair in areas if pair[0].area.deprivation is not None and pair[0].area.people]
    if len(known) < THIRDS_OF_NEED:
        return []
    known.sort(key=lambda pair: (-(pair[0].area.deprivation or 0), pair[0].area.code))
    ends = [round(len(known) * third / THIRDS_OF_NEED) for third in range(THIRDS_OF_NEED + 1)]
    labels = ("most", "middle", "least")
    return [_line(label, known[ends[i] : ends[i + 1]]) for i, label in enumerate(labels)]


def _line(label: str, areas: list[tuple[AreaReach, AreaReach]]) -> EffectLine:
    people = sum(before.area.people or 0 for before, _after in areas)

    def mean(rows: list[AreaReach]) -> float:
        return sum((row.area.people or 0) * (row.per_hundred or 0) for row in rows) / people if people else 0.0

    def within(rows: list[AreaReach]) -> int:
        return sum(row.n_within or 0 for row in rows)

    befores, afters = [before for before, _after in areas], [after for _before, after in areas]
    return EffectLine(label, people, within(befores), within(afters), mean(befores), mean(afters))
