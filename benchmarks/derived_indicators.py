"""Derived indicators of ten million invented enrollments: the embedded engine and a two-worker Spark, the same text.

Usage: python -m benchmarks.derived_indicators [--enrollments 10000000] [--master local-cluster[2,1,1024]]

A nation of invented cities is written as Parquet on the spot: the same rows each time. Every definition is then
counted for every city and part by DuckDB in a process of its own, and by Spark with the interpreter in MUEANG_SPARK
(`pip install 'pyspark>=4.0,<4.1' setuptools`, Java 17; or this one). Both run the statements of the product and divide
in the same place; every number must be equal to the last digit. Processor seconds are those of the process and all it
started; Spark's start is told apart and not held against it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

from mueang.lib.snapshots import opened
from mueang.methods.derived import DEFINITIONS, RELATIONS, Span, by_statements, numbers

SPAN = Span(date(2025, 10, 1), date(2026, 9, 30))
TARGET = 10
_DAY = "DATE '2025-01-01' + CAST({} % 700 AS INTEGER)"
# Of row `i`, `h(k)` is one of many numbers that look like chance and are the same each time.
ROWS = {
    "neighbourhoods": ("{cities} * 10", "{city}, {area}, CAST(h(2) % 20 > 0 AS BIGINT)"),
    "residents": (
        "{cities} * 50",
        "'c' || (i // 50), 'n' || (i // 5) % 10, ['small','pupils','youth','adults','older'][i % 5 + 1], h(1) % 3000",
    ),
    "places": (
        "{cities} * 12",
        "{city}, {area}, i, CAST(h(2) % 4 > 0 AS BIGINT), CASE WHEN h(3) % 9 > 0 THEN DATE '9999-12-31' ELSE {day} END",
    ),
    "sessions": ("{n} // 10", "{city}, {area}, i // 4, {day}, CAST(h(2) % 10 > 0 AS BIGINT)"),
    "attendance": (
        "{n} * 2",
        "{seat}, i // 2, {person}, {born}, ['lecture','lab','practice'][h(3) % 3 + 1], 30 + h(4) % 400, {day}",
    ),
    "enrollments": (
        "{n}",
        "{seat}, {person}, {born}, {state}, {day}",
    ),
    "reserved_seats": ("{n} // 400", "{city}, i, 5 + h(1) % 5, h(2) % 6, {day}"),
    "teachers": ("{n} // 20", "{city}, {area}, i // 2, h(1) % ({n} // 50), CAST(h(2) % 3 = 0 AS BIGINT), {day}"),
    "promises": ("{cities} * 20", "{city}, i, CAST(h(1) % 3 > 0 AS BIGINT), {day}"),
    "returns": ("{cities} * 30", "{city}, 12 + h(1) % 5, h(2) % 7, 7 + h(3) % 5, {day}"),
}


def write(folder: Path, *, n: int) -> None:
    import duckdb  # beside the engine that is measured

    cities = max(n // 1250, 1)
    words = {
        "n": str(n),
        "cities": str(cities),
        "city": f"'c' || (h(9) % {cities})",
        "area": "'n' || (h(8) % 10)",
        # A seat belongs to one activity, and that to one community.
        "seat": f"'c' || ((i // 40) % {cities}), 'n' || ((i // 40) % 10), i // 40",
        "person": f"(i * 7919) % ({n} // 2)",
        "born": f"CASE WHEN (i * 7919) % ({n} // 2) % 31 = 0 THEN 0 ELSE 1930 + (i * 7919) % ({n} // 2) % 95 END",
        "state": "['completed','completed','not_completed','withdrawn','enrolled'][h(3) % 5 + 1]",
        "day": _DAY.format("h(7)"),
    }
    with duckdb.connect() as connection:
        connection.execute("CREATE MACRO h(i, k) AS CAST(hash(i * 16 + k) % 1000000007 AS BIGINT)")
        for name, (rows, columns) in ROWS.items():
            told = columns.format_map(words).replace("h(", "h(i, ")
            names = ", ".join(RELATIONS[name].names)
            text = f"SELECT {told} FROM range({rows.format_map(words)}) AS told(i)"  # noqa: S608
            connection.execute(f"CREATE VIEW {name}({names}) AS {text}")
            connection.execute(f"COPY {name} TO '{folder / name}.parquet' (FORMAT parquet)")


def count(folder: Path, *, engine: str, master: str) -> dict[str, Any]:
    """Every number as text, hashed, and how long it took once the engine was ready."""
    began = time.perf_counter(), _processor()
    told: list[tuple[str, Any]] = []
    with opened(folder, engine=engine, names=RELATIONS, master=master) as run:
        list(run("SELECT COUNT(*) FROM promises"))
        ready = time.perf_counter(), _processor()
        counter = by_statements(run)
        for definition in DEFINITIONS:
            told += [(definition.code, one) for one in numbers(definition, span=SPAN, counter=counter)]
        done = time.perf_counter(), _processor()
    lines = [f"{code} {one}" for code, one in told]
    return {
        "start": ready[0] - began[0],
        "seconds": done[0] - ready[0],
        "processor": done[1] - ready[1],
        "numbers": len(lines),
        "sha256": hashlib.sha256("\n".join(lines).encode()).hexdigest(),
        "example": lines[len(lines) // 2],
    }


def _processor() -> float:
    """Of this process and all it started: Spark's workers are grandchildren."""
    from benchmarks.last_seats import processor_seconds

    return processor_seconds(os.getpid())


