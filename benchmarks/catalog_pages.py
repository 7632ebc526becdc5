"""The public catalog with ten thousand offerings, read by people who are not signed in: processor time of one page.

Usage: python -m benchmarks.catalog_pages [--offerings 10000] [--seconds 6]

One web process of the real server. "Cold" is a page whose bytes are not in memory, in a process that is warm
(MUEANG_PAGE_MEMORY_BYTES=0); "warm" is the same address again. The floor is a one-file Django project served the same
way in the same run: 25 rows of SQLite and a small template, one row, and bytes from a dictionary; no language, session,
filter or permission. Processor seconds of the server's processes, of all requests that were answered.
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.last_seats import HOST, ROOT, django, processor_seconds
from mueang.config.running import is_listening

LIST = ["/rush/learn/"]
FILTERED = [
    f"/rush/learn/?interest={code}&day={day}&age={age}"
    for code, day, age in itertools.product(("craft", "food", "music", "work"), ("sat", "sun", "wed"), (8, 16, 35))
]
NEAR = [f"/rush/learn/?near=9501{n:02}&km={km}" for n in range(24) for km in (3, 10)]
DETAIL = [f"/rush/learn/offering-{n}/" for n in range(0, 9_000, 9)]
TARGETS = {"list, cold": 5.0, "list, warm": 0.3, "detail, cold": 2.5}
PEERS = "pretix 160-204 and 57-70 ms, pretalx 51 and 44-54 ms a list and a detail page, measured on another day"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--offerings", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=6)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="mueang-catalog-") as folder:
        environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "MUEANG_DATA_DIR": folder}
        for arguments in (["migrate", "-v", "0"], ["collectstatic", "--noinput", "-v", "0"]):
            django(arguments, environment)
        seed = f"from benchmarks.catalog_seed import seed; seed({chosen.offerings})"
        django(["shell", "--no-imports", "-c", seed], environment)
        print(f"{chosen.offerings:,} offerings; load {os.getloadavg()[0]:.1f}; processor ms a request")
        ours(environment, seconds=chosen.seconds)
        floor({**os.environ, "PYTHONPATH": str(ROOT), "FLOOR_DIR": folder}, seconds=chosen.seconds)
    print(f"beside: {PEERS}")


def ours(environment: dict[str, str], *, seconds: float) -> None:
    with served("mueang.config.wsgi:application", {**environment, "MUEANG_PAGE_MEMORY_BYTES": "0"}) as (port, pid):
        began = processor_seconds(pid)
        fetch(port, LIST[0])
        print(f"{'reading the city anew, once':<34} {1000 * (processor_seconds(pid) - began):8.0f}")
        measure("list, cold", LIST, port=port, pid=pid, seconds=seconds)
        measure("list, filtered, cold", FILTERED, port=port, pid=pid, seconds=seconds)
        measure("list, near a neighbourhood, cold", NEAR, port=port, pid=pid, seconds=seconds)
        measure("detail, cold", DETAIL, port=port, pid=pid, seconds=seconds)
        print(f"{'web process resident':<34} {resident_megabytes(pid):8.1f} MB")
    with served("mueang.config.wsgi:application", environment) as (port, pid):
        measure("list, warm", LIST, port=port, pid=pid, seconds=seconds)
        measure("list, warm, gzip", LIST, port=port, pid=pid, seconds=seconds, encoding="gzip")


def floor(environment: dict[str, str], *, seconds: float) -> None:
    subprocess.run([sys.executable, "-m", "benchmarks.catalog_floor"], env=environment, check=True)
    with served("benchmarks.catalog_floor:application", environment) as (port, pid):
        for name, path in (("list", "/list"), ("detail", "/detail/7"), ("bytes from memory", "/memory")):
            measure(f"Django's floor: {name}", [path], port=port, pid=pid, seconds=seconds)


def measure(
    name: str, paths: Sequence[str], *, port: int, pid: int, seconds: float, encoding: str = "identity"
) -> None:
    """Ask for the addresses in turn over one kept connection, for so long."""
    connection = http.client.HTTPConnection(HOST, port, timeout=60)
    turn = itertools.cycle(paths)
    for _warming in range(min(30, len(paths) + 10)):
        ask(connection, next(turn), encoding)
    n_answers, began, deadline = 0, processor_seconds(pid), time.perf_counter() + seconds
    while time.perf_counter() < deadline:
        ask(connection, next(turn), encoding)
        n_answers += 1
    milliseconds = 1000 * (processor_seconds(pid) - began) / n_answers
    target = f"(target {TARGETS[name]:g})" if name in TARGETS else ""
    print(f"{name:<34} {milliseconds:8.2f}    {target} {n_answers} requests", flush=True)


def ask(connection: http.client.HTTPConnection, path: str, encoding: str) -> None:
    connection.request("GET", path, headers={"Accept-Encoding": encoding})
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        sys.exit(f"{path} answered {answer.status}")


def fetch(port: int, path: str) -> None:
    ask(http.client.HTTPConnection(HOST, port, timeout=60), path, "identity")


@contextmanager
def served(application: str, environment: dict[str, str]) -> Iterator[tuple[int, int]]:
    """One web process of the server we ship; its port and the key of its first process."""
    port = 20_000 + (os.getpid() + hash(application) % 97) % 20_000
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", HOST, "--port", str(port)),
        *("--workers", "1", "--blocking-threads", "4", "--no-ws", "--log-level", "warning", application),
    ]
    process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    try:
        while not is_listening(HOST, port):
            if process.poll() is not None:
                sys.exit("the web server did not start")
            time.sleep(0.2)
        time.sleep(2)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(timeout=30)


def resident_megabytes(pid: int) -> float:
    """The largest process of the server."""
    sizes = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            status = (folder / "status").read_text()
        except OSError:
            continue
        if f"PPid:\t{pid}\n" in status:
            sizes.append(int(status.split("VmRSS:")[1].split()[0]) * 1024 / 1e6)
    return max(sizes, default=0)


if __name__ == "__main__":
    main()
