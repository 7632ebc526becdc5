"""A school opens at nine: 5,000 people press "Take the seat" for 500 seats within ten seconds; and what one seat costs.

Usage: python -m benchmarks.burst [--people 5000] [--seats 500] [--within 10] [--accepted 2000] [--only sqlite]

First the rush: everybody presses the real form of the real server once, at a moment of their own; one in twenty loses
the answer and presses again with the same key, one in twenty presses twice at once, one in ten of the refused joins
the waiting list. Each must end with exactly one seat, one place in the queue or one refusal. Then 16 people press in
turn where seats are plenty: the processor time of one accepted enrollment, of all processes together (web, worker,
PostgreSQL). Beside it, in the same run, Django's floor: one view with three inserts and a guarded update.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from benchmarks.crowd import (
    HOST,
    Answer,
    Door,
    in_turn,
    percentile_ms,
    press_and_lose_the_answer,
    press_until_answered,
    typed,
)
from benchmarks.last_seats import ROOT, SEED, THREADS, WORKERS, database, django, open_form, processor_seconds
from mueang.config.running import is_listening, web_command, worker_command

RUSH, PLENTY = "/en/rush/learn/last-seats/join/", "/en/rush/learn/plenty/join/"
CLIENTS, LONGEST_START = 16, 60
ALL_TAKEN = "All seats are taken. You can join the waiting list."
MORE = """
offering.pk, offering.uuid, offering.slug, offering.seats = None, __import__("uuid").uuid4(), "plenty", 1_000_000
offering.save(force_insert=True)
"""
COUNT = """
import json
from mueang.apps.audit.queries import verify_books
from mueang.apps.catalog.models import Offering
from mueang.apps.enrollment.models import Enrollment, Party
rush = Offering.objects.get(slug="last-seats")
rows = Enrollment.objects.filter(offering=rush)
print(json.dumps({
    "taken": rush.seats_taken, "seated": rows.seated().count(),
    "waiting": rows.filter(state="waitlisted").count(), "persons": rows.values("person").distinct().count(),
    "tickets": list(Party.objects.filter(offering=rush).values_list("ticket", flat=True)),
    "faults": len(list(verify_books())),
}))
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """Processor time of a number of accepted enrollments."""

    name: str
    answers: Sequence[Answer]
    web: float
    worker: float
    store: float

    def row(self) -> str:
        n = sum(answer.status == 303 for answer in self.answers)
        parts = [f"{label} {seconds / n * 1000:.2f}" for label, seconds in self.parts if seconds]
        return (
            f"  {self.name:<26} {sum(s for _l, s in self.parts) / n * 1000:6.2f} ms of processor time an enrollment "
            f"({', '.join(parts)}); answered after p50 {percentile_ms(self.answers, 0.5):.0f}, "
            f"p95 {percentile_ms(self.answers, 0.95):.0f}, p99 {percentile_ms(self.answers, 0.99):.0f} ms; "
            f"{n} accepted, {len(self.answers) - n} not"
        )

    @property
    def parts(self) -> tuple[tuple[str, float], ...]:
        return ("web", self.web), ("worker", self.worker), ("database", self.store)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=5000)
    parser.add_argument("--seats", type=int, default=500)
    parser.add_argument("--within", type=float, default=10.0)
    parser.add_argument("--accepted", type=int, default=2000)
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    asked = parser.parse_args()
    print(f"{WORKERS} web processes, the worker beside them; load before: {os.getloadavg()[0]:.1f}")
    names = [asked.only] if asked.only else ["sqlite", "postgresql"]
    went_well = [measure(name, asked) for name in names]
    if not all(went_well):
        sys.exit("somebody was left without an answer, had two, or seats were oversold")


def measure(name: str, asked: argparse.Namespace) -> bool:
    """Both parts on one database, then the floor; says whether the rush went well."""
    print(f"{name}", flush=True)
    with ExitStack() as stack:
        environment, postmaster = stack.enter_context(installation(name))
        for arguments in (["migrate", "-v", "0"], ["collectstatic", "--noinput", "-v", "0"]):
            django(arguments, environment)
        django(["shell", "--no-imports", "-c", SEED.format(seats=asked.seats) + MORE], environment)
        port, web = stack.enter_context(server(environment, web_command))
        worker = stack.enter_context(beside(worker_command(), environment))
        went_well = rush(port, environment, asked)
        door = Door(port, PLENTY, *open_form(port))
        cost = in_turn_cost("mueang", door, asked.accepted, web=web, worker=worker, store=postmaster)
        print(cost.row(), flush=True)
    print(floor_cost(name, asked.accepted).row(), flush=True)
    return went_well


def floor_cost(name: str, n_accepted: int) -> Cost:
    """What Django's floor costs on this machine at this moment."""
    with ExitStack() as stack:
        environment, postmaster = stack.enter_context(installation(name))
        floor = [sys.executable, "-m", "benchmarks.floor", "1000000"]
        subprocess.run(floor, env=environment, cwd=ROOT, check=True)
        port, web = stack.enter_context(server(environment, floor_command))
        return in_turn_cost("Django's floor", Door(port, "/enrol"), n_accepted, web=web, store=postmaster)


