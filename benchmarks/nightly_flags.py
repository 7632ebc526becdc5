"""A night's flags of a city on SQLite: every pupil read, scored by the live rules, and the flags written.

Usage: python -m benchmarks.nightly_flags [--pupils 20000]

Three nights in one installation: the first raises every flag, the second finds one more day in every register, the
third is the second again. End to end: reading, counting, scoring, writing, the record. Beside them the same first
night by a loop over pupils that asks for each child's year and adds the same rules up with plain Python, written to
no table, on a part of the pupils.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

TODAY = date(2026, 8, 31)
N_SCHOOLS, CLASS_OF = 40, 35
TARGET_SECONDS, LOOPED = 5.0, 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pupils", type=int, default=20_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"MUEANG_DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "mueang.config.settings"}
        os.environ.pop("MUEANG_DATABASE_URL", None)
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        is_quick = nights(asked.pupils)
        size = sum(path.stat().st_size for path in Path(folder).glob("*.sqlite3*")) / 1e6
    print(f"database {size:.0f} MB, peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    if not is_quick:
        sys.exit(f"a night took more than {TARGET_SECONDS:g} s")


def nights(n_pupils: int) -> bool:
    from mueang.apps.flags.actions import draft_rules, put_live, run_flags
    from mueang.apps.flags.models import Flag
    from mueang.apps.registers.models import PupilYear

    city = seed(n_pupils)
    live = put_live(draft=draft_rules(city=city, actor=None), actor=None)
    print(f"{n_pupils:,} pupils of {N_SCHOOLS} schools, {live.rules.count()} rules")
    wall = []
    for name, as_of in (("first", TODAY), ("one more day", NEXT), ("the same again", NEXT)):
        if name == "one more day":
            mark(n_pupils, until=NEXT, write=lambda rows: PupilYear.objects.bulk_update(rows, ["packed"], 200))
        began, cpu = time.perf_counter(), time.process_time()
        run = run_flags(city=city, as_of=as_of)
        wall.append(time.perf_counter() - began)
        print(
            f"  night {name:<15} {wall[-1]:5.2f} s, {time.process_time() - cpu:5.2f} processor seconds: "
            f"{run.n_raised:,} raised, {run.n_changed:,} changed, {run.n_ended:,} ended, {run.n_open:,} open",
            flush=True,
        )
    began = time.process_time()
    n_found = loop(city, min(LOOPED, n_pupils))
    spent = (time.process_time() - began) * n_pupils / min(LOOPED, n_pupils)
    print(
        f"  a loop over pupils    {spent:5.2f} processor seconds by the measure of {LOOPED:,}, {n_found:,} found there"
    )
    assert Flag.objects.open().exists()
    return max(wall) <= TARGET_SECONDS


def seed(n_pupils: int) -> Any:
    """Invented pupils: most come, some stay away now and then, a few for weeks; with birth dates and two years."""
    from mueang.apps.network.models import City
    from mueang.apps.registers.models import Pupil, PupilYear, School, Schooling, Section
    from mueang.methods.thai import match_key, sort_key

    chance = random.Random(4)
    city = City.objects.create(
        slug="night",
        kind="city_municipality",
        name_th="เมืองสมมติ",
        name_en="Invented City",
        province_code="95",
        latitude=6.54,
        longitude=101.28,
        is_invented=True,
    )
    schools = [School(city=city, name_th=f"โรงเรียนสมมติ {n}", affiliation="municipal") for n in range(N_SCHOOLS)]
    School.objects.bulk_create(schools)
    n_sections = -(-n_pupils // CLASS_OF)
    sections = [
        Section(school=schools[n % N_SCHOOLS], school_year=2026, grade=1 + n // N_SCHOOLS % 9, room=str(n))
        for n in range(n_sections)
    ]
    Section.objects.bulk_create(sections)
    names = [f"สมมติ{n}" for n in range(n_pupils)]
    pupils = [
        Pupil(
            city=city,
            given_name=name,
            family_name="ตัวอย่าง",
            sort_key=sort_key(name),
            match_key=match_key(name),
            birth_on=date(2026 - 6 - sections[n // CLASS_OF].grade - (chance.random() < 0.03) * 2, 6, 1),
        )
        for n, name in enumerate(names)
    ]
    Pupil.objects.bulk_create(pupils, batch_size=500)
    seats = [
        Schooling(
            city=city,
            pupil=pupil,
            school=sections[n // CLASS_OF].school,
            section=sections[n // CLASS_OF] if year == 2026 else None,
            school_year=year,
            number=f"{year}{n:06}",
        )
        for year in (2025, 2026)
        for n, pupil in enumerate(pupils)
    ]
    Schooling.objects.bulk_create(seats, batch_size=500)
    PupilYear.objects.bulk_create(
        [
            PupilYear(
                city=city, pupil=pupil, school=sections[n // CLASS_OF].school, school_year=2026, packed=bytes(192)
            )
            for n, pupil in enumerate(pupils)
        ],
        batch_size=500,
    )
    mark(n_pupils, until=TODAY, write=lambda rows: PupilYear.objects.bulk_update(rows, ["packed"], 200))
    return city


def mark(n_pupils: int, *, until: date, write: Callable[[list[Any]], Any]) -> None:
    """Registers of the first term up to a day; the same child is absent on the same days whenever it is asked."""
    import numpy as np

    from mueang.apps.registers.models import PupilYear
    from mueang.methods.register import SchoolYear, to_bytes

    year = SchoolYear(2026)
    days = [day for day in year.days(date(2026, 5, 18), until) if day.weekday() < 5]
    draw = np.random.default_rng(4)
    often = draw.choice([0.02, 0.08, 0.3], n_pupils, p=[0.9, 0.08, 0.02])
    packed = np.zeros((n_pupils, 12, 4), np.uint32)
    for day in days:
        here = np.random.default_rng(day.toordinal()).random(n_pupils) >= often
        month, bit = year.place(day)
        packed[:, month, 0] |= np.uint32(1 << bit)
        packed[:, month, 1] |= np.where(here, np.uint32(1 << bit), np.uint32(0))
    rows = list(PupilYear.objects.order_by("pk"))
    for place, row in enumerate(rows):
        row.packed = to_bytes(packed[place])
    write(rows)


def loop(city: Any, n_pupils: int) -> int:
    """The peer: one question a child, days counted one by one, the register's own rules alone."""
    from mueang.apps.registers.models import Pupil, PupilYear
    from mueang.methods.register import SchoolYear, from_bytes

    year, found = SchoolYear(2026), 0
    for pupil in Pupil.objects.filter(city=city)[:n_pupils]:
        masks = from_bytes(bytes(PupilYear.objects.get(pupil=pupil, school_year=2026).packed))[0].tolist()
        marks = []
        for day in year.days(date(2026, 5, 18), NEXT):
            month, bit = year.place(day)
            if masks[month][0] >> bit & 1:
                marks.append(masks[month][1] >> bit & 1)
        last = marks[-20:]
        percent = 100 * last.count(0) / len(last)
        row = 0
        while row < len(marks) and not marks[-1 - row]:
            row += 1
        points = 2 * (percent >= 10) + 2 * (percent >= 20) + 3 * (row >= 3) + 3 * (row >= 10)
        found += points >= 3
    return found


NEXT = TODAY + timedelta(days=1)


if __name__ == "__main__":
    main()
