"""300 requests a second of mixed public reading for ten minutes, at a fixed rate: how long, what failed, what memory.

Usage: python -m benchmarks.traffic [--rate 300] [--seconds 600] [--offerings 10000] [--only postgresql]
       [--beside PORT:PID:FILE [--beside-rate 20]]

Requests start on schedule whether or not earlier ones came back, and their time counts from the schedule on, so a
server that stands still shows. What is read: lists with filters nobody asked for before, activities, the home, places,
words searched, calendars, pages told by ETag to be still true. Every two seconds a seat is taken somewhere, after which
no page that shows that activity is handed out from memory; twice a minute a place is changed, after which none is, and
none is older than its minute. Readers, web, worker and database share the machine.

Beside it, afterwards, another system that serves already on PORT from process PID on: FILE is JSON, for each kind a
list of its addresses that tell a reader the same. Asked for a minute at a rate of its own; its rows do not change.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import subprocess
import sys
import time
import urllib.parse
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.burst import beside, installation, server
from benchmarks.last_seats import django, processor_seconds
from mueang.config.running import web_command, worker_command

HOST = "127.0.0.1"
CHANGE_EVERY_SECONDS, OF_PLACES = 2, 15
# Of `benchmarks.catalog_seed`, which only runs inside the house.
N_PLACES, N_AREAS, INTERESTS, DAYS = 300, 24, ("craft", "food", "music", "work"), ("sat", "sun", "wed")
WORDS = ("ทอผ้า", "จักสาน", "อาหาร", "ขนมพื้นบ้าน", "ภาษามลายู", "คอมพิวเตอร์", "สุขภาพ", "ดนตรี", "เกษตร")
CHANGES = """
import signal, threading
from django.db import transaction
from django.db.models import F
from mueang.apps.catalog.models import Offering
from mueang.apps.enrollment.actions.seats import lock_offering, take_seats
from mueang.apps.network.actions import mark_public_change
from mueang.apps.network.models import City
from mueang.apps.places.models import Place
ended = threading.Event()
signal.signal(signal.SIGTERM, lambda *_: ended.set())
city, number = City.objects.get(slug="rush"), 0
while not ended.wait({every}):
    number += 1
    with transaction.atomic():
        if number % {of_places} == 0:
            place = Place.objects.filter(city=city, slug=f"place-{{number * 7919 % {places}}}")
            place.update(changed_in=mark_public_change(city, catalog=False))
        else:
            free = Offering.objects.filter(city=city, seats_taken__lt=F("seats"), pk__gt=number * 7919 % {offerings})
            take_seats(lock_offering(free.select_related("city").order_by("pk").first() or free.earliest("pk")), 1)
"""
# Share of all requests, and the address a reader asks for.
KINDS: tuple[tuple[str, float], ...] = (
    ("list, filtered", 0.25),
    ("activity", 0.30),
    ("home", 0.12),
    ("place", 0.10),
    ("words", 0.10),
    ("calendar", 0.05),
    ("still true?", 0.08),
)


@dataclass(slots=True)
class Seen:
    """What came of the requests of one kind."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rate", type=float, default=300)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--offerings", type=int, default=10_000)
    parser.add_argument("--only", choices=["sqlite", "postgresql"], default="postgresql")
    parser.add_argument("--beside", type=Beside.read, help="PORT:PID:FILE")
    parser.add_argument("--beside-rate", type=float, default=20)
    asked = parser.parse_args()
    with ExitStack() as stack:
        environment, postmaster = stack.enter_context(installation(asked.only))
        for arguments in (["migrate", "-v", "0"], ["collectstatic", "--noinput", "-v", "0"]):
            django(arguments, environment)
        django(
            ["shell", "--no-imports", "-c", f"from benchmarks.catalog_seed import seed; seed({asked.offerings})"],
            environment,
        )
        django(["search_rebuild"], environment)
        port, web = stack.enter_context(server(environment, web_command))
        worker = stack.enter_context(beside(worker_command(), environment))
        changes = CHANGES.format(
            every=CHANGE_EVERY_SECONDS, of_places=OF_PLACES, places=N_PLACES, offerings=asked.offerings
        )
        stack.enter_context(
            beside([sys.executable, "-m", "django", "shell", "--no-imports", "-c", changes], environment)
        )
        asyncio.run(Readers(port, asked.offerings).read(rate=asked.rate, seconds=10))
        readers, sizes = Readers(port, asked.offerings), [megabytes(web)]
        before = [processor_seconds(one) for one in (web, worker, postmaster) if one]
        print(
            f"{asked.only}; {asked.rate:.0f} a second for {asked.seconds:.0f} s; load before: {os.getloadavg()[0]:.1f}",
            flush=True,
        )
        asyncio.run(
            readers.read(rate=asked.rate, seconds=asked.seconds, each_minute=lambda: sizes.append(megabytes(web)))
        )
        after = [processor_seconds(one) for one in (web, worker, postmaster) if one]
    went_well = report(readers, sizes, [now - then for now, then in zip(after, before, strict=True)])
    if asked.beside:
        measure_beside(asked.beside, rate=asked.beside_rate)
    if not went_well:
        sys.exit("requests failed")


