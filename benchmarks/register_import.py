"""A million attendance lines imported, beside COPY of the same as plain rows; and a class's year from its workbook.

Usage: python -m benchmarks.register_import [--pupils 5000] [--only sqlite|postgresql]

5,000 known pupils × 200 days, one line in a thousand wrong. Ours: read, matched, every wrong line told by its number,
folded into pages and packed years, committed. The peer: COPY of (pupil, date, mark) into a table with a foreign key and
a unique constraint, as attendance is usually kept; on SQLite, executemany. Neither checks more than it is told.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile

from benchmarks.last_seats import database, django, processor_seconds
from benchmarks.registers_database import ROOT, shell

TARGET_LINES, TARGET_WORKBOOK = 700_000, 1.0
BEGIN = """
import json, random, time, resource, sys
from datetime import date, timedelta
from django.utils import timezone
from mueang.apps.network.models import City
from mueang.apps.registers.models import ImportRun, Pupil, RegisterPage, School, Schooling
from mueang.apps.registers.actions import runs, confirm_run, stage_run
"""
FILL = (
    BEGIN
    + """
city = City.objects.create(slug="bench", kind="town_municipality", name_th="เมืองสมมติ", name_en="Invented City",
    province_code="95", latitude=6.5, longitude=101.3, is_invented=True)
school = School.objects.create(city=city, code="1", name_th="โรงเรียนสมมติ", affiliation="obec")
pupils = Pupil.objects.bulk_create([Pupil(city=city, given_name=f"สมมติ{{k}}") for k in range({pupils})])
Schooling.objects.bulk_create([Schooling(city=city, pupil=p, school=school, school_year=2025, number=str(10000 + k))
    for k, p in enumerate(pupils)])
chance, days, day = random.Random(7), [], date(2025, 5, 19)
while len(days) < 200:
    if day.weekday() < 5:
        days.append(day.isoformat())
    day += timedelta(days=1)
lines = [f"{{10000 + k}},{{day}},{{'/' if chance.random() < 0.93 else chance.choice('ขลส')}}"
    for k in range({pupils}) for day in days]
for place in range(0, len(lines), 1000):
    lines[place] = lines[place].replace("-", "x", 1)
open({file!r}, "w", encoding="utf-8").write("number,date,mark\\n" + "\\n".join(lines) + "\\n")
"""
)
OURS = (
    BEGIN
    + """
runs.READ_AT_ONCE = runs.WRITTEN_AT_ONCE = 10**9
# What a long-lived process has imported already.
import numpy, mueang.apps.registers.queries.mark_lists, mueang.apps.registers.queries.text_columns, holidays
from mueang.apps.registers.queries import usual_masks; usual_masks(2025)
city, school = City.objects.get(), School.objects.get()
data = open({file!r}, "rb").read()
began = time.process_time()
run = stage_run(city=city, school=school, kind="marks", school_year=2025, file_name="a.csv", data=data, actor=None)
looked = time.process_time()
confirm_run(run=run, actor=None)
done = time.process_time()
run.refresh_from_db()
n_pages = RegisterPage.objects.count()
print(json.dumps([run.counts["lines"], run.counts["marks"], sum(run.counts["notes"].values()), n_pages,
    looked - began, done - looked, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000]))
"""
)
PEER = """
from django.db import connection, transaction
rows = [tuple(line.split(",")) for line in open({file!r}, encoding="utf-8").read().splitlines()[1:]]
ids = dict(Schooling.objects.values_list("number", "pk"))
rows = [(ids[n], d.replace("x", "-"), m) for n, d, m in rows]
began = time.process_time()
with transaction.atomic(), connection.cursor() as cursor:
    cursor.execute("CREATE TABLE plain_marks (schooling_id bigint NOT NULL REFERENCES registers_schooling(id),"
        " on_day date NOT NULL, mark varchar(10) NOT NULL, UNIQUE (schooling_id, on_day))")
    if connection.vendor == "postgresql":
        with cursor.copy("COPY plain_marks (schooling_id, on_day, mark) FROM STDIN") as copying:
            for row in rows:
                copying.write_row(row)
    else:
        cursor.executemany("INSERT INTO plain_marks (schooling_id, on_day, mark) VALUES (%s, %s, %s)", rows)
