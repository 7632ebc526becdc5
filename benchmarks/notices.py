"""Notices to a provider that fails, stalls, limits, hangs up and answers twice, while the worker is killed.

Usage: python -m benchmarks.notices [--n 100000] [--kills 10] [--only sqlite|postgresql]

Of ten notices eight go to LINE (half of them saying the same, which may go out together, half each its own words),
one to an SMS gateway that knows repeated requests by a key, one to a gateway that knows none. The worker's clock is
moved on when all that is left waits for its next try, so the pauses themselves cost nothing; what is counted is the
time in which it works. Beside it: the same pushes in a bare loop of eight threads through the same HTTP client,
keeping no record.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.burst import installation
from benchmarks.last_seats import django

STAND_IN = Path(__file__).resolve().parent.parent / "tests" / "fakes" / "line_standin.py"
TROUBLE, STALLS = 0.05, 20
SEED = """
from datetime import datetime, timedelta, UTC
from django.contrib.auth import get_user_model
from mueang.apps.network.models import City
from mueang.apps.notices.models import LineLink, Notice
from mueang.apps.notices.actions import queue_many
n, at = {n}, datetime(2026, 6, 15, 5, tzinfo=UTC)
city = City.objects.create(slug="bench", kind="city_municipality", name_th="เมือง", name_en="City",
    province_code="95", district_code="9501", latitude=6.5, longitude=101.3)
