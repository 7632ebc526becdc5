"""The server is killed in mid-burst and started again: every "yes" that was sent is kept, and nothing is half done.

Usage: python -m benchmarks.killed [--people 400] [--only sqlite|postgresql]

People press for seats, 16 at a time; half-way every web process gets a SIGKILL. Whoever had no answer presses again
with the same key once the server is back. Then: each has exactly one ticket, the one they were told; the seats taken
are those who sit; the record verifies. (A kill leaves the system's cache alone: that each yes was on disk before it
was sent is the database's full synchronisation, which this does not show.)
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence

from benchmarks.burst import CLIENTS, COUNT, MORE, RUSH, installation
from benchmarks.crowd import HOST, Door, press, typed
from benchmarks.last_seats import SEED, THREADS, WORKERS, django, open_form
from mueang.config.running import is_listening, web_command


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=400)
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    asked = parser.parse_args()
    names = [asked.only] if asked.only else ["sqlite", "postgresql"]
    went_well = [measure(name, n_people=asked.people) for name in names]
    if not all(went_well):
        sys.exit("a yes was lost, or something is half done")


def measure(name: str, *, n_people: int) -> bool:
    with installation(name) as (environment, _postmaster):
        for arguments in (["migrate", "-v", "0"], ["collectstatic", "--noinput", "-v", "0"]):
            django(arguments, environment)
        django(["shell", "--no-imports", "-c", SEED.format(seats=n_people * 2) + MORE], environment)
        port = 20_000 + os.getpid() % 20_000
        web = started(port, environment)
        door = Door(port, RUSH, *open_form(port))
        told = asyncio.run(presses(door, range(n_people), kill_after=n_people // 2, web=web))
        web.wait(timeout=30)
        web = started(port, environment)
        silent = [number for number in range(n_people) if number not in told]
        again = asyncio.run(presses(door, silent))
        repeated = asyncio.run(presses(door, list(told)[:50]))
        os.killpg(web.pid, signal.SIGKILL)
        web.wait(timeout=30)
        kept = json.loads(django(["shell", "--no-imports", "-c", COUNT], environment))
    tickets = {where.split("/")[-2] for where in (told | again).values()}
    print(
        f"{name:<12} {len(told)} were told yes before the kill, {len(silent)} had no answer and {len(again)} of them "
        f"pressed again; {len(kept['tickets'])} tickets, seats taken {kept['taken']}, seated {kept['seated']}, "
        f"faults in the record {kept['faults']}",
        flush=True,
    )
    return (
        kept["taken"] == kept["seated"] == len(tickets) == n_people
        and tickets == set(kept["tickets"])
        and all(told[number] == where for number, where in repeated.items())
        and not kept["faults"]
        and bool(silent)
    )


async def presses(
    door: Door, numbers: Sequence[int], *, kill_after: int | None = None, web: subprocess.Popen[bytes] | None = None
) -> dict[int, str]:
    """Where each was sent who got an answer; nobody waits for one from a server that is dead."""
    waiting, told = iter(numbers), {}

    async def client() -> None:
        for number in waiting:
            try:
                answer = await press(door, typed(door, number))
            except (OSError, asyncio.IncompleteReadError):
                continue
            if answer.status != 303:
                sys.exit(f"a press was answered with {answer.status}")
            told[number] = answer.location
            if web is not None and len(told) == kill_after:
                os.killpg(web.pid, signal.SIGKILL)

    await asyncio.gather(*(client() for _ in range(CLIENTS)))
    return told


def started(port: int, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """The web processes, in a group of their own that can be killed as one."""
    command = web_command(listen=HOST, port=port, workers=WORKERS, threads=THREADS)
    null = subprocess.DEVNULL
    process = subprocess.Popen(command, env=environment, stdout=null, stderr=null, start_new_session=True)
    deadline = time.monotonic() + 60
    while not is_listening(HOST, port):
        if process.poll() is not None or time.monotonic() > deadline:
            sys.exit("the web server did not start")
        time.sleep(0.2)
    return process


if __name__ == "__main__":
    main()
