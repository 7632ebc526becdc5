"""The city signs a report; the fund accepts or returns it, draws a sample, and signs what it found."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.grants.actions.agreements import lock_grant
from mueang.apps.grants.actions.telling import tell_of_report
from mueang.apps.grants.enums import GrantState, ReportState, Verdict
from mueang.apps.grants.errors import MovedOn, NothingToDraw, ReportWaits, WordsNeeded
from mueang.apps.grants.models import Grant, GrantReport, Sample, SampleItem
from mueang.apps.grants.queries.drawn import named_plan_report, report_content, rows_to_check
from mueang.apps.grants.rules import may_approve, may_run
from mueang.apps.plans.enums import ReportState as PlanReportState
from mueang.apps.plans.models import PlanReport
from mueang.methods.money import draw

SIGNED = PlanReportState.SIGNED


@transaction.atomic
def sign_report(
    *,
    grant: Grant,
    period: tuple[date, date],
    words: str,
    actor: User,
    today: date,
    plan_report: PlanReport | None = None,
) -> GrantReport:
    """Sign what stands in the rows now, with words of one's own, and send it to the fund.

    `plan_report` is the signed report of the work plan that it goes with, named by its fingerprint.
    Raises PermissionDenied, MovedOn, WordsNeeded, ReportWaits.
    """
    grant = lock_grant(grant)
    if not may_approve(actor, grant.city):
        raise PermissionDenied
    if grant.state != GrantState.RUNNING:
        raise MovedOn
    if not words.strip() or period[0] > period[1]:
        raise WordsNeeded
    if grant.reports.filter(state=ReportState.SENT).exists():
        raise ReportWaits
    content = report_content(grant, period=period, today=today)
    if plan_report is not None:
        if plan_report.source_id != grant.source_id or plan_report.state != SIGNED:
            raise MovedOn
        content["plan_report"] = named_plan_report(plan_report)
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    report = GrantReport.objects.create(
        grant=grant,
        period_from=period[0],
        period_to=period[1],
        words=words.strip(),
        content=content,
        digest=hashlib.sha256(text.encode()).hexdigest(),
        signed_by=actor,
        signed_at=timezone.now(),
    )
    tell_of_report(report, grant)
    facts = {"digest": report.digest}
    record(actor=actor, verb="grant.report_signed", target=report, book=grant.city.slug, facts=facts)
    return report


@transaction.atomic
def decide_report(*, report: GrantReport, is_accepted: bool, words: str, actor: User) -> GrantReport:
    """The fund accepts a report, or returns it and says why. Raises PermissionDenied, MovedOn, WordsNeeded."""
    grant = lock_grant(report.grant)
    row = grant.reports.get(pk=report.pk)
    if not may_run(actor, grant.fund):
        raise PermissionDenied
    if row.state != ReportState.SENT:
        raise MovedOn
    if not is_accepted and not words.strip():
        raise WordsNeeded
    row.state = ReportState.ACCEPTED if is_accepted else ReportState.RETURNED
    row.decided_by, row.decided_at, row.decided_words = actor, timezone.now(), words.strip()[:600]
    row.save()
    tell_of_report(row, grant)
    verb = "grant.report_accepted" if is_accepted else "grant.report_returned"
    record(actor=actor, verb=verb, target=row, book=grant.city.slug)
    return row


@transaction.atomic
def draw_sample(*, grant: Grant, seed: str, n: int, actor: User) -> Sample:
    """Draw so many rows of evidence and expenses from a stated seed.

    Raises PermissionDenied, WordsNeeded, NothingToDraw.
    """
    grant = lock_grant(grant)
    if not may_run(actor, grant.fund):
        raise PermissionDenied
    if not seed.strip() or n < 1:
        raise WordsNeeded
    keys = rows_to_check(grant)
    if not keys:
        raise NothingToDraw
    sample = Sample.objects.create(
        grant=grant, seed=seed.strip()[:80], n_rows=len(keys), drawn_by=actor, drawn_at=timezone.now()
    )
    drawn = (key.split(":") for key in draw(keys, n=n, seed=sample.seed))
    items = [
        SampleItem(sample=sample, number=number, kind=k, row=row) for number, (k, row) in enumerate(drawn, start=1)
    ]
    SampleItem.objects.bulk_create(items)
    facts = {"n": len(items)}
    record(actor=actor, verb="grant.sample_drawn", target=sample, book=grant.city.slug, facts=facts)
    return sample


@transaction.atomic
def look_at(*, sample: Sample, said: Sequence[tuple[int, str, str]], actor: User) -> Sample:
    """Write down what was found: (number, verdict, note) of each row looked at.

    Raises PermissionDenied, MovedOn for a signed sample, WordsNeeded for a row not verified without a reason.
    """
    row = _lock_sample(sample, actor)
    now, items = timezone.now(), {item.number: item for item in row.items.all()}
    for number, verdict, note in said:
        item, text = items[number], note.strip()[:300]
        if verdict == Verdict.NOT_VERIFIED and not text:
            raise WordsNeeded
        if (item.verdict, item.note) != (verdict, text):
            item.verdict, item.note, item.looked_by, item.looked_at = Verdict(verdict), text, actor, now
            item.save()
    record(actor=actor, verb="grant.sample_looked_at", target=row, book=row.grant.city.slug)
    return row


@transaction.atomic
def sign_sample(*, sample: Sample, actor: User) -> Sample:
    """Sign what was found: every row was looked at, nothing changes any more.

    Raises PermissionDenied, MovedOn, WordsNeeded.
    """
    row = _lock_sample(sample, actor)
    if row.items.filter(verdict=Verdict.OPEN).exists():
        raise WordsNeeded
    row.signed_by, row.signed_at = actor, timezone.now()
    row.save(update_fields=["signed_by", "signed_at"])
    record(actor=actor, verb="grant.sample_signed", target=row, book=row.grant.city.slug)
    return row


def _lock_sample(sample: Sample, actor: User) -> Sample:
    grant = lock_grant(sample.grant)
    row = Sample.objects.select_for_update(of=("self",)).get(pk=sample.pk)
    row.grant = grant
    if not may_run(actor, grant.fund):
        raise PermissionDenied
    if row.signed_at:
        raise MovedOn
    return row
