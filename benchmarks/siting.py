"""Choosing places: us, spopt where it is installed, and HiGHS given the whole model, each for the same tasks.

Usage: python -m benchmarks.siting [--quick]

Every run is a process of its own; processor seconds of all its threads are counted, its start and the making of the
task are not. Invented people (60 in 100 in 30 towns) and sites on a square of 100 km. `pip install spopt` brings the
peer (515 MB); HiGHS comes with SciPy. Published optima need the data sets beside the checkout.
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "orlib-pmed"
MEDIANS = [(500, 100, 10), (1_000, 100, 10), (5_000, 500, 30), (50_000, 1_000, 50)]
COVERAGES = [(1_000, 100, 10), (10_000, 500, 30)]
LARGEST_FOR_PEERS = {"spopt": 1_000, "highs": 5_000}
SECONDS = 20.0
TARGETS = {"p-median": (50_000, 0.003, 5.0), "max-coverage": (10_000, 0.005, 5.0)}
MOST_MEGABYTES = 1_000


def instance(n_points: int, n_sites: int, seed: int = 3) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    towns, n_in_towns = rng.random((30, 2)) * 100, int(0.6 * n_points)
    people = np.vstack(
        [
            towns[rng.integers(0, 30, n_in_towns)] + rng.normal(0, 3, (n_in_towns, 2)),
            rng.random((n_points - n_in_towns, 2)) * 100,
        ]
    ).astype(np.float32)
    sites = people[rng.choice(n_points, n_sites, replace=False)] + rng.normal(0, 0.5, (n_sites, 2)).astype(np.float32)
    weight = rng.integers(1, 60, n_points).astype(np.float32)
    square = (people**2).sum(1)[:, None] + (sites**2).sum(1)[None].astype(np.float32) - 2 * people @ sites.T
    return np.sqrt(np.maximum(square, 0, out=square), out=square).astype(np.float32, copy=False), weight


def radius(n_open: int) -> float:
    return 100 * 0.55 / float(np.sqrt(n_open))


def run(engine: str, model: str, n_points: int, n_sites: int, n_open: int) -> dict[str, Any]:
    cost, weight = instance(n_points, n_sites)
    before = time.process_time()
    found = ENGINES[engine](model, cost, weight, n_open)
    found["cpu_s"] = round(time.process_time() - before, 2)
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    found["cpu_s"] = round(found["cpu_s"] + children.ru_utime + children.ru_stime, 2)
    found["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return found


def ours(model: str, cost: np.ndarray, weight: np.ndarray, n_open: int) -> dict[str, Any]:
    from mueang.methods.siting import Progress, max_coverage, p_median

    first: dict[float, float] = {}
    began = time.process_time()

    def hear(progress: Progress) -> None:
        if model == "p-median":
            for gap in (0.01, 0.005, 0.003, 0.002):
                if progress.gap <= gap:
                    first.setdefault(gap, round(time.process_time() - began, 2))

    if model == "p-median":
        found = p_median(cost=cost, weight=weight, n_open=n_open, seconds=SECONDS, progress=hear)
    else:
        found = max_coverage(cost=cost, weight=weight, n_open=n_open, within=radius(n_open), seconds=SECONDS)
    said = {"total": round(found.total, 2), "gap_percent": round(found.gap * 100, 4), "says": found.statement}
    return said | ({"cpu_s_to_gap": {f"{gap:.1%}": spent for gap, spent in first.items()}} if first else {})


def highs(model: str, cost: np.ndarray, weight: np.ndarray, n_open: int) -> dict[str, Any]:
    """The textbook model, whole: what anybody with SciPy would write."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array, hstack, identity, kron, vstack

    n_points, n_sites = cost.shape
    if model == "p-median":
        goes = hstack([csr_array((n_points, n_sites)), kron(identity(n_points), np.ones((1, n_sites)))])
        opened = hstack([-kron(np.ones((n_points, 1)), identity(n_sites)), identity(n_points * n_sites)])
        prices = np.concatenate([np.zeros(n_sites), (cost * weight[:, None]).reshape(-1)])
        rows = [LinearConstraint(goes.tocsr(), 1, 1), LinearConstraint(opened.tocsr(), -np.inf, 0)]
    else:
        covers = csr_array((cost <= radius(n_open)).astype(float))
        prices = np.concatenate([np.zeros(n_sites), -weight])
        rows = [LinearConstraint(hstack([-covers, identity(n_points)]).tocsr(), -np.inf, 0)]
    is_site = np.arange(len(prices)) < n_sites
    rows.append(LinearConstraint(vstack([csr_array(is_site[None, :].astype(float))]), n_open, n_open))
    found = milp(
        prices,
        constraints=rows,
        bounds=Bounds(0, 1),
        integrality=is_site.astype(int),
        options={"time_limit": SECONDS, "mip_rel_gap": 1e-6},
    )
    if found.x is None:
        return {"says": f"no answer in {SECONDS:g} s"}
    bound = found.mip_dual_bound
    return {"total": round(abs(found.fun), 2), "gap_percent": round(abs(found.fun - bound) / abs(found.fun) * 100, 4)}


