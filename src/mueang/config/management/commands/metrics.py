"""`mueang metrics`: the figures of all processes of this machine, for Prometheus."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections
from django.utils import timezone

from mueang.apps.upkeep.queries import house_state

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry


class Command(BaseCommand):
    help = "Serve the figures of web and worker at METRICS_LISTEN until stopped."
    requires_system_checks = ()

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        host, _colon, port = settings.OPTIONS["METRICS_LISTEN"].rpartition(":")
        if not host or not port.isdecimal():
            raise CommandError("Set MUEANG_METRICS_LISTEN to host:port, e.g. 127.0.0.1:9464.")
        from prometheus_client import start_http_server

        server, _thread = start_http_server(int(port), addr=host.strip("[]"), registry=registry())
        stopping = threading.Event()
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda *_: stopping.set())
        stopping.wait()
        server.shutdown()


def registry() -> CollectorRegistry:
    """What every process of this machine wrote, and what stands in the database."""
    from mueang.config import measuring  # names the folder before the library is loaded

    measuring.FOLDER.mkdir(parents=True, exist_ok=True)
    from prometheus_client import CollectorRegistry
    from prometheus_client.multiprocess import MultiProcessCollector

    made = CollectorRegistry()
    MultiProcessCollector(made)  # type: ignore[no-untyped-call]
    made.register(HouseState())
    return made


class HouseState:
    """Whether the parts of the house work, asked for at each reading."""

    def collect(self) -> Iterator[Any]:
        from prometheus_client.core import GaugeMetricFamily

        now = timezone.now()
        state = house_state(now=now)
        close_old_connections()
        works = GaugeMetricFamily("mueang_part_works", "1 where a part of the house works", labels=["part"])
        late = GaugeMetricFamily("mueang_part_late_seconds", "For how long a part has been late", labels=["part"])
        for part in state.parts:
            works.add_metric([part.name], float(part.is_well))
            late.add_metric([part.name], (now - part.since).total_seconds() if part.since else 0)
        yield works
        yield late
