"""`mueang run` under people who work: killed, its clock set, its disk failing, all at random; started again by itself.

Usage: python -m benchmarks.crash --over-http [--kills 200] [--jumps 40] [--faults 0] [--minutes 60]

Keepers send rolls, a case worker writes notes, an officer awards cohorts, another uploads lists and confirms them; each
repeats what was not answered. Killed are by turns `mueang run`, its web server, one web process, its worker and, on
PostgreSQL, the server or one process of it; only what ends altogether is started anew from outside, as a service
manager would. Then the same with the clock set by hours and days, and with a disk that fails (root only): that of
everything, or of PostgreSQL alone, and then only PostgreSQL is started again: see benchmarks.crash_disk. In the end
every yes is looked for.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from benchmarks.burst import installation
from benchmarks.crash_disk import failing_disk
from benchmarks.crash_people import Crowd, House
from benchmarks.crash_services import Machine, Trouble, broke, faults, jumps, machine, stopped
from benchmarks.last_seats import django

AT_WORK = (("hours", 0.02), ("hours", 0.02), ("note", 0.02), ("cohort", 0.5), ("roster", 0.2))
LONGEST_SILENCE, LONGEST_WAIT = 240.0, 300.0
MOST_PAUSE = 1.5

Inside = Callable[..., str]


@dataclass(frozen=True, slots=True)
class Plan:
    """What happens to a house, how often, for how long at most, and what must be on this machine for it."""

    what: str
    n_times: int
    minutes: float
    needs: str = "/"
    prepare: Callable[[Path], tuple[dict[str, str], Trouble | None]] = lambda _folder: ({}, None)


def over_http(name: str, *, n_kills: int, n_jumps: int, n_faults: int, minutes: float, inside: Inside) -> bool:
    """All three on one database, one after the other in one house."""
    plans = [
        Plan("kills", n_kills, minutes),
        Plan("jumps", n_jumps, minutes, "/usr/bin/cc", jumps),
    ]
    troubles = tempfile.gettempdir()
    with ExitStack() as stack:
        if n_faults:
            # Before anything is made on it.
            disk = stack.enter_context(failing_disk())
            plans.append(Plan("faults", n_faults, minutes, prepare=lambda _folder: faults(disk)))
        environment, postmaster = stack.enter_context(installation(name))
        environment["MUEANG_WEB_WORKERS"] = "2"
        if postmaster:
            # The server has a disk of its own; what the house keeps beside it is on another.
            sound = tempfile.TemporaryDirectory(prefix="mueang-crash-", dir=troubles)
            environment["MUEANG_DATA_DIR"] = stack.enter_context(sound)
        port = 20_000 + os.getpid() % 20_000
        django(["prepare"], environment)
        inside(environment, "seed")
        house = House(port, json.loads(inside(environment, "doors", str(port))))
        server, told = stopped(postmaster), defaultdict(list)
        went_well = []
        for plan in plans:
            if not Path(plan.needs).exists():
                print(f"{name:<12} {plan.what} not measured: {plan.needs} is not there")
            elif plan.n_times:
                folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="mueang-trouble-", dir=troubles)))
                folder.chmod(0o777)
                more, trouble = plan.prepare(folder)
                log = folder / "log"
                with machine({**environment, **more}, port=port, server=server, log=log) as here:
                    people = Crowd(house, told)
                    try:
                        silences, hits = rush(here, people, plan, trouble)
                    finally:
                        print(f"{name:<12} said in the log {dict(broke(log))}", flush=True)
                    left = until_all_is_done(environment, inside)
                    kept = counted(environment, people, inside)
                    print(said(name, plan, here, people, silences, hits), flush=True)
                print(f"{'':<12} lost {kept['lost']}; {kept['wrong']}; left undone {left}", flush=True)
                went_well.append(not (any(kept["lost"].values()) or any(kept["wrong"].values()) or left))
    return all(went_well)


def said(name: str, plan: Plan, here: Machine, people: Crowd, silences: list[float], hits: Counter[str]) -> str:
    told = {kind: len(keys) for kind, keys in sorted(people.told.items())}
    starts = {"mueang run": here.mueang.n_starts}
    if here.database:
        starts |= {"database": here.database.n_starts, "of them for letting nobody in": here.database.n_unheard}
    return (
        f"{name:<12} over HTTP, {len(silences)} {plan.what} at random moments {dict(hits) or ''}; "
        f"said yes in all {told}, asked again {people.n_unanswered}, refused {dict(people.refused)}\n"
        f"{'':<12} the next yes after {statistics.median(silences):.1f} s (median), {max(silences):.1f} s (longest); "
        f"from outside started {starts}; load {os.getloadavg()[0]:.1f}"
    )


def counted(environment: dict[str, str], people: Crowd, inside: Inside) -> dict[str, dict[str, int]]:
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(people.told, file)
        file.flush()
        kept: dict[str, dict[str, int]] = json.loads(inside(environment, "count", file.name))
    return kept


def rush(here: Machine, people: Crowd, plan: Plan, trouble: Trouble | None) -> tuple[list[float], Counter[str]]:
    """How long nobody was told yes after each trouble, and what was killed how often."""
    silences, hits = [], Counter[str]()
    for kind, pause in AT_WORK:
        people.begin(kind, pause=pause)
    until_next_yes(people)
    ends = time.perf_counter() + plan.minutes * 60
    while len(silences) < plan.n_times and time.perf_counter() < ends:
        if len(silences) % 20 == 0:
            print(f"{len(silences)} of {plan.n_times}, said yes {people.n_told}", file=sys.stderr, flush=True)
        time.sleep(random.uniform(0.05, MOST_PAUSE))
        hits[trouble(here) if trouble else here.kill_one()] += 1
        silences.append(until_next_yes(people))
    people.end()
    return silences, hits


def until_next_yes(people: Crowd) -> float:
    began, n_before = time.perf_counter(), people.n_told
    while people.n_told == n_before:
        if time.perf_counter() - began > LONGEST_SILENCE:
            raise SystemExit(f"nobody was told yes for {LONGEST_SILENCE:.0f} s: {dict(people.refused)}")
        time.sleep(0.01)
    return time.perf_counter() - began


def until_all_is_done(environment: dict[str, str], inside: Inside) -> int:
    """What a killed worker left is taken up once its silence is believed."""
    since = time.perf_counter()
    while (n_open := int(inside(environment, "open"))) and time.perf_counter() - since < LONGEST_WAIT:
        time.sleep(5)
    return n_open