def spopt(model: str, cost: np.ndarray, weight: np.ndarray, n_open: int) -> dict[str, Any]:
    import pulp
    from spopt.locate import MCLP, PMedian  # the peer, where it is installed

    if model == "p-median":
        task = PMedian.from_cost_matrix(cost.astype(float), weight.astype(float), p_facilities=n_open)
    else:
        task = MCLP.from_cost_matrix(cost.astype(float), weight.astype(float), radius(n_open), p_facilities=n_open)
    task = task.solve(pulp.PULP_CBC_CMD(msg=False, timeLimit=SECONDS, threads=1), results=False)
    return {"total": round(abs(pulp.value(task.problem.objective)), 2), "says": pulp.LpStatus[task.problem.status]}


ENGINES = {"mueang": ours, "highs": highs, "spopt": spopt}


def in_a_process(engine: str, model: str, sizes: tuple[int, int, int]) -> dict[str, Any]:
    order = [sys.executable, "-m", "benchmarks.siting", "--one", engine, model, *map(str, sizes)]
    try:
        done = subprocess.run(order, capture_output=True, text=True, timeout=10 * SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return {"says": f"no answer in {10 * SECONDS:g} s"}
    if done.returncode:
        return {"says": "breaks: " + (done.stderr.strip().splitlines() or ["?"])[-1]}
    return dict(json.loads(done.stdout))


def published() -> list[str]:
    from mueang.methods.siting import graph_from, p_median, ways_through

    if not DATA.is_dir():
        print("OR-Library pmed1-10: the data set is not beside this checkout")
        return []
    spent, wrong = 0.0, []
    with (DATA / "optima.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        graph = graph_from((DATA / f"{row['instance']}.txt").read_text(encoding="ascii"))
        ways = ways_through(graph)
        began = time.process_time()
        found = p_median(cost=ways, weight=np.ones(graph.n_nodes), n_open=graph.n_open)
        spent += time.process_time() - began
        if found.total != float(row["p_median_optimum"]) or not found.is_proved:
            wrong.append(f"{row['instance']}: {found.total:g} {found.statement}")
    print(f"OR-Library pmed1-10: {len(rows) - len(wrong)} of {len(rows)} optima found and proved, {spent:.1f} cpu_s")
    return wrong


def compare(model: str, sizes: tuple[int, int, int]) -> list[str]:
    print(f"\n{model}, {sizes[0]:,} points × {sizes[1]:,} sites, {sizes[2]} to open")
    found = in_a_process("mueang", model, sizes)
    print(f"  {'mueang':<8}", json.dumps(found), flush=True)
    for peer, largest in LARGEST_FOR_PEERS.items():
        if peer == "spopt" and importlib.util.find_spec("spopt") is None:
            print("  spopt    absent: pip install spopt")
        elif sizes[0] > largest and model == "p-median":
            print(f"  {peer:<8} its model does not fit: {sizes[0] * sizes[1]:,} variables")
        else:
            print(f"  {peer:<8}", json.dumps(in_a_process(peer, model, sizes)), flush=True)
    n_points, gap, cpu_s = TARGETS[model]
    if sizes[0] != n_points:
        return []
    reached = found.get("cpu_s_to_gap", {}).get(f"{gap:.1%}") if model == "p-median" else found["cpu_s"]
    if reached is None or reached > cpu_s or found["gap_percent"] > gap * 100 or found["peak_mb"] > MOST_MEGABYTES:
        return [f"{model}: target {gap:.1%} in {cpu_s:g} cpu_s, {MOST_MEGABYTES} MB"]
    return []


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="only the published optima and the two largest tasks")
    parser.add_argument("--one", nargs=5, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        engine, model, *sizes = chosen.one
        print(json.dumps(run(engine, model, *map(int, sizes))))
        return
    missed = published()
    for model, tasks in (("p-median", MEDIANS), ("max-coverage", COVERAGES)):
        for sizes in tasks[-1:] if chosen.quick else tasks:
            missed += compare(model, sizes)
    if missed:
        sys.exit("missed: " + "; ".join(missed))


if __name__ == "__main__":
    main()
