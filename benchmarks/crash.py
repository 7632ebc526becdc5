"""Killed, full, read-only, set back: is every write that was answered with yes there, once, and the record whole?

Usage: python -m benchmarks.crash [--kills 200] [--only sqlite|postgresql] [--over-http, see benchmarks.crash_over_http]

Three writers at a time (roll calls with hours, case notes, awards with their bit of a status list, workbooks of people)
say yes only when a write stands; each gets a SIGKILL at a moment drawn by chance and another is there at once. On
PostgreSQL one of the server's own processes is killed too, every tenth time, so that it recovers all over. One writer
in five has its clock set back. Then, on a small disk of their own (root needed): full, and read-only. In the end every
yes is looked for. A kill leaves the system's cache alone, so forced writes to the disk are counted besides (strace).
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from benchmarks.burst import installation
from benchmarks.crash_over_http import over_http
from benchmarks.last_seats import ROOT, django

WRITERS = 3
LONGEST = 1.2
PER_KIND = 10
SMALL_DISK = "48m"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    parser.add_argument("--over-http", action="store_true")
    parser.add_argument("--jumps", type=int, default=40)
    parser.add_argument("--faults", type=int, default=0)
    parser.add_argument("--minutes", type=float, default=60.0)
    asked = parser.parse_args()
    names = [asked.only] if asked.only else ["sqlite", "postgresql"]
    if asked.over_http:
        much = {"n_kills": asked.kills, "n_jumps": asked.jumps, "n_faults": asked.faults, "minutes": asked.minutes}
        went_well = [over_http(name, inside=inside, **much) for name in names]
    else:
        went_well = [measure(name, n_kills=asked.kills) for name in names]
        if "sqlite" in names:
            went_well.append(small_disk())
    if not all(went_well):
        sys.exit("a yes was lost, something is doubled or half there, or a full disk was said to be written")


class Nursery:
    """Writers, what they said, and how they end."""

    def __init__(self, environment: dict[str, str]) -> None:
        command = [sys.executable, "-W", "ignore", "-m", "benchmarks.crash_house", "nursery"]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(
            command, env=environment, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True
        )
        self.told: dict[str, list[str]] = defaultdict(list)
        self.refused: Counter[str] = Counter()
        self.alive: list[int] = []
        self._born = threading.Semaphore(0)
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "ready\n"
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            match line.split():
                case ["yes", kind, key]:
                    self.told[kind].append(key)
                case ["born", pid]:
                    self.alive.append(int(pid))
                    self._born.release()
                case ["no", *words]:
                    self.refused[" ".join(words)] += 1

    @property
    def n_told(self) -> int:
        return sum(map(len, self.told.values()))

    def bear(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        self._born.acquire()

    def kill_one(self) -> None:
        os.kill(self.alive.pop(random.randrange(len(self.alive))), signal.SIGKILL)

    def end(self) -> None:
        while self.alive:
            self.kill_one()
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(timeout=30)
        time.sleep(0.5)


@contextmanager
def nursery(environment: dict[str, str], n_writers: int = WRITERS) -> Iterator[Nursery]:
    here = Nursery(environment)
    for _ in range(n_writers):
        here.bear()
    try:
        yield here
    finally:
        here.end()


def measure(name: str, *, n_kills: int) -> bool:
    with installation(name) as (environment, postmaster):
        prepare(environment)
        slowest = 0.0
        n_recovered = 0
        with nursery(environment) as here:
            for number in range(n_kills):
                time.sleep(random.uniform(0.01, LONGEST))
                if postmaster and number % 10 == 9:
                    n_recovered += kill_a_backend(postmaster)
                here.kill_one()
                here.bear()
                if number % 20 == 19:
                    slowest = max(slowest, until_next_yes(here))
        kept = counted(environment, here)
        forced = forced_writes(environment, postmaster)
    told = {kind: len(keys) for kind, keys in sorted(here.told.items())}
    print(
        f"{name:<12} {n_kills} kills at random moments{f', {n_recovered} of the server itself' if postmaster else ''}; "
        f"said yes {told}; lost {kept['lost']}; {kept['wrong']}; refused meanwhile {dict(here.refused)}; "
        f"the next yes after at most {slowest:.1f} s, without hands\n"
        f"{'':<12} forced writes to the disk in {PER_KIND} writes of each kind: {forced}",
        flush=True,
    )
    is_forced = all(n >= PER_KIND for n in forced.values()) if forced else True
    return not any(kept["lost"].values()) and not any(kept["wrong"].values()) and is_forced


def prepare(environment: dict[str, str]) -> None:
    django(["migrate", "-v", "0"], environment)
    inside(environment, "seed")


def inside(environment: dict[str, str], *words: str) -> str:
    command = [sys.executable, "-W", "ignore", "-m", "benchmarks.crash_house", *words]
    ran = subprocess.run(command, env=environment, cwd=ROOT, check=False, capture_output=True, text=True)
    if ran.returncode:
        sys.exit(ran.stderr)
    return ran.stdout


def counted(environment: dict[str, str], here: Nursery) -> dict[str, dict[str, int]]:
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(here.told, file)
        file.flush()
        kept: dict[str, dict[str, int]] = json.loads(inside(environment, "count", file.name))
    return kept


def until_next_yes(here: Nursery) -> float:
    began, n_before = time.perf_counter(), here.n_told
    while here.n_told == n_before and time.perf_counter() - began < 60:
        time.sleep(0.01)
    return time.perf_counter() - began


def kill_a_backend(postmaster: int) -> int:
    """One process of the server that serves a writer; the server then ends all others and recovers from its log."""
    children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
    random.shuffle(children)
    for child in children:
        with suppress(OSError):
            words = Path(f"/proc/{child}/cmdline").read_bytes()
            if b"idle" in words or b"COMMIT" in words or b"INSERT" in words or b"SELECT" in words:
                os.kill(int(child), signal.SIGKILL)
                return 1
    return 0


def forced_writes(environment: dict[str, str], postmaster: int | None) -> dict[str, int]:
    """fsyncs of the database in ten writes of each kind, the writer's own or the server's."""
    strace = shutil.which("strace")
    if not strace:
        return {}
    found = {}
    for kind in ("hours", "note", "award", "roster"):
        with tempfile.NamedTemporaryFile("r", suffix=".trace") as trace:
            what = [strace, "-f", "-qq", "-y", "-e", "trace=fsync,fdatasync", "-o", trace.name]
            writer = [sys.executable, "-W", "ignore", "-m", "benchmarks.crash_house", "solo", kind, str(PER_KIND)]
            if postmaster is None:
                ran = subprocess.run([*what, *writer], env=environment, cwd=ROOT, check=False, capture_output=True)
            else:
                children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
                onto = [word for child in [str(postmaster), *children] for word in ("-p", child)]
                watcher = subprocess.Popen([*what, *onto], stderr=subprocess.DEVNULL)
                time.sleep(1)
                ran = subprocess.run(writer, env=environment, cwd=ROOT, check=False, capture_output=True)
                watcher.send_signal(signal.SIGINT)
                watcher.wait(timeout=30)
            n_yes = ran.stdout.count(b"yes ")
            mine = [line for line in trace if "mueang.sqlite3" in line or "pg_wal" in line]
            found[kind] = len(mine) if n_yes == PER_KIND else -1
    return found


@contextmanager
def little_disk() -> Iterator[Path]:
    """A file system in memory of a few megabytes; root only."""
    with tempfile.TemporaryDirectory(prefix="mueang-small-", ignore_cleanup_errors=True) as folder:
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SMALL_DISK}", "tmpfs", folder], check=True)
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", "-l", folder], check=False)


def small_disk() -> bool:
    """Full to the last byte, then read-only: no false yes, and it goes on by itself when there is room again."""
    if os.geteuid():
        print("small disk   not measured: root mounts it")
        return True
    with installation("sqlite") as (outer, _none), little_disk() as folder:
        environment = {**outer, "MUEANG_DATA_DIR": str(folder)}
        prepare(environment)
        with nursery(environment, 2) as here:
            free = grown(here, 3)
            filler = folder / "filler"
            fill(filler)
            time.sleep(1)
            full = grown(here, 5)
            filler.unlink()
            again = grown(here, 5)
            # What has files open for writing keeps a disk from becoming read-only.
            while here.alive:
                here.kill_one()
            time.sleep(1)
            is_read_only = remount(folder, "ro")
            for _ in range(2):
                here.bear()
            read_only = grown(here, 5)
            remount(folder, "rw")
            at_last = grown(here, 8)
        kept = counted(environment, here)
    print(
        f"small disk   yes {free} before, {full} while full, {again} after; {read_only} read-only"
        f"{'' if is_read_only else ' (which it could not be made)'}, {at_last} after; "
        f"lost {kept['lost']}; {kept['wrong']}; refused {dict(here.refused)}",
        flush=True,
    )
    is_honest = not full and not (is_read_only and read_only)
    return is_honest and bool(again and at_last) and not any(kept["lost"].values()) and not any(kept["wrong"].values())


def grown(here: Nursery, seconds: float) -> int:
    before = here.n_told
    time.sleep(seconds)
    return here.n_told - before


def fill(path: Path) -> None:
    with suppress(OSError), path.open("wb", buffering=0) as file:
        while True:
            file.write(b"\0" * 4096)


def remount(folder: Path, how: str) -> bool:
    return not subprocess.run(
        ["mount", "-o", f"remount,{how}", str(folder)], check=False, capture_output=True
    ).returncode


if __name__ == "__main__":
    main()
