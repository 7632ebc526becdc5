"""Take in a file for checking, let people tell pupils apart, write it all at once or throw it away."""

from __future__ import annotations

import gc
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import PurePosixPath

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.network.models import City
from mueang.apps.registers.actions.landing import Landed, land, schools_for
from mueang.apps.registers.enums import RunState
from mueang.apps.registers.errors import RegisterFileRefused, RegisterRefused, RunClosed
from mueang.apps.registers.models import ImportRun, MatchQuestion, Pupil, School, SignTable
from mueang.apps.registers.queries.matching import Match, answers_of, match_pupils
from mueang.apps.registers.queries.readings import Reading
from mueang.apps.registers.queries.runs import file_of, read_run, seal_file, seal_notes, seal_said
from mueang.apps.registers.rules import may_keep_city_registers, may_keep_register
from mueang.methods.thai import clean

LONGEST_FILE = 60_000_000
# Bytes that are read, and marks that are written, while somebody waits; more is work for the worker.
READ_AT_ONCE = 5_000_000
WRITTEN_AT_ONCE = 60_000
_LONGEST_NAME = 200


def stage_run(
    *,
    city: City,
    school: School | None,
    kind: str,
    school_year: int,
    file_name: str,
    data: bytes,
    actor: User | None,
) -> ImportRun:
    """Read a file and keep it sealed for checking; nothing of it is in the register yet. A large one the worker reads.

    Without a school the file names schools itself, which takes who keeps the whole city's registers. Raises
    PermissionDenied and RegisterFileRefused.
    """
    _refuse_strangers(actor, city, school)
    if len(data) > LONGEST_FILE:
        sizes = {"megabytes": -(-len(data) // 1_000_000), "limit": LONGEST_FILE // 1_000_000}
        raise RegisterFileRefused("too_large", sizes)
    run = ImportRun(city=city, school=school, kind=kind, school_year=school_year, uploaded_by=actor)
    run.file_name, run.sha256 = _file_name(file_name), hashlib.sha256(data).hexdigest()
    run.uploaded_at, run.file_sealed = timezone.now(), seal_file(run, data)
    if len(data) > READ_AT_ONCE:
        run.state = RunState.READING
        run.save(force_insert=True)
        return run
    reading = read_run(run, data, today=timezone.localdate())
    with transaction.atomic():
        run.save(force_insert=True)
        return show(run, reading)


@transaction.atomic
def answer_question(*, question: MatchQuestion, pupil: Pupil | None, is_new: bool, actor: User) -> MatchQuestion:
    """Say who a pupil of a file is: one of those shown, a new one, or (neither) take the answer back.

    Raises PermissionDenied, RunClosed, and RegisterRefused for somebody who was not among those shown.
    """
    run = _open(question.run, actor)
    question = MatchQuestion.objects.select_for_update(of=("self",)).get(pk=question.pk)
    if pupil is not None and (is_new or str(pupil.uuid) not in question.candidates):
        raise RegisterRefused
    question.answer, question.is_new, question.answered_by = pupil, is_new, actor
    question.answered_at = timezone.now() if pupil or is_new else None
    question.save(update_fields=["answer", "is_new", "answered_by", "answered_at"])
    record(actor=actor, verb="register.answered", target=run, book=run.city.slug)
    return question


@transaction.atomic
def discard_run(*, run: ImportRun, actor: User | None) -> ImportRun:
    """Throw the file away. Raises PermissionDenied and RunClosed."""
    run = _open(run, actor)
    close(run, RunState.DISCARDED)
    record(actor=actor, verb="register.discarded", target=run, book=run.city.slug)
    return run


@transaction.atomic
def confirm_run(*, run: ImportRun, actor: User | None) -> ImportRun:
    """Write the file into the register, all of it or nothing; a long one is written by the worker.

    A second confirmation changes nothing. Raises PermissionDenied, RunClosed and RegisterRefused.
    """
    run = _open(run, actor)
    run.confirmed_by, run.confirmed_at = actor, timezone.now()
    if run.counts.get("marks", 0) > WRITTEN_AT_ONCE:
        run.state, run.n_done, run.n_steps = RunState.WAITING, 0, 0
        run.save(update_fields=["state", "n_done", "n_steps", "confirmed_by", "confirmed_at"])
        record(actor=actor, verb="register.queued", target=run, book=run.city.slug)
        return run
    run.save(update_fields=["confirmed_by", "confirmed_at"])
    with without_collecting():
        reading = read_run(run, file_of(run), today=timezone.localdate())
    return write(run, reading)


@transaction.atomic
def set_signs(*, city: City, signs: Mapping[str, str], actor: User | None) -> SignTable:
    """Say what the signs on class sheets mean in this city. Raises PermissionDenied."""
    if not may_keep_city_registers(actor, city):
        raise PermissionDenied
    row, _is_new = SignTable.objects.update_or_create(city=city, defaults={"signs": dict(signs), "changed_by": actor})
    record(actor=actor, verb="register.signs_set", target=row, book=city.slug, facts={"n_signs": len(signs)})
    return row


@contextmanager
def without_collecting() -> Iterator[None]:
    """A hundred thousand small rows are no rubbish: looking through them again and again takes a tenth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def write(run: ImportRun, reading: Reading) -> ImportRun:
    """Within the caller's transaction: match again what was read again, and write all of it."""
    with without_collecting():
        landed: Landed = land(run, reading, answers=answers_of(run.questions.select_related("answer")))
    run.counts = {**_counts(reading, landed.matches), **landed.counts}
    run.notes_sealed = seal_notes(run, reading.notes)
    run.save(update_fields=["counts", "notes_sealed"])
    close(run, RunState.CONFIRMED)
    facts = {"n_pages": landed.counts["pages_new"] + landed.counts["pages_changed"]}
    record(actor=run.confirmed_by, verb="register.confirmed", target=run, book=run.city.slug, facts=facts)
    return run


def show(run: ImportRun, reading: Reading) -> ImportRun:
    """Within the caller's transaction: what confirming would do, and what must be asked first."""
    schools = schools_for(run, reading, actor=run.uploaded_by)
    matches = match_pupils(reading.pupils, city=run.city, schools=schools, school_year=run.school_year, answers={})
    questions = [
        MatchQuestion(
            run=run,
            key=said.key,
            said_sealed=seal_said(run, said),
            candidates=[str(one.uuid) for one in match.candidates],
            confidence=match.confidence,
        )
        for said, match in zip(reading.pupils, matches, strict=True)
        if match.is_question
    ]
    MatchQuestion.objects.bulk_create({one.key: one for one in questions}.values(), batch_size=200)
    for said, match in zip(reading.pupils, matches, strict=True):
        if match.is_unknown:
            reading.note(said.place, "unknown_pupil")
    run.counts, run.state = _counts(reading, matches), RunState.PREVIEW
    run.notes_sealed = seal_notes(run, reading.notes)
    run.save(update_fields=["counts", "notes_sealed", "state"])
    facts = {"kind": run.kind, "n_pupils": len(reading.pupils)}
    record(actor=run.uploaded_by, verb="register.staged", target=run, book=run.city.slug, facts=facts)
    return run


def _counts(reading: Reading, matches: Sequence[Match]) -> dict[str, object]:
    return {
        **reading.counts,
        "pupils": len(reading.pupils),
        "known": sum(match.pupil is not None for match in matches),
        "new": sum(match.pupil is None and not match.candidates and not match.is_unknown for match in matches),
        "asked": sum(match.is_question for match in matches),
        "notes": reading.n_notes,
    }


def _open(run: ImportRun, actor: User | None) -> ImportRun:
    row = ImportRun.objects.select_for_update(of=("self",)).select_related("city", "school__city").get(pk=run.pk)
    _refuse_strangers(actor, row.city, row.school)
    if row.state != RunState.PREVIEW:
        raise RunClosed
    return row


def _refuse_strangers(actor: User | None, city: City, school: School | None) -> None:
    may = may_keep_register(actor, school) if school else may_keep_city_registers(actor, city)
    if not may or (school is not None and school.city_id != city.pk):
        raise PermissionDenied


def close(run: ImportRun, state: str, *, now: datetime | None = None) -> None:
    """Close the run: the file is gone, its report stays."""
    run.state, run.file_sealed, run.finished_at = state, None, now or timezone.now()
    run.save(update_fields=["state", "file_sealed", "finished_at"])
    if state in {RunState.DISCARDED, RunState.FAILED}:
        run.questions.all().delete()


def _file_name(name: str) -> str:
    visible = clean(re.sub(r"[\x00-\x1f\x7f]", "", name.replace("\\", "/")))
    return (PurePosixPath(visible).name or "-")[-_LONGEST_NAME:]
