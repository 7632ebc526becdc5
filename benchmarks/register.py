"""A year of attendance of a million children: us from packed child-years in memory, the peers from the same marks.

Usage: python -m benchmarks.register [--children 1000000] [--peers]

200 school days, 1,000 schools with days off of their own, one child in a hundred stops coming. Processor seconds of the
process, the best of five for us. With --peers the same marks are written to Parquet and read by the peers that the
interpreter in MUEANG_PEERS (or this one) can import: their figures include reading the file, ours do not, so what
turning stored blobs into an array costs is printed apart.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from mueang.methods.register import SchoolYear, features, follow_day, from_bytes, mark_day, to_bytes

YEAR = SchoolYear(2026)
N_DAYS, N_SCHOOLS, WINDOW = 200, 1_000, 20
TARGETS = {"features": 0.25, "new day": 0.1, "peak_gb": 1.0}
RUNS = 5
PEERS = ("polars", "duckdb", "pandas")


def school_days() -> list[date]:
    """200 weekdays from 18 May, without October."""
    day, days = date(2026, 5, 18), []
    while len(days) < N_DAYS:
        if day.weekday() < 5 and day.month != 10:
            days.append(day)
        day += timedelta(days=1)
    return days


def marked(n: int, *, days: list[date], on_day: Callable[[date, int, np.ndarray], None] | None = None) -> np.ndarray:
    """Packed child-years of an invented nation; `on_day` also sees each day's codes."""
    rng = np.random.default_rng(1)
    packed = np.zeros((n, 12, 4), np.uint32)
    rate = rng.beta(0.6, 9, n).astype(np.float32)
    school = np.arange(n) // max(1, n // N_SCHOOLS)
    stops = np.where(rng.random(n) < 0.01, rng.integers(20, N_DAYS, n), N_DAYS)
    for place, day in enumerate(days):
        drawn = rng.random(n, dtype=np.float32)
        codes = np.where(drawn < 0.4 * rate, 3, np.where(drawn < rate, 4, np.where(drawn < rate + 0.02, 2, 1)))
        codes = np.where(place >= stops, 4, codes).astype(np.uint8)
        codes[(school * 7 + place * 13) % 97 == 0] = 0
        mark_day(packed, day=day, year=YEAR, codes=codes)
        if on_day:
            on_day(day, place, codes)
    return packed


def best(work: Callable[[], object]) -> float:
    spent = []
    for _ in range(RUNS):
        began = time.process_time()
        work()
        spent.append(time.process_time() - began)
    return min(spent)


def ours(packed: np.ndarray, *, days: list[date]) -> dict[str, float]:
    last = days[-1]
    asked = {"window_days": WINDOW, "as_of": last}
    before = features(packed, window_days=WINDOW, as_of=days[-2])
    codes = np.where(packed[:, YEAR.place(last)[0], 1] & np.uint32(1 << (last.day - 1)), 1, 4).astype(np.uint8)
    blobs = to_bytes(packed[:100_000])
    found = features(packed, **asked)
    return {
        "features": best(lambda: features(packed, **asked)),
        "features and rates": best(lambda: features(packed, **asked).table()),
        "marks of a new day": best(lambda: mark_day(packed, day=last, year=YEAR, codes=codes)),
        "measures of a new day": best(lambda: follow_day(before, pages=packed, **asked)),
        "100,000 blobs to an array": best(lambda: from_bytes(blobs)),
        "absences": int(found.n_absent.sum()),
    }


def write_parquet(folder: Path, n: int, days: list[date]) -> Path:
    """The same marks as rows of school, child, day and mark, as schools send them."""
    import pyarrow as pa  # comes with the peers
    import pyarrow.parquet as pq

    path = folder / "marks.parquet"
    child = np.arange(n, dtype=np.int32)
    schema = pa.schema([("child", pa.int32()), ("day", pa.int16()), ("status", pa.int8())])
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:

        def write(_day: date, place: int, codes: np.ndarray) -> None:
            there = codes > 0
            day = np.full(int(there.sum()), place, np.int16)
            writer.write_table(pa.table([child[there], day, codes[there].astype(np.int8)], schema=schema))

        marked(n, days=days, on_day=write)
    return path


