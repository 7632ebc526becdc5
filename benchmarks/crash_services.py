"""Programs that are started again whatever ends them, as a service manager does, and what to kill in them."""

from __future__ import annotations

import os
import random
import shlex
import signal
import struct
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.crash_disk import FAULTS, FULL, Disk
from benchmarks.last_seats import ROOT

PAUSE_SECONDS = 0.3
# How the house ends such a line.
TROUBLE = ": what was asked was refused"
SECONDS_OF_A_FAULT = (1.0, 10.0)
LONGEST_REFUSAL = 20.0
# What takes seconds to be back is killed less often, or nothing would be at work when it is.
OFTEN = {"web process": 3, "worker": 2, "database": 4, "database process": 8}
HOUR = 3600
JUMPS = (0, 8 * HOUR, -8 * HOUR, 24 * HOUR, -24 * HOUR)
CLOCK = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
static volatile int64_t *ahead;
static int (*real)(clockid_t, struct timespec *);
__attribute__((constructor)) static void begin(void) {
    int file = open(getenv("CLOCK_FILE"), O_RDONLY);
    void *found = mmap(0, 8, PROT_READ, MAP_SHARED, file, 0);
    if (found != MAP_FAILED) ahead = found;
}
int clock_gettime(clockid_t which, struct timespec *now) {
    if (!real) real = dlsym(RTLD_NEXT, "clock_gettime");
    int code = real(which, now);
    if (!code && ahead && (which == CLOCK_REALTIME || which == CLOCK_REALTIME_COARSE)) now->tv_sec += *ahead;
    return code;
}
int gettimeofday(struct timeval *restrict said, void *restrict zone) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    said->tv_sec = now.tv_sec;
    said->tv_usec = now.tv_nsec / 1000;
    return 0;
}
time_t time(time_t *said) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (said) *said = now.tv_sec;
    return now.tv_sec;
}
"""


class Service:
    """A program that runs until it is no longer wanted."""

    def __init__(self, command: Sequence[str], environment: dict[str, str], **how: Any) -> None:
        self._start = lambda: subprocess.Popen(
            command,
            env=environment,
            stdout=subprocess.DEVNULL,
            **{"cwd": ROOT, "stderr": subprocess.DEVNULL, **how},
        )
        self.process = self._start()
        self.n_starts = 1
        self.n_unheard = 0
        self._is_over = False
        self._may_start = threading.Event()
        self._may_start.set()
        self._watch = threading.Thread(target=self._keep_up, daemon=True)
        self._watch.start()

    @property
    def pid(self) -> int:
        return self.process.pid

    def _keep_up(self) -> None:
        while True:
            self.process.wait()
            time.sleep(PAUSE_SECONDS)
            self._may_start.wait()
            if self._is_over:
                return
            # On a disk that fails not even a folder may be found.
            with suppress(OSError):
                self.process = self._start()
                self.n_starts += 1

    def look_after(self, url: str) -> None:
        """As a probe does: a server of PostgreSQL that lets nobody in for so long is killed.

        PostgreSQL 18 needs it: its start-up process killed while it recovers from a killed backend, the postmaster
        waits for ever for processes that nobody told to end, and answers that it is in recovery mode.
        """
        import psycopg  # where there is PostgreSQL, its driver is

        heard = time.monotonic()
        while not self._is_over:
            time.sleep(1)
            try:
                psycopg.connect(url, connect_timeout=3).close()
                heard = time.monotonic()
            except psycopg.Error:
                if time.monotonic() - heard > LONGEST_REFUSAL:
                    self.n_unheard += 1
                    self.process.kill()
                    heard = time.monotonic()

    def halt(self) -> None:
        self._may_start.clear()
        self.process.kill()
        # One that was just being started is the next.
        time.sleep(PAUSE_SECONDS)
        self.process.kill()

    def go_on(self) -> None:
        self._may_start.set()

    def end(self) -> None:
        self._is_over = True
        self.process.kill()
        self._watch.join(timeout=30)


@dataclass(slots=True)
class Machine:
    """Everything that runs for a house."""

    mueang: Service
    database: Service | None = None

    def victims(self) -> dict[str, list[int]]:
        """By what it is, who can be killed now."""
        children = children_of(self.mueang.pid)
        web = [pid for pid in children if "mueang.config.serving" in words_of(pid)]
        found = {
            "mueang run": [self.mueang.pid],
            "web server": web,
            "web process": [child for pid in web for child in children_of(pid)],
            "worker": [pid for pid in children if words_of(pid).endswith("worker")],
        }
        if self.database:
            found |= {"database": [self.database.pid], "database process": children_of(self.database.pid)}
        return {kind: pids for kind, pids in found.items() if pids}

    def kill_one(self) -> str:
        found = self.victims()
        (kind,) = random.choices(list(found), [OFTEN.get(kind, 1) for kind in found])
        with suppress(ProcessLookupError):
            os.kill(random.choice(found[kind]), signal.SIGKILL)
        return kind

    @contextmanager
    def halted(self) -> Iterator[None]:
        """Whoever keeps the rows is killed, and does not start meanwhile: the server, or without one everything."""
        keeper = self.database or self.mueang
        keeper.halt()
        try:
            yield
        finally:
            keeper.go_on()

    def end(self) -> None:
        self.mueang.end()
        if self.database:
            self.database.end()


def children_of(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def words_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode().strip()
    except OSError:
        return ""


@contextmanager
def machine(environment: dict[str, str], *, port: int, server: ServerCommand | None, log: Path) -> Iterator[Machine]:
    """`mueang run`, and the database's server if it has one: both with this environment; they speak into `log`."""
    command = [sys.executable, "-W", "ignore", "-m", "mueang.config.cli", "run", "--port", str(port)]
    with log.open("ab") as told:
        mueang = Service(command, environment, stderr=told)
        here = Machine(mueang, database_service(server, environment, stderr=told) if server else None)
        if here.database:
            url = environment["MUEANG_DATABASE_URL"]
            threading.Thread(target=here.database.look_after, args=(url,), daemon=True).start()
        try:
            yield here
        finally:
            here.end()