print(json.dumps([len(rows), time.process_time() - began]))
"""
BOOK = (
    BEGIN
    + """
sys.path.insert(0, {tests!r})
from factories.class_sheets import class_sheets
city, school = City.objects.get(), School.objects.get()
months = [(2025, m) for m in range(5, 13)] + [(2026, m) for m in range(1, 5)]
names = [(f"7{{k:04}}", f"เด็กหญิงสมมติ{{chr(0x0e01 + k)}}า ตัวอย่าง") for k in range(40)]
data = class_sheets(months, pupils=names, sign=lambda p, d: "ข" if (p + d.day) % 17 == 0 else "/")
from mueang.apps.registers.queries import class_sheets as _warm
before = resource.getrusage(resource.RUSAGE_CHILDREN)
began, wall = time.process_time(), time.perf_counter()
run = stage_run(city=city, school=school, kind="class_sheet", school_year=2025, file_name="a.xlsx", data=data,
    actor=None)
looked = time.perf_counter()
confirm_run(run=run, actor=None)
after = resource.getrusage(resource.RUSAGE_CHILDREN)
child = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
run.refresh_from_db()
print(json.dumps([run.counts["pupils"], run.counts["pages_new"], time.process_time() - began + child,
    looked - wall, time.perf_counter() - looked]))
"""
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pupils", type=int, default=5_000)
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    chosen = parser.parse_args()
    names = [chosen.only] if chosen.only else ["sqlite", "postgresql"]
    went_well = [measure(name, pupils=chosen.pupils) for name in names]
    if not all(went_well):
        sys.exit("below the target")


def measure(name: str, *, pupils: int) -> bool:
    with tempfile.TemporaryDirectory(prefix="mueang-import-") as folder, database(name) as (url, postmaster):
        environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT / "src"),
            "MUEANG_DATA_DIR": folder,
            "MUEANG_DATABASE_URL": url,
        }
        django(["migrate", "-v", "0"], environment)
        values = {"pupils": pupils, "file": f"{folder}/marks.csv", "tests": str(ROOT / "tests")}
        shell(FILL.format(**values), environment)
        store = processor_seconds(postmaster)
        lines, marks, notes, pages, looked, written, megabytes = json.loads(shell(OURS.format(**values), environment))
        ours_store = processor_seconds(postmaster) - store
        n_rows, peer = json.loads(shell(BEGIN + PEER.format(**values), environment))
        peer_store = processor_seconds(postmaster) - store - ours_store
        people, book_pages, cpu, look, write = json.loads(shell(BOOK.format(**values), environment))
    rate, peer_rate = lines / written, n_rows / peer
    print(
        f"{name:<12} {lines:,} lines, {notes:,} told wrong, {marks:,} marks in {pages:,} pages, {megabytes} MB at most"
    )
    print(
        f"{'':<12} ours: imported at {rate:,.0f} lines a processor second ({written:.2f} s: read, report, match, "
        f"pages, years){server(ours_store, postmaster)}; the look before it {looked:.2f} s more"
    )
    print(
        f"{'':<12} peer: {peer_rate:,.0f} plain rows a processor second ({peer:.2f} s){server(peer_store, postmaster)}"
    )
    print(
        f"{'':<12} workbook of {people} pupils × 12 months: {book_pages} pages; looked at in {look:.2f} s, taken in "
        f"within {write:.2f} s ({cpu:.2f} processor seconds for both)"
    )
    return rate >= TARGET_LINES and cpu <= TARGET_WORKBOOK


def server(seconds: float, postmaster: int | None) -> str:
    return f", the server {seconds:.2f} s" if postmaster else ""


if __name__ == "__main__":
    main()
