"""Three invented schools with their pupils and the register of the school year so far."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from mueang.apps.audit.actions import recorded_together
from mueang.apps.registers.actions import (
    NewPupil,
    PageMarks,
    add_school,
    add_section,
    appoint_teacher,
    lay_pages,
    new_pupils,
)
from mueang.apps.registers.enums import DayMark, Sex
from mueang.apps.registers.models import School, Schooling, Section
from mueang.apps.registers.queries import days_of, months_of, school_year_of, usual_masks, with_mark
from mueang.demo.city import Demo
from mueang.demo.class_sheet_workbook import class_sheet_workbook
from mueang.demo.names import MEN, WOMEN, invented_family_name
from mueang.demo.school_years import add_past_years, born

SCHOOLS = (
    ("เทศบาลสาธิต ๑ (สมมติ)", "Demonstration Municipal School 1", "municipal", "9501990001", range(1, 7)),
    ("บ้านตลาดสาธิต (สมมติ)", "Demonstration Market School", "obec", "9501990002", range(4, 10)),
    ("ศาสน์สาธิตวิทยา (สมมติ)", "Demonstration Islamic Private School", "islamic_private", "9501990003", range(7, 13)),
)
IN_A_CLASS = 34
# How many of a hundred children, and the share of days they are away: most hardly ever, a few half of the time.
PATTERNS = ((78, 0.02), (13, 0.07), (6, 0.17), (3, 0.42))
A_MONTH_BEFORE = timedelta(days=45)


def add_registers(demo: Demo, *, now: datetime, folder: Path) -> Path:
    """Schools, classes, some six hundred pupils, their pages up to yesterday, a teacher; returns a class sheet."""
    chance = random.Random("registers")  # noqa: S311 -- invented, the same at every run
    # In May the year that ended is the one there is something to show of.
    year = school_year_of(demo.today - A_MONTH_BEFORE)
    schools = [_school(demo, line) for line in SCHOOLS]
    rows = [
        row for school, line in zip(schools, SCHOOLS, strict=True) for row in _classes(school, line[4], year, chance)
    ]
    said = [one for row in rows for one in _year(row, year, until=demo.today, chance=chance)]
    lay_pages(city=demo.city, said=said, actor=None, now=now)
    add_past_years(demo, rows=rows, year=year, now=now)
    appoint_teacher(school=schools[0], user=demo.users["teacher"], actor=demo.manager)
    first = [row for row in rows if row.section_id == rows[0].section_id]
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "class-sheet.xlsx"
    path.write_bytes(class_sheet_workbook(first, school_year=year, today=demo.today))
    return path


def _school(demo: Demo, line: tuple[str, str, str, str, range]) -> School:
    name_th, name_en, affiliation, code, _grades = line
    return add_school(
        city=demo.city, name_th=f"โรงเรียน{name_th}", name_en=name_en, affiliation=affiliation, code=code, actor=None
    )


def _classes(school: School, grades: range, year: int, chance: random.Random) -> list[Schooling]:
    with recorded_together():
        sections = [add_section(school=school, school_year=year, grade=g, room="1", actor=None) for g in grades]
    places = [(section, seat) for section in sections for seat in range(1, IN_A_CLASS + 1)]
    pupils = [_pupil(chance, section, seat, year) for section, seat in places]
    return new_pupils(school=school, school_year=year, pupils=pupils)


def _pupil(chance: random.Random, section: Section, seat: int, year: int) -> NewPupil:
    is_girl = chance.random() < 0.5
    return NewPupil(
        given_name=chance.choice(WOMEN if is_girl else MEN),
        family_name=invented_family_name(chance),
        prefix="ด.ญ." if is_girl else "ด.ช.",
        sex=Sex.FEMALE if is_girl else Sex.MALE,
        birth_on=born(chance, section.grade, year, one_older_in=15),
        number=f"{10_000 + 100 * section.grade + seat}",
        seat=seat,
        section=section,
    )


def _year(row: Schooling, year: int, *, until: date, chance: random.Random) -> Iterator[PageMarks]:
    """A child's days: away by its pattern, more on Fridays and in runs; one in eighty stopped coming."""
    share = chance.choices([rate for _n, rate in PATTERNS], [n for n, _rate in PATTERNS])[0]
    stopped_on = until - timedelta(days=chance.randrange(8, 40)) if chance.random() < 1 / 80 else None
    was_away = False
    for (in_year, month), mask in zip(months_of(year), usual_masks(year), strict=True):
        touched, masks = 0, (0, 0, 0, 0)
        for day in days_of(mask):
            on = date(in_year, month, day)
            if on >= until:
                break
            stopped = stopped_on is not None and on >= stopped_on
            odds = share * (1.5 if on.weekday() == 4 else 0.9) + (0.3 * (share > 0.1) if was_away else 0)
            was_away = stopped or chance.random() < odds
            mark = _away(chance, stopped=stopped) if was_away else _there(chance)
            touched, masks = touched | 1 << (day - 1), with_mark(masks, day, mark)
        if touched:
            yield PageMarks(row.pk, month, touched, masks)


def _away(chance: random.Random, *, stopped: bool) -> str:
    return DayMark.ABSENT if stopped or chance.random() < 0.6 else DayMark.LEAVE


def _there(chance: random.Random) -> str:
    return DayMark.LATE if chance.random() < 0.02 else DayMark.PRESENT
