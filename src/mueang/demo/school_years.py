"""Two invented school years that are over: who went to school then, who stopped coming, and what was known of them."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from mueang.apps.audit.actions import recorded_together
from mueang.apps.flags.actions import confirm_facts, stage_facts
from mueang.apps.flags.enums import FactKind, FactSource
from mueang.apps.flags.queries import FactLine
from mueang.apps.registers.actions import NewPupil, PageMarks, add_section, lay_pages, new_pupils, new_schoolings
from mueang.apps.registers.enums import DayMark, Grade, Sex
from mueang.apps.registers.models import Schooling, Section
from mueang.apps.registers.queries import days_of, months_of, usual_masks, with_mark
from mueang.demo.city import Demo
from mueang.demo.names import MEN, WOMEN, invented_family_name

N_YEARS = 2
# Of each school one in so many stopped coming in the second term; the next year does not know them.
ONE_IN = (11, 8, 6)
# Days away of a hundred, and of how many who stayed and of how many who went: the past tells, and not everything.
AWAY = (0.02, 0.07, 0.16, 0.3)
STAYED, WENT = (66, 22, 9, 3), (16, 26, 33, 25)
A_CLASS = tuple[int, int]


def add_past_years(demo: Demo, *, rows: Sequence[Schooling], year: int, now: datetime) -> None:
    """The classes of today's pupils in the two years before, with some more who are no longer at any school."""
    chance = random.Random("school years")  # noqa: S311 -- invented, the same at every run
    for back in range(1, N_YEARS + 1):
        before = _year_before(rows, year - back, back=back, chance=chance)
        said = [
            one
            for row, is_gone in before
            for one in _pages(row, year - back, is_gone=is_gone, until=demo.today, chance=chance)
        ]
        lay_pages(city=demo.city, said=said, actor=None, now=now)
        if back == 1:
            _add_facts(demo, [row for row, _gone in before], as_of=date(year - 1, 6, 15), chance=chance, now=now)


def _year_before(
    rows: Sequence[Schooling], year: int, *, back: int, chance: random.Random
) -> list[tuple[Schooling, bool]]:
    """Each schooling of that year, and whether the child stopped coming in it."""
    sections = _sections(rows, year, back=back)
    stayed = [(row, section) for row in rows if (section := sections.get(_class_before(row, back)))]
    carried = [
        Schooling(
            city=row.city,
            pupil=row.pupil,
            school=row.school,
            school_year=year,
            section=section,
            number=row.number,
            seat=row.seat,
        )
        for row, section in stayed
    ]
    found = [(row, False) for row in new_schoolings(carried)]
    schools = {row.school_id: row.school for row in rows}.values()
    for number, (school, one_in) in enumerate(zip(schools, ONE_IN, strict=True)):
        here = [section for section in sections.values() if section.school_id == school.pk]
        n_gone = sum(row.school_id == school.pk for row, _section in stayed) // one_in
        gone = [_gone(chance, here[n % len(here)], f"{back}{number}{n:03}", year) for n in range(n_gone)]
        found += [(row, True) for row in new_pupils(school=school, school_year=year, pupils=gone)]
    return found


def _sections(rows: Sequence[Schooling], year: int, *, back: int) -> Mapping[A_CLASS, Section]:
    """The classes that a school had then: those it has now of children one class lower for each year."""
    now = {(row.school_id, row.section.grade): row.school for row in rows if row.section}
    with recorded_together():
        return {
            (pk, grade): add_section(school=school, school_year=year, grade=grade, room="1", actor=None)
            for (pk, grade), school in now.items()
            if (pk, grade + back) in now
        }


def _class_before(row: Schooling, back: int) -> A_CLASS:
    return row.school_id, row.section.grade - back if row.section else 0


def _gone(chance: random.Random, section: Section, number: str, year: int) -> NewPupil:
    is_girl = chance.random() < 0.5
    return NewPupil(
        given_name=chance.choice(WOMEN if is_girl else MEN),
        family_name=invented_family_name(chance),
        prefix="ด.ญ." if is_girl else "ด.ช.",
        sex=Sex.FEMALE if is_girl else Sex.MALE,
        birth_on=born(chance, section.grade, year, one_older_in=3),
        number=number,
        section=section,
    )


def born(chance: random.Random, grade: int, year: int, *, one_older_in: int) -> date:
    """Of the usual age of the class, or one in so many a year or two older."""
    older = chance.choice((1, 2)) if chance.random() < 1 / one_older_in else 0
    return date(year - Grade(grade).usual_age - older, 5, 16) - timedelta(days=chance.randrange(1, 365))


def _pages(row: Schooling, year: int, *, is_gone: bool, until: date, chance: random.Random) -> Iterator[PageMarks]:
    """A child's year by the month; who went was seen last in the first days of February."""
    share = chance.choices(AWAY, WENT if is_gone else STAYED)[0]
    last_on = date(year + 1, 2, chance.randrange(1, 14)) if is_gone else date.max
    for (in_year, month), mask in zip(months_of(year), usual_masks(year), strict=True):
        days = [day for day in days_of(mask) if date(in_year, month, day) < until]
        away = {day for day in days if chance.random() < share}
        touched, masks = 0, (0, 0, 0, 0)
        for day in days:
            if date(in_year, month, day) > last_on:
                mark = DayMark.ABSENT
            elif day in away:
                mark = DayMark.ABSENT if day % 3 else DayMark.LEAVE
            else:
                mark = DayMark.PRESENT
            touched, masks = touched | 1 << (day - 1), with_mark(masks, day, mark)
        if touched:
            yield PageMarks(row.pk, month, touched, masks)


def _add_facts(demo: Demo, rows: Sequence[Schooling], *, as_of: date, chance: random.Random, now: datetime) -> None:
    """A household form that most families answered, checked and written as one workbook: to compare errors by."""
    lines = [
        FactLine(
            number,
            row.school.code,
            row.number,
            pupil=row.pupil_id,
            values={
                FactKind.OTHER_LANGUAGE.value: float(chance.random() < 0.4),
                FactKind.HAS_DISABILITY.value: float(chance.random() < 0.06),
                FactKind.INCOME_PER_HEAD.value: float(100 * chance.randrange(12, 90)),
            },
        )
        for number, row in enumerate(rows, start=2)
        if chance.random() < 0.8
    ]
    actor = demo.users["caseworker"]
    sheet = stage_facts(
        city=demo.city, lines=lines, source=FactSource.HOUSEHOLD_FORM, as_of=as_of, actor=actor, now=now
    )
    confirm_facts(sheet=sheet, actor=actor, now=now)
