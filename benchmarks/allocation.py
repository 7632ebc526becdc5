"""Seats by ranked wishes: us with parties and reserves, and the peers at what they can do (people alone).

Usage: python -m benchmarks.allocation [--quick]

Peers run in a process of their own with a limit of time; `pip install matching algmatch` brings them.
Each learner ranks 5 offerings by a popularity that few share (Pareto); four classes of need; seats for nine in ten.
"""

from __future__ import annotations

import argparse
import importlib.util
import itertools
import json
import os
import random
import subprocess
import sys
import time
from dataclasses import dataclass

from mueang.methods.allocation import Reserve, breaches, deferred_acceptance, drawn_order, passed_over

TARGET_SECONDS = 1.0
SIZES = [(1_000, 40), (3_000, 80), (10_000, 200)]
LARGE = (100_000, 2_000)
PEERS = {"matching": "HospitalResident", "algmatch": "HospitalResidentsProblem"}
LIMIT_SECONDS = 120
RUNS = 5


@dataclass(frozen=True, slots=True)
class Case:
    wishes: dict[str, list[str]]
    seats: dict[str, int]
    priority: dict[str, dict[str, int]]
    reserves: dict[str, Reserve]
    parties: dict[str, int]

    @property
    def arguments(self) -> dict:
        return {name: getattr(self, name) for name in self.__slots__}