MONTHS = ", ".join(f"sum((status>=3 and day//20={month})::int) m{month}" for month in range(10))
SQL = """
select child, count(*) n, sum((status>=3)::int) absent, sum((status=3)::int) excused, sum((status=2)::int) late,
sum((status>=3 and day>=180)::int) recent, sum((status>=3 and day%5 in (0,4))::int) ends, MONTHS
from read_parquet(?) group by child
""".replace("MONTHS", MONTHS)


def peer(name: str, path: str) -> int:
    """The counts a peer can group at once; it finds no runs of days."""
    if name == "duckdb":
        import duckdb

        return int(duckdb.connect().execute(SQL, [path]).fetchnumpy()["absent"].sum())
    if name == "polars":
        import polars as pl

        away, day = pl.col("status") >= 3, pl.col("day")
        counted = [pl.len().alias("n"), away.sum().alias("absent"), (pl.col("status") == 3).sum().alias("excused")]
        counted += [(pl.col("status") == 2).sum().alias("late"), (away & (day >= 180)).sum().alias("recent")]
        counted += [(away & (day % 5).is_in([0, 4])).sum().alias("ends")]
        counted += [(away & (day // 20 == month)).sum().alias(f"m{month}") for month in range(10)]
        return int(pl.scan_parquet(path).group_by("child").agg(*counted).collect(engine="streaming")["absent"].sum())
    import pandas as pd

    table = pd.read_parquet(path)
    away = table["status"].ge(3).astype("int8")
    columns = {
        "absent": away,
        "excused": table["status"].eq(3).astype("int8"),
        "late": table["status"].eq(2).astype("int8"),
    }
    columns |= {"recent": away * (table["day"] >= 180), "ends": away * table["day"].mod(5).isin([0, 4])}
    columns |= {f"m{month}": away * (table["day"] // 20 == month) for month in range(10)}
    grouped = {name: values.groupby(table["child"]).sum() for name, values in columns.items()}
    return int(grouped["absent"].sum())


def run_peers(n: int) -> None:
    python = os.environ.get("MUEANG_PEERS", sys.executable)
    with tempfile.TemporaryDirectory() as folder:
        order = [python, "-m", "benchmarks.register", "--children", str(n), "--parquet", folder]
        subprocess.run(order, check=True)
        for name in PEERS:
            order = [python, "-m", "benchmarks.register", "--peer", name, str(Path(folder) / "marks.parquet")]
            done = subprocess.run(order, capture_output=True, text=True, check=False, timeout=900)
            said = done.stdout.strip() if done.returncode == 0 else (done.stderr.strip().splitlines() or ["killed"])[-1]
            print(f"  {name:<10} {said}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", type=int, default=1_000_000)
    parser.add_argument("--peers", action="store_true", help="also Polars, DuckDB and pandas, from Parquet")
    parser.add_argument("--parquet", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--peer", nargs=2, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    days = school_days()
    if chosen.parquet:
        write_parquet(chosen.parquet, chosen.children, days)
        return
    if chosen.peer:
        began = time.process_time()
        absences = peer(*chosen.peer)
        spent = resource.getrusage(resource.RUSAGE_SELF)
        print(
            json.dumps(
                {
                    "cpu_s": round(time.process_time() - began, 2),
                    "peak_gb": round(spent.ru_maxrss / 1e6, 2),
                    "absences": absences,
                }
            )
        )
        return
    print(f"{chosen.children:,} children, {N_DAYS} school days; processor seconds")
    packed = marked(chosen.children, days=days)
    found = ours(packed, days=days)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    for name, spent in found.items():
        print(f"  {name:<28} {spent:>12,.3f}" if isinstance(spent, float) else f"  {name:<28} {spent:>12,}")
    new_day = found["marks of a new day"] + found["measures of a new day"]
    print(f"  {'a new day for everyone':<28} {new_day:>12,.3f}\n  {'peak GB':<28} {peak:>12.2f}", flush=True)
    if chosen.peers:
        run_peers(chosen.children)
    else:
        print(
            "  peers: MUEANG_PEERS=/path/to/python python -m benchmarks.register --peers (polars duckdb pandas pyarrow)"
        )
    met = {"features": found["features"], "new day": new_day, "peak_gb": peak}
    missed = {name: round(value, 3) for name, value in met.items() if value > TARGETS[name]}
    if missed and chosen.children >= 1_000_000:
        sys.exit(f"above the target: {missed}")


if __name__ == "__main__":
    main()