def rush(port: int, environment: dict[str, str], asked: argparse.Namespace) -> bool:
    door = Door(port, RUSH, *open_form(port))
    began = time.perf_counter()
    lost: list[int] = []
    people = asyncio.run(everybody(door, n_people=asked.people, within=asked.within, lost=lost))
    seconds = time.perf_counter() - began
    kept = json.loads(django(["shell", "--no-imports", "-c", COUNT], environment))
    ends = Counter(end for end, _answers in people)
    answers = [answer for _end, given in people for answer in given]
    tickets = {answer.location.split("/")[-2] for answer in answers if answer.status == 303}
    print(
        f"  {asked.people} people for {asked.seats} seats within {asked.within:.0f} s: {dict(ends)}; "
        f"all answered after {seconds:.1f} s, each after p50 {percentile_ms(answers, 0.5):.0f}, "
        f"p95 {percentile_ms(answers, 0.95):.0f} ms; connections that broke {len(lost)}\n"
        f"  seats taken {kept['taken']}, seated {kept['seated']}, waiting {kept['waiting']}, "
        f"faults in the record {kept['faults']}",
        flush=True,
    )
    return (
        set(ends) <= {"seat", "waiting list", "refusal"}
        and kept["taken"] == kept["seated"] == ends["seat"] == min(asked.seats, asked.people)
        and kept["waiting"] == ends["waiting list"]
        and kept["persons"] == len(kept["tickets"]) == ends["seat"] + ends["waiting list"]
        and tickets == set(kept["tickets"])
        and not kept["faults"]
    )


async def everybody(door: Door, *, n_people: int, within: float, lost: list[int]) -> list[tuple[str, list[Answer]]]:
    moments = random.Random(2566)
    since = time.perf_counter()
    coming = (somebody(door, number, at=since + moments.uniform(0, within), lost=lost) for number in range(n_people))
    return list(await asyncio.gather(*coming))


async def somebody(door: Door, number: int, *, at: float, lost: list[int]) -> tuple[str, list[Answer]]:
    """One person's presses, and what they end with."""
    body, habit = typed(door, number), number % 20
    await asyncio.sleep(max(0.0, at - time.perf_counter()))
    if habit == 1:
        answers = list(await asyncio.gather(*(press_until_answered(door, body, lost=lost) for _ in "ab")))
    else:
        if habit == 0:
            await press_and_lose_the_answer(door, body)
            await asyncio.sleep(0.3)
        answers = [await press_until_answered(door, body, lost=lost)]
    end = outcome(answers)
    if end == "refusal" and number % 10 == 2:
        answers = [await press_until_answered(door, typed(door, number, waitlist="1"), lost=lost)]
        end = "waiting list" if outcome(answers) == "seat" else f"in the queue: {outcome(answers)}"
    return end, answers


def outcome(answers: Sequence[Answer]) -> str:
    """What all of somebody's answers say; two that differ are an outcome of their own."""
    said = {answer.location or (ALL_TAKEN in answer.body and answer.status) for answer in answers}
    if len(said) > 1:
        return f"two answers: {sorted(map(str, said))}"
    (first, *_rest) = answers
    if first.status == 303 and "/ticket/" in first.location:
        return "seat"
    return "refusal" if first.status == 409 and ALL_TAKEN in first.body else f"HTTP {first.status}"


def in_turn_cost(
    name: str, door: Door, n_accepted: int, *, web: int, worker: int | None = None, store: int | None = None
) -> Cost:
    """16 people at a time; what was spent before they had warmed the server up is not counted."""
    warm_up = [typed(door, 500_000 + number) for number in range(200)]
    asyncio.run(in_turn(door, warm_up, n_clients=CLIENTS))
    before = [processor_seconds(process) for process in (web, worker, store)]
    answers = asyncio.run(
        in_turn(door, [typed(door, 600_000 + number) for number in range(n_accepted)], n_clients=CLIENTS)
    )
    after = [processor_seconds(process) for process in (web, worker, store)]
    return Cost(name, answers, *(now - then for now, then in zip(after, before, strict=True)))


@contextmanager
def installation(name: str) -> Iterator[tuple[dict[str, str], int | None]]:
    """A data folder and a database of their own; the environment that leads there."""
    with tempfile.TemporaryDirectory(prefix="mueang-burst-") as folder, database(name) as (url, postmaster):
        paths = {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "MUEANG_DATA_DIR": folder, "MUEANG_DATABASE_URL": url}
        yield {**os.environ, **paths, "DJANGO_SETTINGS_MODULE": "mueang.config.settings"}, postmaster


@contextmanager
def server(environment: dict[str, str], command: Callable[..., list[str]]) -> Iterator[tuple[int, int]]:
    """A web server; its port and the key of its first process."""
    port = 20_000 + os.getpid() % 20_000
    with beside(command(listen=HOST, port=port, workers=WORKERS, threads=THREADS), environment) as pid:
        deadline = time.monotonic() + LONGEST_START
        while not is_listening(HOST, port):
            if time.monotonic() > deadline:
                sys.exit(f"the web server did not start within {LONGEST_START} s")
            time.sleep(0.2)
        yield port, pid


@contextmanager
def beside(command: Sequence[str], environment: dict[str, str]) -> Iterator[int]:
    process = subprocess.Popen(command, env=environment, cwd=ROOT, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    try:
        yield process.pid
    finally:
        process.terminate()
        process.wait(timeout=30)


def floor_command(*, listen: str, port: int, workers: int, threads: int) -> list[str]:
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", listen, "--port", str(port)),
        *("--workers", str(workers), "--blocking-threads", str(threads), "--no-ws", "--log-level", "warning"),
        "benchmarks.floor:application",
    ]


if __name__ == "__main__":
    main()
