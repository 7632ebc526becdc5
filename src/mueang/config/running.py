"""Start the children of `mueang run`, pass signals on, and stop together."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType

STOP_SECONDS = 15


class PortInUse(Exception):
    """Another program listens on the port already."""


class Children:
    """Child processes that live and die together.

    Signal handlers are installed at construction, before any child starts: a Ctrl-C in between stops cleanly.
    """

    def __init__(self) -> None:
        self.processes: list[subprocess.Popen[bytes]] = []
        self.is_stopping = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._ask_to_stop)

    def _ask_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self.is_stopping = True

    def start(self, command: Sequence[str], **environment: str) -> None:
        # A session of their own: Ctrl-C reaches us alone, and we stop them in order.
        self.processes.append(
            subprocess.Popen(command, start_new_session=True, env={**os.environ, **environment})  # noqa: S603 -- our own programs
        )

    def wait(self, *, on_tick: Callable[[], None] = lambda: None) -> int:
        """Until a signal asks to stop (0) or a child ends by itself (1); then stop every child."""
        while not self.is_stopping and all(process.poll() is None for process in self.processes):
            on_tick()
            time.sleep(0.1)
        ended = [process for process in self.processes if process.poll() is not None]
        self.stop()
        return 0 if self.is_stopping and not ended else 1

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
