"""Access of 50,000 points to 1,000 places: us and PySAL `access` on the same pairs, compared point by point.

Usage: python -m benchmarks.access

The instance: points in a square of 100 by 100 minutes, 60 % of them around 30 towns, places where people are, reach 15
minutes with the weights 1, 0.68 and 0.22 up to 5, 10 and 15. Processor seconds of the process: the best of seven for
us, of three for the peer, which is given its own kind of table before the clock starts; so are our pairs. What it takes
to find the pairs from coordinates is printed apart. The peer runs in the interpreter of MUEANG_PEERS, or this.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np

from mueang.methods.access import Mode, Steps, listed_pairs, travel_minutes, two_step_floating_catchment
from mueang.methods.access.travel import EARTH_KM

SIZES = [(500, 100), (5_000, 500), (50_000, 1_000)]
REACH, STEPS = 15.0, Steps((5, 10, 15), (1, 0.68, 0.22))
TARGET_SECONDS, MOST_DIFFERENCE = 0.07, 1e-9
RUNS = 7


def instance(n: int, m: int) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(3)
    towns, near = rng.random((30, 2)) * 100, int(0.6 * n)
    points = np.vstack(
        [towns[rng.integers(0, 30, near)] + rng.normal(0, 3, (near, 2)), rng.random((n - near, 2)) * 100]
    )
    sites = points[rng.choice(n, m, replace=False)] + rng.normal(0, 0.5, (m, 2))
    demand, supply = rng.integers(1, 60, n).astype(float), rng.integers(20, 400, m).astype(float)
    rows, columns, minutes = [], [], []
    for first in range(0, n, 4_000):
        block = points[first : first + 4_000]
        apart = np.hypot(block[:, :1] - sites[:, 0], block[:, 1:] - sites[:, 1])
        row, column = np.nonzero(apart <= REACH)
        rows.append(row + first)
        columns.append(column)
        minutes.append(apart[row, column])
    pairs = {"rows": np.concatenate(rows), "columns": np.concatenate(columns), "minutes": np.concatenate(minutes)}
    return {"points": points, "sites": sites, "demand": demand, "supply": supply} | pairs


def best(work: Callable[[], object], runs: int) -> float:
    spent = []
    for _ in range(runs):
        began = time.process_time()
        work()
        spent.append(time.process_time() - began)
    return min(spent)


def ours(case: dict[str, np.ndarray]) -> tuple[dict[str, float], dict[str, np.ndarray]]:
    pairs = listed_pairs(
        points=case["rows"],
        sites=case["columns"],
        minutes=case["minutes"],
        n_points=len(case["demand"]),
        n_sites=len(case["supply"]),
    )
    given = {"supply": case["supply"], "demand": case["demand"], "minutes": pairs, "catchment_minutes": REACH}
    # One minute is one kilometre on a sphere near the equator, so that the same reach is found from coordinates.
    degrees = np.degrees(1 / EARTH_KM)
    mode = Mode(60, "the benchmark's own", detour_factor=1)
    found = {
        "points": case["points"] * degrees,
        "sites": case["sites"] * degrees,
        "mode": mode,
        "within_minutes": REACH,
    }
    return {
        "2SFCA": best(lambda: two_step_floating_catchment(**given), RUNS),
        "E2SFCA": best(lambda: two_step_floating_catchment(**given, decay=STEPS), RUNS),
        "pairs from coordinates": best(lambda: travel_minutes(**found), 3),
    }, {
        "2SFCA": two_step_floating_catchment(**given),
        "E2SFCA": two_step_floating_catchment(**given, decay=STEPS),
    }


def peer(path: str) -> None:
    """PySAL `access` on the pairs of a file; writes what it finds beside it."""
    warnings.filterwarnings("ignore")
    import logging

    logging.disable(logging.CRITICAL)
    import pandas as pd
    from access import Access, weights

    case = dict(np.load(path))
    n, m = len(case["demand"]), len(case["supply"])
    table = Access(
        demand_df=pd.DataFrame({"id": np.arange(n), "people": case["demand"]}),
        demand_index="id",
        demand_value="people",
        supply_df=pd.DataFrame({"id": np.arange(m), "seats": case["supply"]}),
        supply_index="id",
        supply_value=["seats"],
        cost_df=pd.DataFrame({"origin": case["rows"], "dest": case["columns"], "cost": case["minutes"]}),
        cost_origin="origin",
        cost_dest="dest",
        cost_name="cost",
    )
    steps = weights.step_fn(dict(zip(STEPS.minutes, STEPS.weights, strict=True)))
    kinds = {
        "2SFCA": lambda run: table.two_stage_fca(name=f"t{run}", cost="cost", max_cost=REACH),
        "E2SFCA": lambda run: table.enhanced_two_stage_fca(
            name=f"e{run}", cost="cost", max_cost=REACH, weight_fn=steps
        ),
    }
    spent, values = {}, {}
    for kind, work in kinds.items():
        spent[kind] = 1e9
        for run in range(3):
            began = time.process_time()
            result = work(run)
            spent[kind] = min(spent[kind], time.process_time() - began)
        values[kind] = result.iloc[:, -1].reindex(np.arange(n)).fillna(0).to_numpy()
    np.savez(path + ".found.npz", **values)
    print(json.dumps(spent))


def beside(case: dict[str, np.ndarray]) -> tuple[dict[str, float], dict[str, np.ndarray]] | str:
    python = os.environ.get("MUEANG_PEERS", sys.executable)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "case.npz")
        np.savez(path, **case)
        order = [python, "-m", "benchmarks.access", "--peer", path]
        done = subprocess.run(order, capture_output=True, text=True, check=False, timeout=900, env=os.environ.copy())
        if done.returncode:
            return (done.stderr.strip().splitlines() or ["killed"])[-1]
        return json.loads(done.stdout), dict(np.load(path + ".found.npz"))


def main() -> None:
    if sys.argv[1:2] == ["--peer"]:
        peer(sys.argv[2])
        return
    missed = []
    print("processor seconds; one thread of our own code on either side")
    for n, m in SIZES:
        case = instance(n, m)
        spent, values = ours(case)
        print(f"\n{n:,} points, {m:,} places, {len(case['rows']):,} pairs within {REACH:.0f} minutes")
        theirs = beside(case)
        for kind, seconds in spent.items():
            line = f"  {kind:<24} mueang {seconds:8.4f}"
            if not isinstance(theirs, str) and kind in theirs[0]:
                apart = float(np.abs(values[kind] - theirs[1][kind]).max() / theirs[1][kind].max())
                line += f"   access {theirs[0][kind]:8.4f}   largest difference {apart:.1e} of the largest value"
                if apart > MOST_DIFFERENCE:
                    missed.append(f"{kind} differs by {apart:.1e}")
            print(line, flush=True)
        if isinstance(theirs, str):
            print(f"  access: {theirs}; pip install access, and MUEANG_PEERS=/path/to/python")
        if (n, m) == SIZES[-1] and spent["E2SFCA"] > TARGET_SECONDS:
            missed.append(f"E2SFCA {spent['E2SFCA']:.3f} s, {TARGET_SECONDS} wanted")
    if missed:
        sys.exit("; ".join(missed))


if __name__ == "__main__":
    main()
