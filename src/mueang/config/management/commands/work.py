"""`mueang worker`: find rows that wait for follow-up work, app by app, until stopped."""

from __future__ import annotations

import importlib.util
import logging
import math
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections
from django.utils import timezone

from mueang.lib import one_by_one

log = logging.getLogger("mueang.worker")
# How long one app has the worker before the next: a nation's night must not keep a notice waiting.
SECONDS_A_TURN = 5.0


@dataclass(slots=True)
class Task:
    """The follow-up work of one app, and after how many seconds without work it is asked again."""

    run: Callable[[datetime], int]
    every_seconds: float = 0
    asked_again_at: float = 0


def tasks() -> dict[str, Task]:
    """`run` of every app that has a tasks module, by app name; EVERY_SECONDS beside it where nobody waits for it."""
    found: dict[str, Task] = {}
    for config in apps.get_app_configs():
        name = f"{config.name}.tasks"
        if config.name.startswith("mueang.") and importlib.util.find_spec(name):
            module = importlib.import_module(name)
            found[config.label] = Task(module.run, getattr(module, "EVERY_SECONDS", 0))
    return found


def work_once(
    found: dict[str, Task], *, clock: Callable[[], float] = time.monotonic, seconds: float = SECONDS_A_TURN
) -> int:
    """One round over every app whose turn it is, `seconds` for each; whoever is asked to stop begins no other.

    A failing app is logged and does not hold up the others.
    """
    done = 0
    for label, task in found.items():
        if clock() < task.asked_again_at or one_by_one.is_stopping():
            continue
        here, has_failed, began = 0, False, time.perf_counter()
        n_failed = one_by_one.n_failed()
        one_by_one.begin_turn(seconds=seconds)
        try:
            here = task.run(timezone.now())
        except Exception:
            has_failed = True
            log.exception("the follow-up work of %s failed and will be tried again", label)
        if settings.OPTIONS["METRICS_LISTEN"]:
            from mueang.config.measuring import note_round  # costs 15 MB: only where it is wanted

            has_failed = has_failed or one_by_one.n_failed() > n_failed
            note_round(label, seconds=time.perf_counter() - began, has_failed=has_failed)
        task.asked_again_at = 0 if here else clock() + task.every_seconds
        done += here
    close_old_connections()
    return done


class Command(BaseCommand):
    help = "Find rows that wait for follow-up work, app by app, until stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="one round until nothing waits, then stop")
        parser.add_argument("--interval", type=float, default=1.0, help="seconds between rounds when nothing waits")

    def handle(self, *_arguments: Any, once: bool, interval: float, **_options: Any) -> None:
        one_by_one.start_again()
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda *_: one_by_one.ask_to_stop())
        found = tasks()
        if once:
            # What one app does may be work for another: none is left out of any round.
            found = {label: Task(task.run) for label, task in found.items()}
        while not one_by_one.is_stopping():
            # Where nothing else waits for its turn, no turn needs an end.
            done = work_once(found, seconds=math.inf if once else SECONDS_A_TURN)
            if once and not done:
                return
            if not done:
                one_by_one.wait_or_stop(interval)
