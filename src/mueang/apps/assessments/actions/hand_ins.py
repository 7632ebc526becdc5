"""A learner writes a hand-in, adds files and rows of their own city, and hands it in for good."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from mueang.apps.accounts.models import User
from mueang.apps.accounts.rules import Viewer
from mueang.apps.assessments.enums import LARGEST_FILE, LONGEST_TEXT, MOST_FILES, AssignmentKind, HandInState
from mueang.apps.assessments.errors import (
    FileRefused,
    HandedInAlready,
    NoSeat,
    NothingHandedIn,
    NotOpen,
    NoTriesLeft,
    PassedAlready,
    PlanNeeded,
    RowsRefused,
    StillBeingJudged,
)
from mueang.apps.assessments.models import Appeal, Assignment, HandIn, HandInFile, HandInRows, Verdict
from mueang.apps.assessments.queries.plan_copies import plan_copy
from mueang.apps.assessments.rules import home_cities
from mueang.apps.audit.actions import record
from mueang.apps.enrollment.models import Enrollment
from mueang.apps.plans.queries.known_kinds import kinds
from mueang.apps.plans.rules import visible_plans
from mueang.lib.photographs import PhotoError, prepare
from mueang.methods.thai import Period

PDF = b"%PDF-"


@transaction.atomic
def begin_hand_in(*, assignment: Assignment, enrollment: Enrollment, actor: User | None, now: datetime) -> HandIn:
    """A draft to write in, or the one that stands; its city is the learner's own.

    Raises NoSeat, NotOpen, NoTriesLeft, PassedAlready, and StillBeingJudged while a verdict or an appeal is open.
    """
    rows = Enrollment.objects.select_for_update(of=("self",)).select_related("person__city", "person__merged_into")
    enrollment = rows.get(pk=enrollment.pk)
    assignment = Assignment.objects.get(pk=assignment.pk)
    if enrollment.offering_id != assignment.offering_id or not enrollment.holds_a_seat:
        raise NoSeat
    earlier = list(assignment.hand_ins.filter(enrollment=enrollment).order_by("number"))
    if earlier and earlier[-1].state == HandInState.DRAFT:
        return earlier[-1]
    _ensure_may_begin(assignment, earlier, now)
    return HandIn.objects.create(
        assignment=assignment,
        enrollment=enrollment,
        city=_own_city(enrollment, actor),
        number=len(earlier) + 1,
        n_seats=assignment.n_assessors,
        begun_at=now,
    )


def _ensure_may_begin(assignment: Assignment, earlier: list[HandIn], now: datetime) -> None:
    if not assignment.takes(now):
        raise NotOpen
    if not earlier:
        return
    if any(row.state != HandInState.SETTLED for row in earlier):
        raise StillBeingJudged
    if Appeal.objects.filter(hand_in__in=earlier, decided_at=None).exists():
        raise StillBeingJudged
    if Verdict.objects.filter(hand_in__in=earlier).order_by("hand_in__number", "number").last().is_passed:  # type: ignore[union-attr]  # settled work has one
        raise PassedAlready
    if assignment.n_tries and len(earlier) >= assignment.n_tries:
        raise NoTriesLeft


def _own_city(enrollment: Enrollment, actor: User | None) -> Any:
    """The city the learner works for, where it is another than that of the course; else where they are known."""
    person = enrollment.person.merged_into or enrollment.person
    learner: Viewer | None = person.user if person.user_id else actor
    homes = list(home_cities(learner)) if learner else []
    return next((city for city in homes if city.pk != person.city_id), person.city)


@transaction.atomic
def write_hand_in(*, hand_in: HandIn, text: str, actor: User | None, plan: UUID | None = None) -> HandIn:
    """Keep what is written so far. Raises HandedInAlready, and RowsRefused for a plan of another city."""
    row = _lock_draft(hand_in)
    row.text = text.strip()[:LONGEST_TEXT]
    row.plan = _plan(row, plan, actor) if plan else None
    row.save(update_fields=["text", "plan"])
    return row


def add_file(*, hand_in: HandIn, data: bytes, name: str) -> HandInFile:
    """A PDF as it came, or a picture made small and without where it was taken; read before any row is locked.

    Raises HandedInAlready and FileRefused.
    """
    content, media_type = _readable(data)
    digest = hashlib.sha256(content).hexdigest()
    with transaction.atomic():
        row = _lock_draft(hand_in)
        standing = row.files.filter(digest=digest).first()
        if standing is not None:
            return standing
        if row.files.count() >= MOST_FILES:
            raise FileRefused
        words = name.strip()[:120] or digest[:8]
        return HandInFile.objects.create(hand_in=row, name=words, media_type=media_type, content=content, digest=digest)


def _readable(data: bytes) -> tuple[bytes, str]:
    if not data or len(data) > LARGEST_FILE:
        raise FileRefused
    if data.startswith(PDF):
        return data, "application/pdf"
    try:
        made = prepare(data)
    except PhotoError as error:
        raise FileRefused from error
    return made.files[max(made.files)], "image/webp"


@transaction.atomic
def point_at_rows(
    *, hand_in: HandIn, kind: str, rows_of: UUID | None, period: Period, actor: User | None
) -> HandInRows:
    """Show rows of the learner's own city as the work. Raises HandedInAlready and RowsRefused."""
    row = _lock_draft(hand_in)
    known = kinds().get(kind)
    if known is None or actor is None or not _works_in(actor, row) or not known.may_see(actor, row.city):
        raise RowsRefused
    counted = known.counts(row.city, rows_of, period)
    if counted.is_gone:
        raise RowsRefused
    return HandInRows.objects.create(
        hand_in=row,
        kind=kind,
        rows_of=rows_of,
        period_from=period.starts_on,
        period_to=period.ends_on,
        n=counted.n,
        value=counted.value[:60],
        about_th=counted.about_th,
        about_en=counted.about_en,
    )