@dataclass(frozen=True, slots=True)
class Beside:
    """Another system: where it serves, its first process, and its addresses of each kind."""

    port: int
    pid: int
    addresses: dict[str, list[str]]

    @classmethod
    def read(cls, told: str) -> Beside:
        port, pid, path = told.split(":", 2)
        return cls(int(port), int(pid), json.loads(Path(path).read_text("utf-8")))


def measure_beside(other: Beside, *, rate: float) -> None:
    asyncio.run(Readers(other.port, 0, addresses=other.addresses).read(rate=rate, seconds=10))
    readers, before = Readers(other.port, 0, addresses=other.addresses), processor_seconds(other.pid)
    print(f"beside it; {rate:.0f} a second for 60 s; load before: {os.getloadavg()[0]:.1f}", flush=True)
    asyncio.run(readers.read(rate=rate, seconds=60))
    report(readers, [megabytes(other.pid)], [processor_seconds(other.pid) - before])


class Readers:
    """Whoever reads, each request on a connection from a pool that grows as needed."""

    def __init__(self, port: int, n_offerings: int, *, addresses: dict[str, list[str]] | None = None) -> None:
        self.port, self.chance, self.n_offerings, self.addresses = port, random.Random(2566), n_offerings, addresses
        self.seen: dict[str, Seen] = {kind: Seen() for kind, _share in KINDS}
        self.idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []
        self.tag = ""

    async def read(self, *, rate: float, seconds: float, each_minute: Callable[[], None] = lambda: None) -> None:
        began, tasks, minute = time.perf_counter(), set(), 60.0
        for number in range(int(rate * seconds)):
            due = began + number / rate
            if (early := due - time.perf_counter()) > 0:
                await asyncio.sleep(early)
            task = asyncio.create_task(self.one(due))
            tasks.add(task)
            task.add_done_callback(tasks.discard)
            if due - began >= minute:
                minute += 60
                each_minute()
        await asyncio.gather(*tasks)
        for _reader, writer in self.idle:
            writer.close()

    async def one(self, due: float) -> None:
        (kind,) = self.chance.choices([one for one, _share in KINDS], [share for _one, share in KINDS])
        seen = self.seen[kind]
        try:
            status = await asyncio.wait_for(self.ask(kind), timeout=30)
        except (OSError, asyncio.IncompleteReadError, TimeoutError) as error:
            status = type(error).__name__
        seen.statuses[status] += 1
        seen.seconds.append(time.perf_counter() - due)

    async def ask(self, kind: str) -> str:
        more = f"If-None-Match: {self.tag}\r\n" if kind == "still true?" and self.tag else ""
        head = f"GET {self.address(kind)} HTTP/1.1\r\nHost: {HOST}:{self.port}\r\nAccept-Encoding: gzip\r\n{more}\r\n"
        reader, writer = self.idle.pop() if self.idle else await asyncio.open_connection(HOST, self.port)
        try:
            writer.write(head.encode())
            lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        except asyncio.IncompleteReadError as error:
            writer.close()
            if error.partial:
                raise
            # A kept connection the server had closed meanwhile: asked again, as browsers do.
            return await self.ask(kind)
        headers = {name.lower(): value for name, _colon, value in (line.partition(": ") for line in lines[1:])}
        if headers.get("transfer-encoding") == "chunked":
            while n_bytes := int(await reader.readline(), 16):
                await reader.readexactly(n_bytes + 2)
            await reader.readline()
        else:
            await reader.readexactly(int(headers.get("content-length", 0)))
        self.idle.append((reader, writer))
        if kind == "home":
            self.tag = headers.get("etag", "")
        return lines[0].split()[1]

    def address(self, kind: str) -> str:
        chance = self.chance
        if self.addresses is not None:
            return chance.choice(self.addresses[kind])
        match kind:
            case "list, filtered":
                if chance.random() < 0.4:
                    return f"/rush/learn/?near=9501{chance.randrange(N_AREAS):02}&km={chance.choice([3, 10])}"
                filters = {
                    "interest": chance.choice(INTERESTS),
                    "day": chance.choice(DAYS),
                    "age": chance.randrange(8, 70),
                }
                return f"/rush/learn/?{urllib.parse.urlencode(filters)}"
            case "activity":
                # Half of all people read what everybody reads.
                n = chance.randrange(50) if chance.random() < 0.5 else chance.randrange(self.n_offerings)
                return f"/rush/learn/offering-{n}/"
            case "place":
                return f"/rush/places/place-{chance.randrange(N_PLACES)}/"
            case "words":
                return f"/rush/learn/?words={urllib.parse.quote(chance.choice(WORDS))}"
            case "calendar":
                return f"/rush/learn/offering-{chance.randrange(200)}/calendar.ics"
            case _:
                return chance.choice(["/rush/", "/en/rush/"]) if kind == "home" else "/rush/"