User = get_user_model()
users = User.objects.bulk_create([User(username=f"u{{i}}") for i in range(n * 8 // 10)], batch_size=500)
LineLink.objects.bulk_create(
    [LineLink(user=u, line_user=f"U{{i:032x}}", joined_at=at) for i, u in enumerate(users)], batch_size=500)
rows = []
for i in range(n):
    way = i % 10
    u = users[(i // 10) * 8 + way] if way < 8 else None
    rows.append(Notice(city=city, channel="line" if u else "sms", kind="urgent", user=u, key=f"k{{i}}", subject="เรื่อง",
        body="ข่าวเมือง" if way < 4 else f"ที่นั่งของคุณ {{i}}", address="" if u else f"+66{{i:09d}}", next_attempt_at=at,
        part_of=None if way != 9 else "00000000-0000-0000-0000-000000000009"))
queue_many(rows)
"""
WORK = """
import json, os, time, threading, random, signal
from datetime import datetime, timedelta, UTC
from django.conf import settings
from django.db.models import Q
from mueang.apps.notices.actions import send_due
from mueang.apps.notices.models import CarrierState, Notice
settings.LINE_URL, settings.LINE_TOKEN = os.environ["STAND_IN"], "stand-in-token"
settings.SMS_URL, settings.SMS_TOKEN = os.environ["STAND_IN"] + "/sms", "stand-in-token"
number, dies = int(os.environ["NUMBER"]), float(os.environ["DIES"])
if dies:
    threading.Timer(dies, lambda: os.kill(os.getpid(), signal.SIGKILL)).start()
now = datetime(2026, 6, 15, 5, tzinfo=UTC) + timedelta(minutes=6 * number)
waits, keyless = Q(state__in=["queued", "sending"]), Q(part_of__isnull=False)
# Two gateways of different make in one installation are two runs: first without a key, then with.
for header, rows in (("", keyless), ("Idempotency-Key", ~keyless)):
    settings.SMS_KEY_HEADER = header
    others = Notice.objects.filter(waits & Q(channel="sms")).exclude(rows)
    others.filter(state="queued").update(next_attempt_at=now + timedelta(days=9))
    parked = Notice.objects.filter(rows & Q(state="queued", next_attempt_at__gt=now + timedelta(days=1)))
    parked.update(next_attempt_at=now)
    while True:
        send_due(now=now, seconds=20)
        row = Notice.objects.filter(waits & rows).order_by("next_attempt_at").first()
        if row is None:
            break
        pause = CarrierState.objects.filter(paused_until__gt=now).order_by("-paused_until").first()
        now = max(now + timedelta(seconds=1), row.next_attempt_at, pause.paused_until if pause else now)
    if header == "":
        now += timedelta(minutes=6)
print(json.dumps({"cpu": time.process_time()}))
"""
ENDS = """
import json
from mueang.apps.notices.models import Notice
print(json.dumps([[n.channel, n.state, n.reason, n.part_of is not None,
    f"U{(int(n.key[1:]) // 10) * 8 + int(n.key[1:]) % 10:032x}" if n.channel == "line" else n.address]
    for n in Notice.objects.iterator()]))
"""
BARE = """
import os, time, uuid
from concurrent.futures import ThreadPoolExecutor
from django.conf import settings
settings.LINE_URL, settings.LINE_TOKEN = os.environ["STAND_IN"], "stand-in-token"
from mueang.apps.notices.actions.carriers.by_http import ByLine
from mueang.apps.notices.actions.carriers.parcels import Parcel
carrier, n = ByLine(), int(os.environ["NUMBER"])
began, cpu = time.monotonic(), time.process_time()
with ThreadPoolExecutor(8) as pool:
    list(pool.map(lambda i: carrier.carry(Parcel(uuid.uuid4(), (f"U{i:032x}",), "", "hi")), range(n)))
print(n / (time.monotonic() - began), n / (time.process_time() - cpu))
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=100_000)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    asked = parser.parse_args()
    names = [asked.only] if asked.only else ["sqlite", "postgresql"]
    went_well = [measure(name, n=asked.n, kills=asked.kills) for name in names]
    if not all(went_well):
        sys.exit("a notice was lost, doubled, or passed for delivered")


def measure(name: str, *, n: int, kills: int) -> bool:
    with installation(name) as (environment, _postmaster), stand_in() as address:
        django(["migrate", "-v", "0"], environment)
        shell(SEED.format(n=n), environment)
        chance, seconds, processor, killed = random.Random(7), 0.0, 0.0, 0
        for number in range(kills + 1):
            dies = chance.uniform(3, 3 + n / 8_000) if number < kills else 0
            told = {"STAND_IN": address, "NUMBER": str(number), "DIES": str(dies)}
            began, before = time.monotonic(), os.times()
            end = run(WORK, environment | told)
            after = os.times()
            seconds += time.monotonic() - began
            processor += after.children_user + after.children_system - before.children_user - before.children_system
            killed += end.returncode == -signal.SIGKILL
            if end.returncode not in {0, -signal.SIGKILL}:
                sys.exit(end.stderr[-2_000:])
            if end.returncode == 0:
                break
        rows = json.loads(shell(ENDS, environment))
        with urllib.request.urlopen(f"{address}/_ledger", timeout=30) as answer:  # noqa: S310  our own stand-in
            ledger = json.load(answer)
    return say(name, rows, ledger, n=n, killed=killed, seconds=seconds, processor=processor)


def say(
    name: str, rows: list[list[Any]], ledger: dict[str, Any], *, n: int, killed: int, seconds: float, processor: float
) -> bool:
    taken = ledger["taken"]
    states = Counter(state for _channel, state, _reason, _keyless, _to in rows)
    doubled = sum(count > 1 for count in taken.values())
    false_yes = sum(state == "sent" and taken.get(to) != 1 for _channel, state, _reason, _keyless, to in rows)
    silent = sum(state not in {"sent", "failed", "uncertain"} for _channel, state, *_rest in rows)
    uncertain = [row for row in rows if row[1] == "uncertain"]
    came = sum(taken.get(row[4], 0) for row in uncertain)
    print(
        f"{name}: {len(rows):,} notices, {killed} workers killed; {dict(states)}; delivered twice {doubled}, "
        f"said to be delivered and were not {false_yes}, neither delivered nor visible {silent}; put before a person "
        f"{len(uncertain)} (of which {sum(not row[3] for row in uncertain)} where keys are known; {came} had arrived)"
    )
    print(f"  the provider's part: {ledger['seen']}")
    print(
        f"  {n / seconds:,.0f} a second of {seconds:.0f} s in which workers ran, starts included; "
        f"{n / processor:,.0f} a processor second"
    )
    with installation("sqlite") as (environment, _postmaster), stand_in(trouble=0) as address:
        out = shell(BARE, environment | {"STAND_IN": address, "NUMBER": str(min(n, 20_000))}).split()
    each, by_cpu = float(out[0]), float(out[1])
    print(f"  a bare loop of single pushes, nothing kept: {each:,.0f} a second, {by_cpu:,.0f} a processor second")
    return len(rows) == n and not doubled and not false_yes and not silent


@contextmanager
def stand_in(*, trouble: float = TROUBLE) -> Iterator[str]:
    command = [sys.executable, str(STAND_IN), "--trouble", str(trouble), "--stalls", str(STALLS if trouble else 0)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
    finally:
        process.terminate()
        process.wait(timeout=30)


def shell(code: str, environment: dict[str, str]) -> str:
    return django(["shell", "--no-imports", "-c", code], environment)


def run(code: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "ignore", "-m", "django", "shell", "--no-imports", "-c", code]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


if __name__ == "__main__":
    main()
