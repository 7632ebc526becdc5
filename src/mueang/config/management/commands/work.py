"""`mueang worker`: find rows that wait for follow-up work, app by app, until stopped."""

from __future__ import annotations

import importlib.util
import logging
import signal
import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections
from django.utils import timezone

log = logging.getLogger("mueang.worker")
Task = Callable[[datetime], int]


def tasks() -> dict[str, Task]:
    """`run` of every app that has a tasks module, by app name."""
    found: dict[str, Task] = {}
    for config in apps.get_app_configs():
        name = f"{config.name}.tasks"
        if config.name.startswith("mueang.") and importlib.util.find_spec(name):
            found[config.label] = importlib.import_module(name).run
    return found


def work_once(found: dict[str, Task]) -> int:
    """One round over every app; a failing app is logged and does not hold up the others."""
    done = 0
    for label, run in found.items():
        try:
            done += run(timezone.now())
        except Exception:
            log.exception("the follow-up work of %s failed and will be tried again", label)
    close_old_connections()
    return done


class Command(BaseCommand):
    help = "Find rows that wait for follow-up work, app by app, until stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="one round until nothing waits, then stop")
        parser.add_argument("--interval", type=float, default=1.0, help="seconds between rounds when nothing waits")

    def handle(self, *_arguments: Any, once: bool, interval: float, **_options: Any) -> None:
        stopping = threading.Event()
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda *_: stopping.set())
        found = tasks()
        while not stopping.is_set():
            done = work_once(found)
            if once and not done:
                return
            if not done:
                stopping.wait(interval)
