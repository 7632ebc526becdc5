"""Workbooks of figures: kept while they are checked, then written at once or thrown away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.indicators.actions.observations import Figure, write_figures
from mueang.apps.indicators.enums import SheetState
from mueang.apps.indicators.errors import NothingToWrite, SheetDecided
from mueang.apps.indicators.models import Indicator, ObservationSheet
from mueang.apps.indicators.queries.sheets import SheetLine, lines_of
from mueang.apps.indicators.rules import may_measure
from mueang.apps.network.models import City
from mueang.apps.places.models import Neighbourhood


@transaction.atomic
def stage_sheet(
    *, city: City, file_name: str, lines: Sequence[SheetLine], actor: User, now: datetime | None = None
) -> ObservationSheet:
    """Keep what was read of a workbook until somebody decides. Raises PermissionDenied."""
    if not may_measure(actor, city):
        raise PermissionDenied
    sheet = ObservationSheet(city=city, file_name=file_name[:200], made_by=actor, made_at=now or timezone.now())
    sheet.lines, sheet.n_lines = [asdict(line) for line in lines], len(lines)
    sheet.save(force_insert=True)
    record(actor=actor, verb="observations.staged", target=sheet, book=city.slug, facts={"n_lines": len(lines)})
    return sheet


@transaction.atomic
def confirm_sheet(*, sheet: ObservationSheet, actor: User, now: datetime | None = None) -> ObservationSheet:
    """Write every line that was understood; figures that stand already stay as they are.

    Raises PermissionDenied, SheetDecided, NothingToWrite, and what `observe` refuses: then nothing is written.
    """
    now = now or timezone.now()
    sheet = _undecided(sheet, actor=actor)
    lines = [line for line in lines_of(sheet) if line.is_right]
    if not lines:
        raise NothingToWrite
    indicators = Indicator.objects.in_bulk({line.indicator for line in lines})
    communities = Neighbourhood.objects.in_bulk({line.neighbourhood for line in lines if line.neighbourhood})
    figures = [
        Figure(
            indicator=indicators[line.indicator],
            neighbourhood=communities[line.neighbourhood] if line.neighbourhood else None,
            **line.said,
        )
        for line in lines
        if line.indicator is not None
    ]
    _rows, n_new = write_figures(city=sheet.city, figures=figures, actor=actor, now=now)
    sheet.n_written = n_new
    return _end(sheet, SheetState.CONFIRMED, actor=actor, now=now)


@transaction.atomic
def discard_sheet(*, sheet: ObservationSheet, actor: User, now: datetime | None = None) -> ObservationSheet:
    """Throw the file away. Raises PermissionDenied, SheetDecided."""
    return _end(_undecided(sheet, actor=actor), SheetState.DISCARDED, actor=actor, now=now or timezone.now())


def _undecided(sheet: ObservationSheet, *, actor: User) -> ObservationSheet:
    City.objects.select_for_update().get(pk=sheet.city_id)
    row = ObservationSheet.objects.select_for_update(of=("self",)).select_related("city").get(pk=sheet.pk)
    if not may_measure(actor, row.city):
        raise PermissionDenied
    if row.state != SheetState.PREVIEW:
        raise SheetDecided
    return row


def _end(sheet: ObservationSheet, state: SheetState, *, actor: User, now: datetime) -> ObservationSheet:
    sheet.state, sheet.ended_at, sheet.lines = state, now, []
    sheet.save(update_fields=["state", "ended_at", "lines", "n_written"])
    facts = {"n_written": sheet.n_written}
    record(actor=actor, verb=f"observations.{state.value}", target=sheet, book=sheet.city.slug, facts=facts)
    return sheet
