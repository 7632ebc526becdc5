"""Factories of flags: rules, pupils with attendance, and what they raise; every child is invented."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from factories.registers import PupilFactory, PupilYearFactory, SchoolFactory, SchoolingFactory, SectionFactory
from mueang.apps.flags.actions import change_draft, draft_rules, put_live, run_flags
from mueang.apps.flags.actions.rule_sets import Levels
from mueang.apps.flags.enums import DEFAULT_RULES
from mueang.apps.flags.models import Flag, RuleSet
from mueang.apps.network.models import City
from mueang.apps.registers.enums import Grade
from mueang.apps.registers.models import Pupil, PupilYear, School, Schooling, Section
from mueang.apps.registers.queries import pack_year

# A Monday in the middle of the first term of 2569.
TODAY = date(2026, 8, 31)


def live_rules(city: City, *keys: str, **levels: int) -> RuleSet:
    """The rules a city begins with, or those named, live since a moment ago."""
    draft = draft_rules(city=city, actor=None, now=timezone.now())
    if keys or levels:
        rules = [rule for rule in DEFAULT_RULES if not keys or rule.key in keys]
        chosen = Levels(**{"look_from": 3, "urgent_from": 6, "visit_from": 2, "life_days": 14} | levels)
        change_draft(draft=draft, levels=chosen, rules=rules, actor=None)
    return put_live(draft=draft, actor=None)


def school_days(until: date, n: int) -> list[date]:
    """The last `n` weekdays up to and with a day, the latest first."""
    days = [until - timedelta(days=back) for back in range(n * 2)]
    return [day for day in days if day.weekday() < 5][:n]


def marked(
    *, n_days: int = 40, absent: Iterable[int] = (), until: date = TODAY
) -> dict[int, tuple[int, int, int, int]]:
    """Months of a register: absent on those of the last `n_days` school days, 0 being the latest."""
    masks: dict[int, list[int]] = {}
    away = set(absent)
    for back, day in enumerate(school_days(until, n_days)):
        page = masks.setdefault(day.month, [0, 0, 0, 0])
        page[0] |= 1 << (day.day - 1)
        page[1] |= 0 if back in away else 1 << (day.day - 1)
    return {month: (page[0], page[1], 0, 0) for month, page in masks.items()}


def class_of(city: City, *, grade: int = Grade.P4, school: School | None = None) -> Section:
    return SectionFactory(school=school or SchoolFactory(city=city), grade=grade)


def schooled(section: Section, *, absent: Iterable[int] = (), n_days: int = 40, **pupil: Any) -> Pupil:
    """A pupil of a class with a register of the last days."""
    row = PupilFactory(city=section.school.city, **{"birth_on": date(2016, 6, 1)} | pupil)
    SchoolingFactory(section=section, pupil=row)
    if n_days:
        pages = marked(n_days=n_days, absent=absent)
        PupilYearFactory(pupil=row, school=section.school, pages=pages)
    return row


def flagged(city: City, *, absent: Iterable[int] = range(6), section: Section | None = None) -> Flag:
    """An open flag of a pupil who was absent on the last six school days; live rules are made where there are none."""
    if not RuleSet.objects.filter(city=city).live().exists():
        live_rules(city)
    pupil = schooled(section or class_of(city), absent=absent)
    run_flags(city=city, as_of=TODAY)
    return Flag.objects.get(pupil=pupil)


def a_past(city: City, *, years: Sequence[int] = (2024, 2025), n: int = 480, share: float = 0.3) -> list[School]:
    """Two schools over some years: of those who are away every third day a `share` does not come back next year."""
    schools = [SchoolFactory(city=city), SchoolFactory(city=city)]
    away, there = (_year_of(every) for every in (3, 23))
    chance = random.Random(5)
    for year in years:
        sections = [SectionFactory(school=school, school_year=year, grade=Grade.P4, room="1") for school in schools]
        later = [SectionFactory(school=school, school_year=year + 1, grade=Grade.P6, room="9") for school in schools]
        pupils = Pupil.objects.bulk_create(
            PupilFactory.build(city=city, sex=("female", "male")[k % 2], birth_on=date(year - 10, 1, 1))
            for k in range(n)
        )
        seats, packed = [], []
        for k, pupil in enumerate(pupils):
            section, is_away = sections[k % 2], k % 3 == 0
            seats.append(_seat(city, pupil, section))
            blob = pack_year((away if is_away else there).items())
            packed.append(PupilYear(city=city, pupil=pupil, school_year=year, school=section.school, packed=blob))
            if chance.random() >= (share if is_away else share / 10):
                seats.append(_seat(city, pupil, later[k % 2]))
        Schooling.objects.bulk_create(seats)
        PupilYear.objects.bulk_create(packed)
    return schools


def _seat(city: City, pupil: Pupil, section: Section) -> Schooling:
    return Schooling(city=city, pupil=pupil, section=section, school=section.school, school_year=section.school_year)


def _year_of(every: int) -> dict[int, tuple[int, int, int, int]]:
    """Twenty open days a month, and away on each `every`-th of them."""
    days = [day for day in range(1, 21) if day % every]
    opened, present = (1 << 20) - 1, sum(1 << (day - 1) for day in days)
    return dict.fromkeys((5, 6, 7, 8, 9, 11, 12, 1, 2), (opened, present, 0, 0))