def report(readers: Readers, sizes: list[float], spent: list[float]) -> bool:
    everything = sorted(seconds for one in readers.seen.values() for seconds in one.seconds)
    for kind, one in readers.seen.items():
        times = sorted(one.seconds)
        print(f"  {kind:<16} {len(times):>7}  {percentiles(times)}  {dict(one.statuses)}")
    failed = sum(
        n for one in readers.seen.values() for status, n in one.statuses.items() if status not in {"200", "304"}
    )
    print(f"  {'all':<16} {len(everything):>7}  {percentiles(everything)}  failed {failed} (target p99 500 ms, none)")
    print(
        f"  {sum(spent) / len(everything) * 1000:.2f} ms of processor time a request (web, worker, database: {spent})"
    )
    print(f"  web, all processes, each minute: {' '.join(f'{one:.0f}' for one in sizes)} MB")
    return failed == 0


def percentiles(times: list[float]) -> str:
    at = lambda share: times[min(len(times) - 1, int(len(times) * share))] * 1000 if times else 0  # noqa: E731
    return f"p50 {at(0.5):6.1f}  p95 {at(0.95):6.1f}  p99 {at(0.99):6.1f}  longest {at(1):7.1f} ms"


def megabytes(pid: int) -> float:
    """What the web processes below `pid` hold, that one included."""
    listed = subprocess.run(["ps", "-e", "-o", "pid=,ppid=,rss="], capture_output=True, text=True, check=True).stdout
    rows = [tuple(map(int, line.split())) for line in listed.splitlines()]
    family = {pid}
    for one, parent, _size in rows:
        if parent in family:
            family.add(one)
    return sum(size for one, _parent, size in rows if one in family) / 1000


if __name__ == "__main__":
    main()
