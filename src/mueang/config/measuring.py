"""Figures for Prometheus: how many requests, how long, which answer; what the worker did. No name, no address.

Loaded only where METRICS_LISTEN is set: the library costs a process 15 MB. Each process writes its figures into a file
of its own; `mueang metrics` adds them up.
"""

from __future__ import annotations

import os
import shutil
import socket
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings

from mueang.config.naming import KEPT, VIEW

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# Machines may share the data folder, and the library tells processes apart by their numbers alone.
FOLDER = settings.DATA_DIR / "metrics" / socket.gethostname()
# The library reads it once, when it is loaded.
os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", str(FOLDER))
FOLDER.mkdir(parents=True, exist_ok=True)

from prometheus_client import Counter, Gauge, Histogram  # noqa: E402 -- once the folder is known

_SECONDS = (0.001, 0.005, 0.02, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 10)
REQUESTS = Histogram("mueang_request_seconds", "Time to answer", ["view", "method", "status"], buckets=_SECONDS)
TASKS = Histogram("mueang_task_seconds", "Time of one round of follow-up work", ["app"], buckets=_SECONDS)
TASKS_FAILED = Counter("mueang_task_failures_total", "Rounds of follow-up work that failed", ["app"])
WORKED_AT = Gauge("mueang_worker_seen_seconds", "When a worker last ended a round", multiprocess_mode="mostrecent")
_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})


def forget_figures() -> None:
    """At the start of the whole house: figures of this machine's processes that are gone count no more."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)


class Measured:
    """The WSGI application with a watch: every answer counts, those from memory too."""

    def __init__(self, application: WSGIApplication) -> None:
        self._application = application

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        began, status = time.perf_counter(), "500"

        def noted(said: str, *more: object) -> object:
            nonlocal status
            status = said[:3]
            return start_response(said, *more)  # type: ignore[arg-type]

        try:
            return self._application(environ, noted)  # type: ignore[arg-type]
        finally:
            method = environ["REQUEST_METHOD"]
            labels = (environ.get(VIEW, KEPT), method if method in _METHODS else "other", status)
            REQUESTS.labels(*labels).observe(time.perf_counter() - began)


def note_round(app: str, *, seconds: float, has_failed: bool) -> None:
    TASKS.labels(app).observe(seconds)
    if has_failed:
        TASKS_FAILED.labels(app).inc()
    WORKED_AT.set(time.time())
