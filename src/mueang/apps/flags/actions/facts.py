"""Facts about a pupil beside attendance: entered one by one or from a checked workbook, replaced, never overwritten."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.flags.enums import FACT_MEANING, FactKind, FactSource, SheetState
from mueang.apps.flags.errors import DayToCome, NothingToWrite, OutOfScale, SheetDecided
from mueang.apps.flags.models import FactSheet, PupilFact
from mueang.apps.flags.queries.fact_sheets import FactLine, lines_of_sheet, sealed_lines
from mueang.apps.flags.rules import may_answer_flags
from mueang.apps.network.models import City
from mueang.apps.registers.models import Pupil

_TOGETHER = 400


@transaction.atomic
def add_fact(
    *, pupil: Pupil, kind: str, value: float, as_of: date, source: str, actor: User | None, now: datetime | None = None
) -> PupilFact:
    """Write down what is known as of a day; what was said of the same day before is withdrawn, not lost.

    Raises PermissionDenied, OutOfScale, DayToCome.
    """
    now = now or timezone.now()
    city = _locked(pupil.city, actor)
    greatest = FACT_MEANING[FactKind(kind)].greatest
    if not 0 <= value <= greatest:
        raise OutOfScale(greatest)
    if as_of > timezone.localdate(now):
        raise DayToCome
    same_day = PupilFact.objects.filter(pupil=pupil, kind=kind, as_of=as_of, withdrawn_at=None)
    same_day.update(withdrawn_at=now)
    fact = PupilFact(city=city, pupil=pupil, kind=kind, value=value, as_of=as_of, said_by=actor, said_at=now)
    fact.source = FactSource(source)
    fact.save(force_insert=True)
    record(actor=actor, verb="flags.fact_added", target=fact, book=city.slug, facts={"kind": str(kind)})
    return fact


@transaction.atomic
def withdraw_fact(*, fact: PupilFact, actor: User, now: datetime | None = None) -> PupilFact:
    """What was said is not so; doing it twice changes nothing. Raises PermissionDenied."""
    city = _locked(fact.city, actor)
    fact = PupilFact.objects.select_for_update().get(pk=fact.pk)
    if fact.withdrawn_at is None:
        fact.withdrawn_at = now or timezone.now()
        fact.save(update_fields=["withdrawn_at"])
        record(actor=actor, verb="flags.fact_withdrawn", target=fact, book=city.slug, facts={"kind": fact.kind})
    return fact


@transaction.atomic
def stage_facts(
    *, city: City, lines: Sequence[FactLine], source: str, as_of: date, actor: User, now: datetime | None = None
) -> FactSheet:
    """Keep what was read of a workbook, sealed, until somebody checked it. Raises PermissionDenied, DayToCome."""
    now = now or timezone.now()
    city = _locked(city, actor)
    if as_of > timezone.localdate(now):
        raise DayToCome
    sheet = FactSheet(city=city, source=FactSource(source), as_of=as_of, made_by=actor, made_at=now)
    sheet.lines_sealed, sheet.n_lines = sealed_lines(lines, sheet=sheet), len(lines)
    sheet.save(force_insert=True)
    record(actor=actor, verb="flags.facts_staged", target=sheet, book=city.slug, facts={"n_lines": len(lines)})
    return sheet


@transaction.atomic
def confirm_facts(*, sheet: FactSheet, actor: User, now: datetime | None = None) -> FactSheet:
    """Write every fact of the lines whose pupil is known, or none.

    Raises PermissionDenied, SheetDecided, NothingToWrite.
    """
    now = now or timezone.now()
    sheet = _open_sheet(sheet, actor)
    said = {
        (line.pupil, kind): value
        for line in lines_of_sheet(sheet)
        if line.pupil is not None
        for kind, value in line.values.items()
    }
    if not said:
        raise NothingToWrite
    standing = PupilFact.objects.filter(city=sheet.city, as_of=sheet.as_of, withdrawn_at=None)
    known = {
        (pupil, kind): (pk, value) for pk, pupil, kind, value in standing.values_list("pk", "pupil_id", "kind", "value")
    }
    new = {key: value for key, value in said.items() if key not in known or known[key][1] != value}
    replaced = [known[key][0] for key in new if key in known]
    for start in range(0, len(replaced), _TOGETHER):
        PupilFact.objects.filter(pk__in=replaced[start : start + _TOGETHER]).update(withdrawn_at=now)
    common = {"city": sheet.city, "as_of": sheet.as_of, "source": sheet.source, "sheet": sheet}
    written = [
        PupilFact(pupil_id=pupil, kind=kind, value=value, said_by=actor, said_at=now, **common)
        for (pupil, kind), value in new.items()
    ]
    PupilFact.objects.bulk_create(written, batch_size=_TOGETHER)
    sheet.n_facts = len(written)
    return _close(sheet, SheetState.CONFIRMED, actor=actor, now=now)


@transaction.atomic
def discard_facts(*, sheet: FactSheet, actor: User, now: datetime | None = None) -> FactSheet:
    """Throw a workbook away with everything read of it. Raises PermissionDenied, SheetDecided."""
    return _close(_open_sheet(sheet, actor), SheetState.DISCARDED, actor=actor, now=now or timezone.now())


def _close(sheet: FactSheet, state: SheetState, *, actor: User, now: datetime) -> FactSheet:
    sheet.state, sheet.ended_at, sheet.lines_sealed = state, now, None
    sheet.save(update_fields=["state", "ended_at", "lines_sealed", "n_facts"])
    facts = {"n_facts": sheet.n_facts}
    record(actor=actor, verb=f"flags.facts_{state}", target=sheet, book=sheet.city.slug, facts=facts)
    return sheet


def _open_sheet(sheet: FactSheet, actor: User) -> FactSheet:
    city = _locked(sheet.city, actor)
    sheet = FactSheet.objects.select_for_update().get(pk=sheet.pk)
    sheet.city = city
    if sheet.state != SheetState.PREVIEW:
        raise SheetDecided
    return sheet


def _locked(city: City, actor: User | None) -> City:
    city = City.objects.select_for_update().get(pk=city.pk)
    if actor is not None and not may_answer_flags(actor, city):
        raise PermissionDenied
    return city
