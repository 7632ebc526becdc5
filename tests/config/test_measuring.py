"""Figures and spans: which view, how long, with which answer; no address, no name."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import CommandError, call_command
from django.test import RequestFactory
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from factories.desks import city_with
from mueang.config.management.commands.work import Task, work_once
from mueang.config.quiet_logs import JsonLine
from mueang.config.running import is_listening
from ports import free_port

KEY = "a-key-that-nobody-else-may-see"
MIDDLEWARE = ["mueang.config.naming.name_view", "django.contrib.sessions.middleware.SessionMiddleware"]


def asked(application, path: str, **headers: str) -> str:
    said: list[str] = []
    environ = RequestFactory(headers=headers).get(path).environ
    b"".join(application(environ, lambda status, *_more: said.append(status) or print))
    return said[0]


def failing(_environ, _start_response):
    raise RuntimeError(f"สมชาย {KEY}")


@pytest.fixture
def spans():
    exporter, made = InMemorySpanExporter(), TracerProvider()
    made.add_span_processor(SimpleSpanProcessor(exporter))
    return exporter, made


@pytest.mark.django_db(transaction=True)
def test_a_request_is_a_span_under_its_views_name_below_the_proxys_and_says_no_address(spans, settings):
    settings.MIDDLEWARE = MIDDLEWARE
    from mueang.config.tracing import traced

    exporter, made = spans
    city_with(1)
    above = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    asked(traced(WSGIHandler(), spans=lambda: made), f"/answer/{KEY}/", traceparent=above)

    (span,) = exporter.get_finished_spans()
    assert span.name == "GET answers:referral"
    assert span.context.trace_id == int(above.split("-")[1], 16)
    assert KEY not in span.to_json()


def test_a_fault_is_a_span_of_a_fault_without_its_words(spans):
    from mueang.config.tracing import traced

    exporter, made = spans
    with pytest.raises(RuntimeError):
        asked(traced(failing, spans=lambda: made), f"/answer/{KEY}/")

    (span,) = exporter.get_finished_spans()
    assert KEY not in span.to_json()
    assert "สมชาย" not in span.to_json()


def test_without_the_extra_the_house_does_not_start_half_traced(monkeypatch):
    from mueang.config.tracing import provider

    monkeypatch.setitem(sys.modules, "opentelemetry.exporter.otlp.proto.http.trace_exporter", None)

    with pytest.raises(ImproperlyConfigured, match=r"mueang\[traces\]"):
        provider()


@pytest.mark.django_db(transaction=True)
def test_answers_and_rounds_are_counted_by_view_and_app_never_by_address(settings):
    settings.OPTIONS, settings.MIDDLEWARE = {**settings.OPTIONS, "METRICS_LISTEN": "127.0.0.1:9464"}, MIDDLEWARE
    from mueang.config.management.commands.metrics import registry
    from mueang.config.measuring import Measured, forget_figures

    forget_figures()
    asked(Measured(WSGIHandler()), f"/answer/{KEY}/")
    asked(Measured(lambda _environ, start: (start("200 OK", []) and [b""]) or [b""]), f"/answer/{KEY}/")
    with pytest.raises(RuntimeError):
        asked(Measured(failing), f"/answer/{KEY}/")
    work_once({"well": Task(lambda _now: 0), "ill": Task(lambda _now: 1 // 0)})

    from prometheus_client import generate_latest

    said = generate_latest(registry()).decode()
    assert 'mueang_request_seconds_count{method="GET",status="404",view="answers:referral"} 1.0' in said
    assert 'mueang_request_seconds_count{method="GET",status="200",view="page from memory"} 1.0' in said
    assert 'mueang_request_seconds_count{method="GET",status="500",view="page from memory"} 1.0' in said
    assert 'mueang_task_failures_total{app="ill"} 1.0' in said
    assert 'mueang_task_failures_total{app="well"}' not in said
    assert 'mueang_part_works{part="pages"} 1.0' in said
    assert KEY not in said


def test_a_log_store_reads_an_object_a_line_with_the_traceback_in_it():
    record = logging.LogRecord("mueang.x", logging.ERROR, __file__, 1, "สาย %s", ("๑",), None)
    try:
        1 // 0  # noqa: B018 -- for its traceback
    except ZeroDivisionError:
        record.exc_info = sys.exc_info()

    said = json.loads(JsonLine().format(record))

    assert (said["level"], said["logger"], said["said"]) == ("ERROR", "mueang.x", "สาย ๑")
    assert "ZeroDivisionError" in said["traceback"]


@pytest.mark.parametrize("listen", ["", "9464", "127.0.0.1:"])
def test_figures_are_served_only_where_they_were_asked_for(settings, listen):
    settings.OPTIONS = {**settings.OPTIONS, "METRICS_LISTEN": listen}

    with pytest.raises(CommandError, match="METRICS_LISTEN"):
        call_command("metrics")


@pytest.mark.slow
def test_a_running_house_counts_its_answers_and_its_rounds_and_logs_objects(tmp_path):
    port, figures = free_port(), free_port()
    environment = {
        **os.environ,
        "MUEANG_DATA_DIR": str(tmp_path),
        "MUEANG_DATABASE_URL": "",
        "MUEANG_METRICS_LISTEN": f"127.0.0.1:{figures}",
        "MUEANG_LOG_FORMAT": "json",
        "PYTHONPATH": str(Path(__file__).resolve().parents[2] / "src"),
        "DJANGO_SETTINGS_MODULE": "mueang.config.settings",
    }
    command = [sys.executable, "-m", "mueang.config.cli", "run", "--port", str(port)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as house:
        deadline = time.monotonic() + 240
        while not (is_listening("127.0.0.1", port) and is_listening("127.0.0.1", figures)):
            if house.poll() is not None or time.monotonic() > deadline:
                house.kill()
                raise AssertionError(house.communicate()[1].decode())
            time.sleep(0.1)
        said = ""
        while time.monotonic() < deadline:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/verify/?credential={KEY}") as page:
                page.read()
            with urllib.request.urlopen(f"http://127.0.0.1:{figures}/metrics") as answer:
                said = answer.read().decode()
            if 'mueang_task_seconds_count{app="upkeep"}' in said and 'part="pages"} 1.0' in said:
                break
            time.sleep(0.1)
        house.send_signal(signal.SIGINT)
        logged = house.communicate(timeout=240)[1].decode()

    assert 'mueang_request_seconds_count{method="GET",status="200",view="verify:home"}' in said
    assert 'mueang_task_seconds_count{app="upkeep"}' in said
    assert 'mueang_part_works{part="pages"} 1.0' in said, logged
    assert KEY not in said + logged
