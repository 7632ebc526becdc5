"""Start the children of `mueang run`, pass signals on, start again whoever dies, and stop together."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import FrameType

STOP_SECONDS = 15
# Whoever dies oftener than this has a reason that starting again does not cure.
MOST_ENDS, WITHIN_SECONDS = 5, 60
# As <sys/prctl.h> numbers it.
PR_SET_PDEATHSIG = 1


def end_with(parent: int) -> None:
    """From now on this process is killed when `parent`, which started it, is gone, however that ended (Linux).

    Else a killed `mueang run` would leave a server behind that keeps the port, and nothing could be started again.
    """
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, ctypes.c_ulong(signal.SIGKILL))
    # It may have been gone before.
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)


class PortInUse(Exception):
    """Another program listens on the port already."""


@dataclass(slots=True)
class Child:
    """A program that should be running, its process now, and when it ended by itself."""

    command: Sequence[str]
    environment: dict[str, str]
    process: subprocess.Popen[bytes]
    ends: list[float] = field(default_factory=list)


class Children:
    """Child processes that stop together; one that dies is started again.

    Signal handlers are installed at construction, before any child starts: a Ctrl-C in between stops cleanly.
    """

    def __init__(self, *, say: Callable[[str], object] = lambda _text: None) -> None:
        self.children: list[Child] = []
        self.is_stopping = False
        self._say = say
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._ask_to_stop)

    def _ask_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self.is_stopping = True

    @property
    def processes(self) -> list[subprocess.Popen[bytes]]:
        return [child.process for child in self.children]

    def start(self, command: Sequence[str], **environment: str) -> None:
        self.children.append(Child(command, environment, self._born(command, environment)))

    def _born(self, command: Sequence[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
        # A session of their own: Ctrl-C reaches us alone, and we stop them in order.
        return subprocess.Popen(  # noqa: S603 -- our own programs
            command,
            start_new_session=True,
            env={**os.environ, **environment},
            preexec_fn=partial(end_with, os.getpid()),  # noqa: PLW1509 -- no thread is started before the children
        )

    def wait(self, *, on_tick: Callable[[], None] = lambda: None) -> int:
        """Until a signal asks to stop (0) or a child dies again and again (1); then stop every child."""
        code = 0
        while not self.is_stopping and not code:
            on_tick()
            time.sleep(0.1)
            code = int(not all(self._stands(child) for child in self.children))
        self.stop()
        return 0 if self.is_stopping else code

    def _stands(self, child: Child) -> bool:
        """Whether a child runs, or does again; False once it died too often."""
        code = child.process.poll()
        if code is None or self.is_stopping:
            return True
        now = time.monotonic()
        child.ends = [*(moment for moment in child.ends if now - moment < WITHIN_SECONDS), now]
        if len(child.ends) >= MOST_ENDS:
            return False
        self._say(f"A part of Mueang ended by itself ({code}) and is started again.")
        child.process = self._born(child.command, child.environment)
        return True

    def stop(self) -> None:
        for process in self.processes:
            if process.poll() is None:
                process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for process in self.processes:
            try:
                process.wait(timeout=max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def ensure_port_is_free(listen: str, port: int) -> None:
    """Raise PortInUse where somebody listens already: granian would share the port without a word."""
    family = socket.AF_INET6 if ":" in listen else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((listen.strip("[]"), port))
        except OSError as error:
            raise PortInUse(f"{listen}:{port}") from error


def is_listening(listen: str, port: int) -> bool:
    try:
        with socket.create_connection((listen.strip("[]"), port), timeout=0.5):
            return True
    except OSError:
        return False


# Four threads with a heap each cost a web process 3 MB more than one heap behind Python's own lock. Where in its line a
# call stands is said in no log that anybody reads, and costs 2 MB; the line itself is still said.
WEB_ENVIRONMENT = {"MALLOC_ARENA_MAX": "1", "PYTHONNODEBUGRANGES": "1"}


def web_command(
    *, listen: str, port: int, workers: int, threads: int, certificate: tuple[Path, Path] | None = None
) -> list[str]:
    secured = ["--certificate", str(certificate[0]), "--key", str(certificate[1])] if certificate else []
    return [
        *(sys.executable, "-m", "mueang.config.serving", "--host", listen, "--port", str(port)),
        *("--workers", str(workers), "--threads", str(threads)),
        *secured,
    ]


def worker_command() -> list[str]:
    return [sys.executable, "-m", "mueang.config.cli", "worker"]


def metrics_command() -> list[str]:
    return [sys.executable, "-m", "mueang.config.cli", "metrics"]
