"""What the worker does with files: read large ones, write long ones, throw away what nobody confirmed."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.audit.actions import record
from mueang.apps.registers.actions.runs import close, show, without_collecting, write
from mueang.apps.registers.enums import RunState
from mueang.apps.registers.errors import RegisterFileRefused, RegisterRefused
from mueang.apps.registers.models import ImportRun
from mueang.apps.registers.queries.readings import Reading
from mueang.apps.registers.queries.runs import file_of, read_run
from mueang.lib.one_by_one import one_by_one

HOURS_KEPT = 48


def read_waiting(now: datetime) -> int:
    """Read the large file that waits longest, for checking; how many were looked at."""
    run = _first(RunState.READING, "uploaded_at")
    if run is None:
        return 0
    try:
        reading = _read(run)
        with transaction.atomic():
            if (found := _locked(run, RunState.READING)) is not None:
                show(found, reading)
    except (RegisterRefused, PermissionDenied) as refusal:
        _fail(run, refusal, now=now)
    return 1


def write_waiting(now: datetime) -> int:
    """Write one file that waits; how many were looked at. One that cannot be written says so and holds up nobody.

    It is read before the transaction begins, and how far that is can be seen; then all of it is written in one piece.
    A worker that is killed meanwhile leaves the file waiting, and it is begun again.
    """
    run = _first(RunState.WAITING, "confirmed_at")
    if run is None:
        return 0
    try:
        reading = _read(run)
        with transaction.atomic():
            if (found := _locked(run, RunState.WAITING)) is not None:
                write(found, reading)
    except (RegisterRefused, PermissionDenied) as refusal:
        _fail(run, refusal, now=now)
    return 1


def purge_abandoned(now: datetime) -> int:
    """Throw away files that nobody confirmed within two days."""
    before = now - timedelta(hours=HOURS_KEPT)
    keys = ImportRun.objects.filter(state=RunState.PREVIEW, uploaded_at__lt=before).values_list("pk", flat=True)
    return one_by_one("files nobody confirmed", list(keys), lambda pk: _purge(pk, now=now))


@transaction.atomic
def _purge(pk: int, *, now: datetime) -> bool:
    rows = ImportRun.objects.select_for_update(of=("self",), skip_locked=True).select_related("city")
    run = rows.filter(pk=pk, state=RunState.PREVIEW).first()
    if run is not None:
        close(run, RunState.DISCARDED, now=now)
        record(actor=None, verb="register.discarded", target=run, book=run.city.slug)
    return run is not None


def _first(state: RunState, order: str) -> ImportRun | None:
    return ImportRun.objects.filter(state=state).order_by(order).select_related("city", "school__city").first()


def _locked(run: ImportRun, state: RunState) -> ImportRun | None:
    """The row for the one worker that has it; nothing where another was faster."""
    rows = ImportRun.objects.select_for_update(of=("self",), skip_locked=True)
    rows = rows.select_related("city", "school__city", "uploaded_by", "confirmed_by")
    return rows.filter(pk=run.pk, state=state).first()


def _read(run: ImportRun) -> Reading:
    """The file again, each part of it told in a transaction of its own; the step after the last part is left to do."""
    n_parts = 1

    def told(done: int, of: int) -> None:
        nonlocal n_parts
        n_parts = of
        ImportRun.objects.filter(pk=run.pk).update(n_done=done, n_steps=of + 1)

    told(0, n_parts)
    with without_collecting():
        reading = read_run(run, file_of(run), today=timezone.localdate(), told=told)
    told(n_parts, n_parts)
    return reading


def _fail(run: ImportRun, refusal: Exception, *, now: datetime) -> None:
    with transaction.atomic():
        failed = ImportRun.objects.select_for_update(of=("self",)).select_related("city").get(pk=run.pk)
        why = [refusal.code, refusal.params] if isinstance(refusal, RegisterFileRefused) else None
        failed.counts = {**failed.counts, "refused": type(refusal).__name__, "why": why}
        close(failed, RunState.FAILED, now=now)
        failed.save(update_fields=["counts"])
        record(actor=None, verb="register.failed", target=failed, book=failed.city.slug)