@transaction.atomic
def take_off(*, hand_in: HandIn, part: UUID) -> int:
    """Take a file or rows off a draft; how many. Raises HandedInAlready."""
    row = _lock_draft(hand_in)
    n_files, _by_model = row.files.filter(uuid=part).delete()
    n_rows, _by_model = row.rows.filter(uuid=part).delete()
    return n_files + n_rows


@transaction.atomic
def hand_in_work(*, hand_in: HandIn, actor: User | None, now: datetime) -> HandIn:
    """Hand in for good; pressed again it is handed in once.

    Raises NotOpen once the day is over, NothingHandedIn, PlanNeeded.
    """
    row = _lock(hand_in)
    if row.state != HandInState.DRAFT:
        return row
    if not row.assignment.takes(now):
        raise NotOpen
    if row.assignment.kind == AssignmentKind.PLAN:
        if row.plan is None:
            raise PlanNeeded
        row.plan_copy = plan_copy(row.plan)
    elif not row.text and not row.files.exists() and not row.rows.exists():
        raise NothingHandedIn
    row.state, row.handed_in_at = HandInState.WAITING, now
    row.save(update_fields=["state", "handed_in_at", "plan_copy"])
    book = row.assignment.offering.city.slug
    record(actor=actor, verb="hand_in.handed_in", target=row, book=book, facts={"number": row.number})
    return row


def _works_in(actor: User, row: HandIn) -> bool:
    return home_cities(actor).filter(pk=row.city_id).exists()


def _plan(row: HandIn, uuid: UUID, actor: User | None) -> Any:
    found = visible_plans(actor).filter(uuid=uuid, city=row.city).first() if actor else None
    if found is None or actor is None or not _works_in(actor, row):
        raise RowsRefused
    return found


def _lock(hand_in: HandIn) -> HandIn:
    rows = HandIn.objects.select_for_update(of=("self",)).select_related("assignment__offering__city", "city", "plan")
    return rows.get(pk=hand_in.pk)


def _lock_draft(hand_in: HandIn) -> HandIn:
    row = _lock(hand_in)
    if row.state != HandInState.DRAFT:
        raise HandedInAlready
    return row