def case(n_learners: int, n_offerings: int, *, with_parties: bool, seed: int = 2) -> Case:
    rng = random.Random(seed)
    offerings = [f"o{number}" for number in range(n_offerings)]
    weights = list(itertools.accumulate(rng.paretovariate(1.5) - 0.8 for _ in offerings))
    wishes: dict[str, list[str]] = {}
    for _ in range(n_learners):
        wished: dict[str, None] = {}
        while len(wished) < 5:
            wished[rng.choices(offerings, cum_weights=weights)[0]] = None
        wishes[f"{rng.getrandbits(64):016x}"] = list(wished)
    sizes = {one: rng.choices([1, 2, 3, 4, 5, 6], [70, 14, 7, 5, 2, 2])[0] for one in wishes} if with_parties else {}
    n_people = sum(sizes.values()) or n_learners
    seats = max(1, int(0.9 * n_people / n_offerings))
    classes = {one: rng.randrange(4) for one in wishes}
    groups: list[set[str]] = [set() for _ in range(8)]
    for one in wishes:
        rng.choice(groups).add(one)
    reserves = {
        f"g{number}": Reserve(members, dict.fromkeys(offerings, max(1, seats // 10)), is_hard=number == 2)
        for number, members in enumerate(groups[:3])
    }
    return Case(
        wishes=wishes,
        seats=dict.fromkeys(offerings, seats),
        priority=dict.fromkeys(offerings, classes),
        reserves=reserves if with_parties else {},
        parties=sizes,
    )


def run(engine: str, n_learners: int, n_offerings: int, *, with_parties: bool) -> dict:
    """One engine on one case: processor seconds to an answer, and what the answer is worth."""
    given = case(n_learners, n_offerings, with_parties=with_parties)
    if engine == "mueang":
        best, ours = 1e9, None
        for _ in range(RUNS):
            began = time.process_time()
            ours = deferred_acceptance(**given.arguments, seed="x")
            best = min(best, time.process_time() - began)
        found = {
            "cpu_s": round(best, 3),
            "seated": len(ours.seated),
            "broken_promises": len(breaches(ours, **given.arguments)),
        }
        return found | ({"passed_over": len(passed_over(ours, **given.arguments))} if with_parties else {})
    order = {one: place for place, one in enumerate(drawn_order("x", given.wishes))}
    classes = next(iter(given.priority.values()))
    ranked: dict[str, list[str]] = {offering: [] for offering in given.seats}
    for one in sorted(given.wishes, key=lambda one: (classes[one], order[one])):
        for offering in given.wishes[one]:
            ranked[offering].append(one)
    began = time.process_time()
    seated = PEER_RUNS[engine](given, ranked)
    spent = time.process_time() - began
    ours = deferred_acceptance(**given.arguments, seed="x").seated
    return {"cpu_s": round(spent, 3), "seated": len(seated), "same_answer_as_ours": seated == dict(ours)}


def run_matching(given: Case, ranked: dict[str, list[str]]) -> dict[str, str]:
    from matching.games import HospitalResident  # the peer, where it is installed

    asked = {offering: entries for offering, entries in ranked.items() if entries}
    game = HospitalResident.create_from_dictionaries(given.wishes, asked, {one: given.seats[one] for one in asked})
    return {resident.name: hospital.name for hospital, residents in game.solve().items() for resident in residents}


def run_algmatch(given: Case, ranked: dict[str, list[str]]) -> dict[str, str]:
    from algmatch import HospitalResidentsProblem  # the peer, where it is installed

    entries, offerings = list(given.wishes), list(given.seats)
    entry = {name: number for number, name in enumerate(entries, 1)}
    offering = {name: number for number, name in enumerate(offerings, 1)}
    problem = {
        "residents": {entry[name]: [offering[one] for one in wished] for name, wished in given.wishes.items()},
        "hospitals": {
            offering[name]: {"capacity": given.seats[name], "preferences": [entry[one] for one in asked]}
            for name, asked in ranked.items()
        },
    }
    found = HospitalResidentsProblem(dictionary=problem, optimised_side="residents").get_stable_matching()
    return {
        entries[int(str(one).strip("r")) - 1]: offerings[int(str(at).strip("h")) - 1]
        for one, at in found["resident_sided"].items()
        if str(at).strip("h").isdigit()
    }


PEER_RUNS = {"matching": run_matching, "algmatch": run_algmatch}


def in_a_process(engine: str, n_learners: int, n_offerings: int) -> str:
    order = [sys.executable, "-m", "benchmarks.allocation", "--one", engine, str(n_learners), str(n_offerings)]
    try:
        done = subprocess.run(
            order, capture_output=True, text=True, timeout=LIMIT_SECONDS, check=False, env=os.environ.copy()
        )
    except subprocess.TimeoutExpired:
        return f"no answer in {LIMIT_SECONDS} s"
    return done.stdout.strip() if done.returncode == 0 else "breaks: " + (done.stderr.strip().splitlines() or ["?"])[-1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="without the largest cases of the peers")
    parser.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        engine, n_learners, n_offerings = chosen.one
        print(json.dumps(run(engine, int(n_learners), int(n_offerings), with_parties=False)))
        return
    print(f"processor seconds, the best of {RUNS} for us and one run for a peer; pure Python on both sides")
    for n_learners, n_offerings in SIZES[:-1] if chosen.quick else SIZES:
        print(f"\n{n_learners:,} learners alone, {n_offerings} offerings")
        print(f"  {'mueang':<10}", json.dumps(run("mueang", n_learners, n_offerings, with_parties=False)))
        for peer in PEERS:
            if importlib.util.find_spec(peer) is None:
                print(f"  {peer:<10} absent: pip install {peer}")
                continue
            print(f"  {peer:<10}", in_a_process(peer, n_learners, n_offerings), flush=True)
    print(f"\n{LARGE[0]:,} entries, {LARGE[1]:,} offerings (no peer answers at this size)")
    print(f"  {'alone':<22}", json.dumps(run("mueang", *LARGE, with_parties=False)), flush=True)
    large = run("mueang", *LARGE, with_parties=True)
    print(f"  {'parties and reserves':<22}", json.dumps(large))
    if large["cpu_s"] > TARGET_SECONDS or large["broken_promises"]:
        sys.exit(f"more than {TARGET_SECONDS} processor seconds, or a promise broken")


if __name__ == "__main__":
    main()
