"""What a draft would do before it goes live: how many children, at which schools, beside the rules that are live."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import prefetch_related_objects

from mueang.apps.flags.enums import Level
from mueang.apps.flags.models import Rule, RuleSet
from mueang.apps.flags.queries.features import Features, features_of
from mueang.apps.flags.queries.scoring import Scores, score
from mueang.apps.flags.queries.sentences import condition
from mueang.apps.network.models import City
from mueang.apps.registers.models import School
from mueang.methods.small_cells import LEAST_SHOWN, withhold

Cell = int | None


@dataclass(frozen=True, slots=True)
class DayCounts:
    """One day: children by level under the draft and under the live rules; None is withheld, no live rules is empty."""

    as_of: date
    n_pupils: int
    draft: list[Cell]
    live: list[Cell]
    n_new: Cell
    n_gone: Cell

    @property
    def rows(self) -> list[tuple[Any, Cell, Cell]]:
        live = self.live or [0] * len(self.draft)
        return list(zip(Level.labels, live, self.draft, strict=True))


@dataclass(frozen=True, slots=True)
class SchoolCounts:
    school: School
    n_pupils: int
    live: Cell
    draft: Cell
    before: Cell


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The day asked about, last term's, and both by school; and how many children each rule alone holds for."""

    days: list[DayCounts]
    schools: list[SchoolCounts]
    rules: list[tuple[str, int, Cell]]


def last_term(day: date) -> date:
    """A day near the end of the term before: mid-March, or the end of September."""
    if 5 <= day.month <= 10:
        return date(day.year, 3, 15)
    return date(day.year - (day.month < 5), 9, 30)


def what_if(*, city: City, draft: RuleSet, as_of: date, shows_small: bool) -> WhatIf:
    """Nothing is written. The same for a day in the past: nothing later than the day is looked at."""
    live = RuleSet.objects.filter(city=city).live().first()
    both = [draft, *([live] if live else [])]
    prefetch_related_objects(both, "rules")
    sets = [(one, list(one.rules.all())) for one in both]
    least = 1 if shows_small else LEAST_SHOWN
    now, before = (_scored(sets, features_of(city, as_of=day)) for day in (as_of, last_term(as_of)))
    days = [_day(scores, as_of=day, least=least) for day, scores in ((as_of, now), (last_term(as_of), before))]
    hit = [int(mask.sum()) for mask in now[0].hits]
    rules = [(condition(rule), rule.points, _cell(n, least)) for rule, n in zip(now[0].rules, hit, strict=True)]
    return WhatIf(days=days, schools=_schools(now, before, least=least), rules=rules)


def _scored(sets: Sequence[tuple[RuleSet, list[Rule]]], features: Features) -> list[Scores]:
    return [score(rule_set, rules, features) for rule_set, rules in sets]


def _day(scores: list[Scores], *, as_of: date, least: int) -> DayCounts:
    named = [set(one.named()) for one in scores]
    live = named[1] if len(named) > 1 else set()
    return DayCounts(
        as_of=as_of,
        n_pupils=len(scores[0].features),
        draft=_levels(scores[0], least),
        live=_levels(scores[1], least) if len(scores) > 1 else [],
        n_new=_cell(len(named[0] - live), least),
        n_gone=_cell(len(live - named[0]), least),
    )


def _levels(scores: Scores, least: int) -> list[Cell]:
    found = Counter(scores.levels.tolist())
    return withhold([found[level] for level in Level.values], least=least)


def _schools(now: list[Scores], before: list[Scores], *, least: int) -> list[SchoolCounts]:
    pupils = Counter(now[0].features.pupils.schools)
    draft, live, earlier = (
        _by_school(scores[place]) if len(scores) > place else Counter()
        for scores, place in ((now, 0), (now, 1), (before, 0))
    )
    rows = [
        SchoolCounts(
            school,
            pupils[school.pk],
            _cell(live[school.pk], least),
            _cell(draft[school.pk], least),
            _cell(earlier[school.pk], least),
        )
        for school in School.objects.filter(pk__in=pupils)
    ]
    return sorted(rows, key=lambda row: (-(row.draft or 0), str(row.school)))


def _by_school(scores: Scores) -> Counter[int]:
    return Counter(scores.features.pupils.schools[place] for place in scores.named())


def _cell(n: int, least: int) -> Cell:
    return None if 0 < n < least else n
