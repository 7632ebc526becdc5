"""Eight o'clock: 2,000 keepers' phones send the roll of forty each within a minute; every mark once, none lost.

Usage: python -m benchmarks.morning [--keepers 2000] [--within 60] [--only sqlite|postgresql]

Each keeper is signed in and holds the roll of one place. The phone sends what it kept: two taps (away, late) and the
save that marks everybody else present. One in twenty loses the answer and sends the same again, as the phone does by
itself; one in fifty is killed between the two. Afterwards the rows are counted: one attendance a learner, one entry in
the ledger of hours for whoever came, no fault in the audit books. Web, worker, database and phones share the machine.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import sys
import time
import uuid
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import Any

from benchmarks.burst import beside, installation, server
from benchmarks.crowd import HOST, Answer, Door, connect, percentile_ms, receive
from benchmarks.last_seats import django, processor_seconds
from mueang.config.running import web_command, worker_command

N_LEARNERS = 40
SEED = "from benchmarks.morning_seed import seed; seed({keepers}, {learners})"
COUNT = """
import json
from mueang.apps.audit.queries import verify_books
from mueang.apps.enrollment.models import Attendance, HoursEntry, MarkEntry
print(json.dumps({
    "marked": Attendance.objects.count(), "learners": Attendance.objects.values("enrollment").distinct().count(),
    "hours": HoursEntry.objects.count(), "entries": MarkEntry.objects.count(),
    "faults": len(list(verify_books())),
}))
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keepers", type=int, default=2000)
    parser.add_argument("--within", type=float, default=60.0)
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    asked = parser.parse_args()
    print(
        f"{asked.keepers} keepers, {N_LEARNERS} learners each, within {asked.within:.0f} s; "
        f"load before: {os.getloadavg()[0]:.1f}"
    )
    names = [asked.only] if asked.only else ["sqlite", "postgresql"]
    went_well = [measure(name, asked) for name in names]
    if not all(went_well):
        sys.exit("a mark was lost or doubled, or a phone was left without an answer")


def measure(name: str, asked: argparse.Namespace) -> bool:
    with ExitStack() as stack:
        environment, postmaster = stack.enter_context(installation(name))
        for arguments in (["migrate", "-v", "0"], ["collectstatic", "--noinput", "-v", "0"]):
            django(arguments, environment)
        seeding = SEED.format(keepers=asked.keepers, learners=N_LEARNERS)
        phones = json.loads(django(["shell", "--no-imports", "-c", seeding], environment))
        port, web = stack.enter_context(server(environment, web_command))
        worker = stack.enter_context(beside(worker_command(), environment))
        asyncio.run(everybody(port, phones[:50], within=5))  # what a house that has been up has drawn already
        processes = [one for one in (web, worker, postmaster) if one]
        before = [processor_seconds(one) for one in processes]
        began = time.perf_counter()
        answers = asyncio.run(everybody(port, phones, within=asked.within))
        seconds = time.perf_counter() - began
        spent = [processor_seconds(one) - then for one, then in zip(processes, before, strict=True)]
        kept = json.loads(django(["shell", "--no-imports", "-c", COUNT], environment))
    n_learners = len(phones) * N_LEARNERS
    refused = [answer for answer in answers if answer.status != 200 or '"is_kept": false' in answer.body]
    print(
        f"{name:<12} all answered after {seconds:.1f} s; p50 {percentile_ms(answers, 0.5):.0f}, "
        f"p95 {percentile_ms(answers, 0.95):.0f}, p99 {percentile_ms(answers, 0.99):.0f} ms; refused {len(refused)}\n"
        f"{'':<12} {sum(spent) / len(answers) * 1000:.1f} ms of processor time a roll (web, worker, database: "
        f"{' '.join(f'{one / len(answers) * 1000:.1f}' for one in spent)}); {n_learners} learners: {kept}",
        flush=True,
    )
    for answer in refused[:2]:
        print(f"{'':<12} {answer.status} {answer.body[:300]}")
    came = n_learners - len(phones)
    return (
        not refused
        and kept["marked"] == kept["learners"] == n_learners
        and kept["hours"] == came
        and not kept["faults"]
    )


async def everybody(port: int, phones: list[dict[str, Any]], *, within: float) -> list[Answer]:
    chance, since = random.Random(800), time.perf_counter()
    coming = (one_phone(port, phone, n, at=since + chance.uniform(0, within)) for n, phone in enumerate(phones))
    return list(await asyncio.gather(*coming))


async def one_phone(port: int, phone: dict[str, Any], number: int, *, at: float) -> Answer:
    body = what_it_kept(phone)
    await asyncio.sleep(max(0.0, at - time.perf_counter()))
    if number % 20 == 0:
        await send(port, phone, body, waits=False)
        await asyncio.sleep(0.2)
    answer = await send(port, phone, body)
    assert answer is not None
    return answer


def what_it_kept(phone: dict[str, Any]) -> bytes:
    """The queue of a phone: numbers are made of the phone's own, so that it sends the same when it sends again."""
    now = datetime.now(UTC).isoformat()
    names = iter(range(99))
    item = lambda kind, **more: {  # noqa: E731 -- three lines of the same shape
        "uuid": str(uuid.uuid5(uuid.UUID(phone["session"]), str(next(names)))),
        "session": phone["session"],
        "kind": kind,
        "made_at": now,
        **more,
    }
    items = [
        item("mark", who=phone["learners"][3], mark="absent"),
        item("mark", who=phone["learners"][7], mark="late", away=20),
        item("save"),
    ]
    said = {"device": phone["session"], "owner": phone["owner"], "sent_at": now, "items": items}
    return json.dumps(said).encode()


async def send(port: int, phone: dict[str, Any], body: bytes, *, waits: bool = True) -> Answer | None:
    since = time.perf_counter()
    reader, writer = await connect(Door(port, ""))
    try:
        writer.write(
            (
                f"POST /keeper/hall/sync.json HTTP/1.1\r\nHost: {HOST}\r\nContent-Type: application/json\r\n"
                f"Cookie: sessionid={phone['cookie']}; csrftoken={phone['token']}\r\nX-CSRFToken: {phone['token']}\r\n"
                f"Content-Length: {len(body)}\r\n\r\n"
            ).encode()
            + body
        )
        await writer.drain()
        return await receive(reader, since=since) if waits else None
    finally:
        writer.close()


if __name__ == "__main__":
    main()
