"""Keep a workbook of offerings while it is being checked, and make them all at once or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.catalog.actions.quick import SimpleOffering, offer
from mueang.apps.catalog.enums import SheetState
from mueang.apps.catalog.errors import NothingPlanned, SheetClosed
from mueang.apps.catalog.models import Offering, OfferingSheet
from mueang.apps.catalog.queries.sheets import SheetLine, lines_of
from mueang.apps.catalog.rules import teaching_places
from mueang.apps.network.models import City


@transaction.atomic
def stage_sheet(*, city: City, name: str, lines: Sequence[SheetLine], actor: User) -> OfferingSheet:
    """Keep what was read of a workbook, to be checked; no offering is made yet. Raises PermissionDenied."""
    if not teaching_places(actor, city).exists():
        raise PermissionDenied
    sheet = OfferingSheet(city=city, name=name[:200], lines=[line.as_json() for line in lines], made_by=actor)
    sheet.clean_fields(exclude=["lines"])
    sheet.save(force_insert=True)
    record(actor=actor, verb="offerings.staged", target=sheet, book=city.slug, facts={"n_lines": len(lines)})
    return sheet


@transaction.atomic
def correct_line(*, sheet: OfferingSheet, number: int, cells: Mapping[str, str], actor: User) -> OfferingSheet:
    """Write a line anew. Raises PermissionDenied, SheetClosed."""
    return _change(sheet, number, actor=actor, cells=dict(cells), is_skipped=False)


@transaction.atomic
def skip_line(*, sheet: OfferingSheet, number: int, is_skipped: bool, actor: User) -> OfferingSheet:
    """Leave a line out, or take it in again. Raises PermissionDenied, SheetClosed."""
    return _change(sheet, number, actor=actor, is_skipped=is_skipped)


@transaction.atomic
def confirm_sheet(
    *, sheet: OfferingSheet, offerings: Sequence[SimpleOffering], publishes: bool, actor: User
) -> list[Offering]:
    """Make every offering of a sheet, or none. `offerings` are what its lines say, read by the caller.

    Raises PermissionDenied, SheetClosed for a second press, NothingPlanned, and whatever `offer` refuses.
    """
    sheet = _locked(sheet, actor)
    if not offerings:
        raise NothingPlanned
    made = [offer(city=sheet.city, simple=simple, publishes=publishes, actor=actor) for simple in offerings]
    _close(sheet, SheetState.CONFIRMED)
    facts = {"n_offerings": len(made), "published": publishes}
    record(actor=actor, verb="offerings.confirmed", target=sheet, book=sheet.city.slug, facts=facts)
    return made


@transaction.atomic
def discard_sheet(*, sheet: OfferingSheet, actor: User) -> None:
    """Throw a sheet away with all that was read of it. Raises PermissionDenied, SheetClosed."""
    sheet = _locked(sheet, actor)
    _close(sheet, SheetState.DISCARDED)
    record(actor=actor, verb="offerings.discarded", target=sheet, book=sheet.city.slug)


def _change(sheet: OfferingSheet, number: int, *, actor: User, **changes: object) -> OfferingSheet:
    sheet = _locked(sheet, actor)
    sheet.lines = [
        {**line.as_json(), **changes} if line.number == number else line.as_json() for line in lines_of(sheet)
    ]
    sheet.save(update_fields=["lines"])
    return sheet


def _locked(sheet: OfferingSheet, actor: User) -> OfferingSheet:
    sheet = OfferingSheet.objects.select_for_update(of=("self",)).select_related("city").get(pk=sheet.pk)
    if not teaching_places(actor, sheet.city).exists():
        raise PermissionDenied
    if sheet.state != SheetState.PREVIEW:
        raise SheetClosed
    return sheet


def _close(sheet: OfferingSheet, state: SheetState) -> None:
    """The lines are not kept longer than they are needed: their offerings stand, or nobody wanted them."""
    sheet.state, sheet.ended_at, sheet.lines = state, timezone.now(), []
    sheet.save(update_fields=["state", "ended_at", "lines"])
