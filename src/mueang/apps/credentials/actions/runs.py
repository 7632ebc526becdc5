"""Award a whole cohort: one press makes a row, the worker does the rest and can be killed at any moment."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.catalog.models import Offering
from mueang.apps.credentials.actions.certificates import certificates_for
from mueang.apps.credentials.actions.signing import Draft, minutes_of_part, new_draft, sign_drafts
from mueang.apps.credentials.enums import RunState
from mueang.apps.credentials.errors import CredentialRefused, NobodyToAward, RunUnderWay, WrongProgram
from mueang.apps.credentials.models import Achievement, Award, AwardRun
from mueang.apps.credentials.queries.cohorts import enrollments_to_award
from mueang.apps.credentials.rules import may_award
from mueang.apps.enrollment.queries import completion_rows

BATCH = 100
# A run whose worker has been silent for this long was killed; another worker takes it up.
SILENT_FOR = timedelta(minutes=2)


@transaction.atomic
def start_award_run(
    *, achievement: Achievement, offering: Offering, actor: User, now: datetime | None = None
) -> AwardRun:
    """Ask for an award for everyone who completed `offering` and holds none yet.

    Raises PermissionDenied, WrongProgram, NobodyToAward, and RunUnderWay if the cohort is being awarded already.
    """
    if not may_award(actor, achievement.issuer.city):
        raise PermissionDenied
    if achievement.issuer.city_id != offering.city_id or achievement.program_id not in {None, offering.program_id}:
        raise WrongProgram
    n_total = enrollments_to_award(achievement=achievement, offering=offering).count()
    if not n_total:
        raise NobodyToAward
    try:
        with transaction.atomic():
            run = AwardRun.objects.create(
                achievement=achievement,
                offering=offering,
                requested_by=actor,
                requested_at=now or timezone.now(),
                n_total=n_total,
            )
    except IntegrityError as error:
        raise RunUnderWay from error
    book = achievement.issuer.city.slug
    record(actor=actor, verb="credentials.run_started", target=run, book=book, facts={"n_total": n_total})
    return run


def work_award_run(run: AwardRun, *, now: datetime | None = None) -> int:
    """Sign the next batch of `run`; how many awards it wrote.

    Nothing is kept but the awards themselves: whoever completed and has none is next, so a killed worker's batch is
    simply done again, and nobody is awarded twice.
    """
    now = now or timezone.now()
    claimed = claim(run, now=now)
    if claimed is None:
        return 0
    try:
        drafts = draft_batch(claimed, now=now)
        return write_batch(claimed, drafts, now=timezone.now())
    except CredentialRefused as refusal:
        AwardRun.objects.filter(pk=run.pk).update(
            state=RunState.FAILED, error=type(refusal).__name__, finished_at=timezone.now()
        )
        return 0


@transaction.atomic
def claim(run: AwardRun, *, now: datetime) -> AwardRun | None:
    """The run, marked as being worked on; None if another worker is at it or it is over."""
    row = AwardRun.objects.select_for_update().get(pk=run.pk)
    # Told by a clock that was ahead and has been put right since, a beat lies in the future.
    silent = row.beat_at is None or abs(now - row.beat_at) > SILENT_FOR
    if row.state != RunState.QUEUED and not (row.state == RunState.RUNNING and silent):
        return None
    row.state, row.beat_at = RunState.RUNNING, now
    row.save(update_fields=["state", "beat_at"])
    return row


def draft_batch(run: AwardRun, *, now: datetime) -> list[Draft]:
    """The next awards with their certificates; nothing is locked while they are typeset."""
    known = Achievement.objects.select_related("issuer__city", "program").prefetch_related("alignments")
    achievement = known.get(pk=run.achievement_id)
    waiting = enrollments_to_award(achievement=achievement, offering=run.offering)
    rows = completion_rows(list(waiting.select_related("person__merged_into", "offering__program")[:BATCH]))
    parts = minutes_of_part(achievement, [row.enrollment for row in rows]) if achievement.condition else {}
    drafts = [
        new_draft(
            achievement=achievement,
            person=row.enrollment.person.merged_into or row.enrollment.person,
            enrollment=row.enrollment,
            completion=row,
            part_minutes=parts.get(row.enrollment.pk),
            now=now,
        )
        for row in rows
    ]
    if drafts:
        for draft, certificate in zip(drafts, certificates_for(drafts), strict=True):
            draft.certificate = certificate
    return drafts


@transaction.atomic
def write_batch(run: AwardRun, drafts: list[Draft], *, now: datetime) -> int:
    """Sign and store a batch, leaving out whoever was awarded meanwhile; close the run when nobody is left."""
    Achievement.objects.select_for_update(of=("self",)).get(pk=run.achievement_id)
    held = set(
        Award.objects.filter(
            achievement=run.achievement_id, revoked_at=None, enrollment__in=[draft.enrollment for draft in drafts]
        ).values_list("enrollment_id", flat=True)
    )
    due = [draft for draft in drafts if draft.enrollment is not None and draft.enrollment.pk not in held]
    written = sign_drafts(due, run=run) if due else []
    row = AwardRun.objects.select_for_update().get(pk=run.pk)
    row.n_done += len(written)
    if len(drafts) < BATCH:
        row.state, row.finished_at = RunState.DONE, now
        row.n_total = row.n_done
    else:
        row.state = RunState.QUEUED
    row.beat_at = None
    row.save(update_fields=["n_done", "n_total", "state", "finished_at", "beat_at"])
    if written:
        record(
            actor=row.requested_by,
            verb="credentials.batch_awarded",
            target=row,
            book=run.achievement.issuer.city.slug,
            facts={"n": len(written)},
        )
    return len(written)
