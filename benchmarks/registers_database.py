"""A million children's school year read from the database and turned into features, on SQLite and PostgreSQL.

Usage: python -m benchmarks.registers_database [--children 1000000] [--only sqlite|postgresql]

Each child has 200 school days of marks in one packed row, written as the actions write it. Processor seconds are those
of the reading process; PostgreSQL's own are said beside them. Peers read the same marks from Parquet elsewhere: Polars
14 s, DuckDB 20 s, pandas 100 s and 9 GB; merely scanning their columns takes 1.8 s.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.last_seats import database, django, processor_seconds

ROOT = Path(__file__).resolve().parent.parent
YEAR = 2026
TARGET_SECONDS, TARGET_MB = 2.0, 1_000

FILL = """
import numpy as np
from django.db import transaction
from mueang.apps.network.models import City
from mueang.apps.registers.models import Pupil, PupilYear, School
from mueang.apps.registers.queries import usual_masks
from mueang.lib.plain_rows import insert_plain
n, per_school, chance = {children}, 500, np.random.default_rng(7)
city = City.objects.create(slug="bench", kind="town_municipality", name_th="เมืองสมมติ", name_en="Invented City",
    province_code="95", latitude=6.5, longitude=101.3, is_invented=True)
open_days = np.array(usual_masks({year}), np.uint32)
schools = School.objects.bulk_create([School(city=city, code=str(k), name_th=f"โรงเรียนสมมติ {{k}}", affiliation="obec")
    for k in range(-(-n // per_school))])
now = "2026-05-16 00:00:00+00:00"
import uuid
# Pupil keys are 1..n in an empty table; names are not what is measured.
columns = ("uuid", "city_id", "prefix", "given_name", "family_name", "sort_key", "match_key", "sex", "national_id_hash",
    "source_key", "person_confidence", "is_invented", "added_at")
from django.db import connection
text = (lambda u: u) if connection.vendor == "postgresql" else (lambda u: u.hex)
with transaction.atomic():
    for start in range(0, n, 50_000):
        ids = range(start, min(n, start + 50_000))
        blanks = [""] * 7
        insert_plain(Pupil, columns, [(text(uuid.UUID(int=k + 1)), city.pk, "", f"สมมติ{{k}}", *blanks, True, now)
            for k in ids])
    first = Pupil.objects.order_by("pk").values_list("pk", flat=True).first()
    for start in range(0, n, 50_000):
        count = min(n, start + 50_000) - start
        away = np.zeros((count, 12), np.uint32)
        for _bit in range(31):
            away |= (chance.random((count, 12)) < 0.07).astype(np.uint32) << np.uint32(_bit)
        masks = np.zeros((count, 12, 4), "<u4")
        masks[:, :, 0] = open_days
        masks[:, :, 1] = open_days & ~away
        insert_plain(PupilYear, ("city_id", "pupil_id", "school_year", "school_id", "packed"),
            [(city.pk, first + start + k, {year}, schools[(start + k) // per_school].pk, masks[k].tobytes())
             for k in range(count)])
"""
READ = """
import json, resource, time
import numpy as np
from datetime import date
from mueang.apps.network.models import City
from mueang.apps.registers.queries import packed_years
from mueang.methods.register import features
city = City.objects.get()
began = time.process_time()
found = packed_years(school_year={year}, city=city)
read = time.process_time()
result = features(found.masks, window_days=20, as_of=date({year} + 1, 3, 15))
done = time.process_time()
days = int(np.bitwise_count(found.masks[:, :, 0]).sum())
print(json.dumps([len(found), days, read - began, done - read,
    resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000, int(result.n_absent.sum())]))
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", type=int, default=1_000_000)
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    chosen = parser.parse_args()
    names = [chosen.only] if chosen.only else ["sqlite", "postgresql"]
    # Every database is tried, whatever the first one did.
    went_well = [measure(name, children=chosen.children) for name in names]
    if not all(went_well):
        sys.exit("above the target")


def measure(name: str, *, children: int) -> bool:
    with tempfile.TemporaryDirectory(prefix="mueang-registers-") as folder, database(name) as (url, postmaster):
        environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT / "src"),
            "MUEANG_DATA_DIR": folder,
            "MUEANG_DATABASE_URL": url,
        }
        django(["migrate", "-v", "0"], environment)
        shell(FILL.format(children=children, year=YEAR), environment)
        store = processor_seconds(postmaster)
        n, days, read, computed, megabytes, absent = json.loads(shell(READ.format(year=YEAR), environment))
        store = processor_seconds(postmaster) - store
    total = read + computed
    print(
        f"{name:<12} {n:,} children, {days:,} marked days ({absent:,} absent): read {read:.2f} s + features "
        f"{computed:.2f} s = {total:.2f} processor seconds, {megabytes:,} MB at most"
        f"{f'; the server {store:.2f} s' if postmaster else ''}"
    )
    return total <= TARGET_SECONDS and megabytes <= TARGET_MB


def shell(code: str, environment: dict[str, str]) -> str:
    command = [sys.executable, "-W", "ignore", "-m", "django", "shell", "--no-imports", "-c", code]
    command += ["--settings", "mueang.config.settings"]
    finished = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if finished.returncode:
        sys.exit(finished.stderr[-2_000:])
    return finished.stdout


if __name__ == "__main__":
    main()