def measured(folder: Path, *, engine: str, master: str) -> dict[str, Any]:
    python = os.environ.get("MUEANG_SPARK", sys.executable) if engine == "spark" else sys.executable
    paths = os.pathsep.join(str(Path(__file__).resolve().parent.parent / part) for part in ("src", ""))
    order = [
        python,
        "-m",
        "benchmarks.derived_indicators",
        "--engine",
        engine,
        "--data",
        str(folder),
        "--master",
        master,
    ]
    surroundings = os.environ | {"PYTHONPATH": paths, "PYSPARK_PYTHON": python}
    done = subprocess.run(order, capture_output=True, text=True, check=False, timeout=1800, env=surroundings)
    if done.returncode:
        return {"absent": (done.stderr.strip().splitlines() or ["?"])[-1]}
    return dict(json.loads(done.stdout.strip().splitlines()[-1]))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--enrollments", type=int, default=10_000_000)
    parser.add_argument("--master", default="local-cluster[2,1,1024]")
    parser.add_argument("--engine", choices=("embedded", "spark"))
    parser.add_argument("--data", type=Path)
    asked = parser.parse_args()
    if asked.engine:
        print(json.dumps(count(asked.data, engine=asked.engine, master=asked.master)))
        return
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        write(folder, n=asked.enrollments)
        size = sum(file.stat().st_size for file in folder.iterdir()) // 1_000_000
        print(f"{asked.enrollments:,} enrollments, {2 * asked.enrollments:,} attendances, {size} MB of Parquet")
        found = {engine: measured(folder, engine=engine, master=asked.master) for engine in ("embedded", "spark")}
    for engine, told in found.items():
        if "absent" in told:
            print(f"{engine}: not measured ({told['absent']})")
        else:
            print(
                f"{engine:9} {told['seconds']:7.1f} s, {told['processor']:7.1f} processor s, after a start of "
                f"{told['start']:.1f} s; {told['numbers']:,} numbers, {told['sha256'][:16]}"
            )
    if all("absent" not in told for told in found.values()):
        ours, theirs = found["embedded"], found["spark"]
        same = ours["sha256"] == theirs["sha256"]
        print(f"equal to the last digit: {'yes' if same else 'NO'}; such as {ours['example']}")
        for name in ("seconds", "processor"):
            ratio = theirs[name] / ours[name]
            verdict = "yes" if ratio >= TARGET else "NO"
            print(f"{name}: Spark takes {ratio:.1f} times as long (at least {TARGET}: {verdict})")


if __name__ == "__main__":
    main()