def broke(log: Path) -> Counter[str]:
    """How every traceback in a log ends, every trouble that is told in a line, and how often."""
    ends, is_inside = Counter[str](), False
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        if TROUBLE in line:
            ends[line.split(" ERROR ", 1)[-1].split(" (", 1)[0]] += 1
        if line.startswith("Traceback"):
            is_inside = True
        elif is_inside and line and not line.startswith((" ", "Traceback")):
            ends[line[:160]] += 1
            is_inside = False
    return ends


def database_service(server: ServerCommand, environment: dict[str, str], **how: Any) -> Service:
    ours = {name: value for name, value in environment.items() if name.startswith(("LD_PRELOAD", "FIU_", "CLOCK_"))}
    return Service(server.words, {"PATH": os.environ["PATH"], **ours}, user=server.owner, cwd=server.folder, **how)


@dataclass(frozen=True, slots=True)
class ServerCommand:
    """What starts a server of PostgreSQL, as whom, and where it keeps everything."""

    words: list[str]
    owner: int
    folder: Path

    @classmethod
    def of(cls, postmaster: int) -> ServerCommand:
        folder = Path(f"/proc/{postmaster}/cwd").readlink()
        return cls(shlex.split((folder / "postmaster.opts").read_text()), folder.stat().st_uid, folder)


def stopped(postmaster: int | None) -> ServerCommand | None:
    """Stop a server that somebody else started; what starts it again."""
    if postmaster is None:
        return None
    found = ServerCommand.of(postmaster)
    os.kill(postmaster, signal.SIGINT)
    while (found.folder / "postmaster.pid").exists():
        time.sleep(0.1)
    return found


# Says what it did.
Trouble = Callable[[Machine], str]


def jumps(folder: Path) -> tuple[dict[str, str], Trouble]:
    """A clock that every process reads from a file, as far ahead as it says, and what sets it; monotonic time goes on.

    (libfaketime would do, did its sleeping not fail where only the clock of the wall is to be set.)
    """
    file, library = folder / "clock", folder / "clock.so"
    file.write_bytes(bytes(8))
    subprocess.run(["cc", "-shared", "-fPIC", "-O2", "-x", "c", "-", "-o", library], input=CLOCK, text=True, check=True)

    def trouble(_machine: Machine) -> str:
        ahead = random.choice(JUMPS)
        with file.open("r+b") as clock:
            clock.write(struct.pack("q", ahead))
        return f"{ahead // HOUR:+d} h"

    return {"LD_PRELOAD": str(library), "CLOCK_FILE": str(file)}, trouble


def faults(disk: Disk) -> tuple[dict[str, str], Trouble | None]:
    """The disk under the rows fails while people work; then it is well again, and so is whoever keeps rows on it."""

    def trouble(here: Machine) -> str:
        how = random.choice(FAULTS)
        disk.fail(how)
        time.sleep(random.uniform(*SECONDS_OF_A_FAULT))
        if how == FULL:
            disk.make_room()
        else:
            with here.halted():
                disk.mend()
        return how

    return {}, trouble
