"""Opening a case, its notes, who works on it, and handing it over."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.network.models import City
from mueang.apps.support.actions.holding import change_case, hold_case, note_deed
from mueang.apps.support.actions.telling import tell_workers
from mueang.apps.support.enums.cases import AccessKind, NoteKind, Part, Severity, Sex
from mueang.apps.support.errors.cases import (
    CaseStands,
    HandOverNeedsNote,
    NotAWorker,
    ReasonMissing,
    SameWorker,
)
from mueang.apps.support.models.cases import Case, CaseAccess, CaseNote, Child, HandOver
from mueang.apps.support.models.concerns import Concern
from mueang.apps.support.rules.cases import may_supervise, may_work, sight_of, supervisors_of, workers_of
from mueang.methods.thai import clean, match_key

# Days until somebody has to look, by severity.
LOOK_WITHIN = {Severity.RED: 1, Severity.YELLOW: 7, Severity.GREEN: 14}
GLASS_HOURS = 24


@dataclass(frozen=True, slots=True)
class NewChild:
    """A child as typed or as taken over from a concern; a given name is enough."""

    given_name: str
    family_name: str = ""
    prefix: str = ""
    nickname: str = ""
    sex: str = Sex.UNSTATED
    birth_on: date | None = None
    birth_year: int | None = None
    phone: str = ""
    address: str = ""
    carer_name: str = ""
    carer_relation: str = ""
    carer_phone: str = ""
    school: str = ""
    is_invented: bool = False


@transaction.atomic
def open_case(
    *,
    city: City,
    child: NewChild | Child,
    actor: User,
    main_worker: User | None = None,
    severity: int = Severity.YELLOW,
    words: str = "",
    concern: Concern | None = None,
    now: datetime | None = None,
) -> Case:
    """Open a case with one adult who answers for it, by default whoever opens it.

    Raises PermissionDenied, NotAWorker, CaseStands where the child has an open case.
    """
    now, worker = now or timezone.now(), main_worker or actor
    if not may_work(actor, city):
        raise PermissionDenied
    _ensure_works(worker, city)
    row = child if isinstance(child, Child) else add_child(city, child)
    # Locked: of two who open a case for one child the second is told.
    row = Child.objects.select_for_update(of=("self",)).get(pk=row.pk, city=city)
    if row.cases.standing().exists():
        raise CaseStands
    case = Case.objects.create(
        city=city,
        child=row,
        concern=concern,
        severity=severity,
        main_worker=worker,
        opened_at=now,
        opened_by=actor,
        review_on=timezone.localdate(now) + timedelta(days=LOOK_WITHIN[Severity(severity)]),
        is_invented=row.is_invented,
    )
    _trust(case, worker, kind=AccessKind.MAIN, reason="", by=actor, now=now)
    if words.strip():
        CaseNote.objects.create(case=case, words=words.strip()[:4000], written_by=actor, written_at=now)
    if worker != actor:
        tell_workers(case.city, [worker], key=f"case-opened:{case.uuid}")
    note_deed(case, "case.opened", actor=actor, severity=int(severity))
    return case


def add_child(city: City, typed: NewChild) -> Child:
    """A row for the child as typed."""
    row = Child(
        city=city,
        prefix=typed.prefix.strip(),
        given_name=clean(typed.given_name),
        family_name=clean(typed.family_name),
        nickname=typed.nickname.strip(),
        match_key=match_key(f"{clean(typed.given_name)} {clean(typed.family_name)}"),
        sex=typed.sex,
        birth_on=typed.birth_on,
        birth_year=None if typed.birth_on else typed.birth_year,
        phone=typed.phone,
        address=typed.address.strip(),
        carer_name=typed.carer_name.strip(),
        carer_relation=typed.carer_relation,
        carer_phone=typed.carer_phone,
        school=typed.school.strip(),
        is_invented=typed.is_invented,
    )
    row.full_clean()
    row.save(force_insert=True)
    return row


@transaction.atomic
def add_note(
    *,
    case: Case,
    words: str,
    actor: User,
    kind: str = NoteKind.NOTE,
    corrects: CaseNote | None = None,
    request_key: uuid.UUID | None = None,
    now: datetime | None = None,
) -> CaseNote:
    """Write a note, or a correction of one; nothing written is ever changed.

    The same words with the same `request_key` again are the same note. Raises PermissionDenied, ReasonMissing.
    """
    row = hold_case(case, actor=actor, is_open=False)
    if not words.strip():
        raise ReasonMissing
    if corrects is not None and corrects.case_id != row.pk:
        raise PermissionDenied
    said = "\x1f".join((str(row.pk), str(actor.pk), kind, str(corrects and corrects.pk), words.strip()))
    number = uuid.uuid5(request_key or uuid.uuid4(), said)
    repeated = CaseNote.objects.filter(uuid=number).first()
    if repeated is not None:
        return repeated
    note = CaseNote.objects.create(
        uuid=number,
        case=row,
        kind=kind,
        words=words.strip()[:4000],
        corrects=corrects,
        written_by=actor,
        written_at=now or timezone.now(),
    )
    note_deed(row, "case.noted", actor=actor, kind=str(kind), is_correction=corrects is not None)
    return note


@transaction.atomic
def set_review(*, case: Case, review_on: date, actor: User, severity: int | None = None, version: int) -> Case:
    """Say by when somebody looks again, and how urgent it is. Raises PermissionDenied, CaseClosed, ChangedMeanwhile."""
    row = hold_case(case, actor=actor, version=version)
    change_case(row, review_on=review_on, severity=row.severity if severity is None else severity)
    note_deed(row, "case.review_set", actor=actor, review_on=review_on.isoformat(), severity=int(row.severity))
    return row


@transaction.atomic
def trust_worker(
    *,
    case: Case,
    worker: User,
    reason: str,
    actor: User,
    withheld: Collection[str] = (),
    until_at: datetime | None = None,
    now: datetime | None = None,
) -> CaseAccess:
    """Let a colleague work on the case, all of it or without some parts. Trusting again changes what is withheld.

    Only the main worker and supervisors may. Raises PermissionDenied, NotAWorker, ReasonMissing.
    """
    now = now or timezone.now()
    row = _answered_for(case, actor=actor)
    _ensure_works(worker, row.city)
    if not reason.strip():
        raise ReasonMissing
    if worker == row.main_worker:
        raise SameWorker
    _end_trust(row, worker, now=now)
    hidden = [part for part in Part if part in withheld]
    access = _trust(
        row, worker, kind=AccessKind.TEAM, reason=reason, by=actor, now=now, until_at=until_at, withheld=hidden
    )
    tell_workers(row.city, [worker], key=f"case-trusted:{access.uuid}")
    note_deed(row, "case.trusted", actor=actor, worker=worker.pk, withheld=[str(part) for part in hidden])
    return access


@transaction.atomic
def end_trust(*, case: Case, worker: User, actor: User, now: datetime | None = None) -> int:
    """A colleague works on the case no longer; how many rows that ended. Raises PermissionDenied."""
    row = _answered_for(case, actor=actor)
    if worker == row.main_worker:
        raise SameWorker
    n = _end_trust(row, worker, now=now or timezone.now(), also_glass=True)
    if n:
        note_deed(row, "case.trust_ended", actor=actor, worker=worker.pk)
    return n


@transaction.atomic
def hand_over(
    *, case: Case, to_worker: User, note: str, actor: User, version: int | None = None, now: datetime | None = None
) -> HandOver:
    """Another worker answers for the case from now on, with a note of what they must know.

    The one before keeps no access. Raises PermissionDenied, HandOverNeedsNote, SameWorker, NotAWorker.
    """
    now = now or timezone.now()
    row = _answered_for(case, actor=actor, version=version)
    _ensure_works(to_worker, row.city)
    if not note.strip():
        raise HandOverNeedsNote
    before = row.main_worker
    if to_worker == before:
        raise SameWorker
    for worker in (before, to_worker):
        _end_trust(row, worker, now=now)
    _trust(row, to_worker, kind=AccessKind.MAIN, reason="", by=actor, now=now)
    change_case(row, main_worker=to_worker)
    over = HandOver.objects.create(
        case=row, from_worker=before, to_worker=to_worker, note=note.strip()[:4000], by=actor, at=now
    )
    tell_workers(row.city, {to_worker, before} - {actor}, key=f"case-handed:{over.pk}")
    note_deed(row, "case.handed_over", actor=actor, from_worker=before.pk, to_worker=to_worker.pk)
    return over


@transaction.atomic
def break_glass(*, city: City, number: str, reason: str, actor: User, now: datetime | None = None) -> Case | None:
    """Open somebody else's case in an emergency, for a day; supervisors and the main worker are told at once.

    None where there is no case of that number. Raises PermissionDenied, ReasonMissing.
    """
    now = now or timezone.now()
    if not may_work(actor, city):
        raise PermissionDenied
    if len(reason.strip()) < 10:
        raise ReasonMissing
    cases = Case.objects.select_for_update(of=("self",)).select_related("city", "main_worker")
    row = cases.filter(city=city, number=number.strip().upper()).first()
    if row is None:
        return None
    sight = sight_of(actor, row, now=now)
    if sight is not None and not sight.hidden:
        return row
    until = now + timedelta(hours=GLASS_HOURS)
    access = _trust(row, actor, kind=AccessKind.GLASS, reason=reason, by=actor, now=now, until_at=until)
    tell_workers(city, {*supervisors_of(city), row.main_worker} - {actor}, key=f"glass:{access.uuid}", is_urgent=True)
    note_deed(row, "case.glass_broken", actor=actor, until=until.isoformat())
    return row


def _ensure_works(worker: User, city: City) -> None:
    if not workers_of(city).filter(pk=worker.pk).exists():
        raise NotAWorker


def _answered_for(case: Case, *, actor: User, version: int | None = None) -> Case:
    """The case, locked, for its main worker and who supervises. Raises PermissionDenied."""
    row = hold_case(case, actor=actor, version=version, is_open=False)
    if row.main_worker_id != actor.pk and not may_supervise(actor, row.city):
        raise PermissionDenied
    return row


def _trust(
    case: Case,
    worker: User,
    *,
    kind: AccessKind,
    reason: str,
    by: User,
    now: datetime,
    until_at: datetime | None = None,
    withheld: Collection[str] = (),
) -> CaseAccess:
    return CaseAccess.objects.create(
        case=case,
        user=worker,
        kind=kind,
        reason=reason.strip()[:300],
        withheld=[str(part) for part in withheld],
        since_at=now,
        until_at=until_at,
        given_by=by,
    )


def _end_trust(case: Case, worker: User, *, now: datetime, also_glass: bool = False) -> int:
    rows = CaseAccess.objects.filter(case=case, user=worker, ended_at=None)
    return (rows if also_glass else rows.exclude(kind=AccessKind.GLASS)).update(ended_at=now)
