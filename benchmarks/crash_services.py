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
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.last_seats import ROOT

PAUSE_SECONDS = 0.3
# What takes seconds to be back is killed less often, or nothing would be at work when it is.
OFTEN = {"web process": 3, "worker": 2, "database": 4, "database process": 8}
# libfiu's, as Debian packs them.
FIU = [f"/usr/lib/fiu/fiu_{part}_preload.so" for part in ("run", "posix")]
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
FAULTS = ("posix/io/sync/*", "posix/io/rw/pwrite*", "posix/io/rw/pread*")


class Service:
    """A program that runs until it is no longer wanted."""

    def __init__(self, command: Sequence[str], environment: dict[str, str], **how: Any) -> None:
        self._start = lambda: subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **{"cwd": ROOT, **how}
        )
        self.process = self._start()
        self.n_starts = 1
        self._is_over = False
        self._watch = threading.Thread(target=self._keep_up, daemon=True)
        self._watch.start()

    @property
    def pid(self) -> int:
        return self.process.pid

    def _keep_up(self) -> None:
        while True:
            self.process.wait()
            time.sleep(PAUSE_SECONDS)
            if self._is_over:
                return
            self.process = self._start()
            self.n_starts += 1

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

    def everybody(self) -> Iterator[int]:
        waiting = [one.pid for one in (self.mueang, self.database) if one]
        while waiting:
            yield (pid := waiting.pop())
            waiting += children_of(pid)

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
def machine(environment: dict[str, str], *, port: int, server: ServerCommand | None) -> Iterator[Machine]:
    """`mueang run`, and the database's server if it has one: both with this environment."""
    command = [sys.executable, "-W", "ignore", "-m", "mueang.config.cli", "run", "--port", str(port)]
    here = Machine(Service(command, environment), database_service(server, environment) if server else None)
    try:
        yield here
    finally:
        here.end()


def database_service(server: ServerCommand, environment: dict[str, str]) -> Service:
    ours = {name: value for name, value in environment.items() if name.startswith(("LD_PRELOAD", "FIU_", "CLOCK_"))}
    return Service(server.words, {"PATH": os.environ["PATH"], **ours}, user=server.owner, cwd=server.folder)


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


Trouble = Callable[[Machine], None]


def jumps(folder: Path) -> tuple[dict[str, str], Trouble]:
    """A clock that every process reads from a file, as far ahead as it says, and what sets it; monotonic time goes on.

    (libfaketime would do, did its sleeping not fail where only the clock of the wall is to be set.)
    """
    file, library = folder / "clock", folder / "clock.so"
    file.write_bytes(bytes(8))
    subprocess.run(["cc", "-shared", "-fPIC", "-O2", "-x", "c", "-", "-o", library], input=CLOCK, text=True, check=True)

    def trouble(_machine: Machine) -> None:
        with file.open("r+b") as clock:
            clock.write(struct.pack("q", random.choice(JUMPS)))

    return {"LD_PRELOAD": str(library), "CLOCK_FILE": str(file)}, trouble


def faults(folder: Path) -> tuple[dict[str, str], Trouble]:
    """For half a second one in ten forced writes, writes and reads of files fails in every process (EIO and such)."""
    fifo = str(folder / "fiu")

    def trouble(here: Machine) -> None:
        pids = list(here.everybody())
        tell(pids, [f"enable_random name={name},probability=0.1" for name in FAULTS], fifo)
        time.sleep(0.5)
        tell(pids, [f"disable name={name}" for name in FAULTS], fifo)

    return {"LD_PRELOAD": " ".join(FIU), "FIU_CTRL_FIFO": fifo}, trouble


def tell(pids: Sequence[int], orders: Sequence[str], fifo: str) -> None:
    words = [word for order in orders for word in ("-c", order)]
    for pid in pids:
        if Path(f"{fifo}-{pid}.in").exists():
            # One that just ended answers nobody.
            with suppress(subprocess.TimeoutExpired):
                command = ["fiu-ctrl", "-f", fifo, *words, str(pid)]
                subprocess.run(command, check=False, capture_output=True, timeout=5)
