"""A report of a plan: begun and drawn from the rows, written on, drawn anew, signed for good, corrected by another."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.plans.actions.evidence import recount_plan
from mueang.apps.plans.actions.plans import lock_plan
from mueang.apps.plans.enums import PlanState, ReportState
from mueang.apps.plans.errors import (
    ChangedMeanwhile,
    CorrectionIsThere,
    EvidenceMoved,
    NotOfThisCity,
    NotSignedYet,
    NotYetAgreed,
    OutsideTheYear,
    ReportIsSigned,
    WordsNeeded,
)
from mueang.apps.plans.models import (
    Activity,
    FundingSource,
    PlanReport,
    ReportWords,
    SignedPlanReport,
    WorkPlan,
)
from mueang.apps.plans.queries.plan_reports import content_of, has_moved, words_of
from mueang.apps.plans.queries.report_figures import figures_of
from mueang.apps.plans.rules import may_write
from mueang.apps.reports.queries import digest_of
from mueang.methods.thai import Period

MOST_LETTERS = 6000


@transaction.atomic
def begin_report(
    *,
    plan: WorkPlan,
    title: str,
    period: Period,
    actor: User,
    now: datetime,
    source: FundingSource | None = None,
) -> PlanReport:
    """Begin a report of a plan, or of what one source pays in it, and draw it.

    Raises PermissionDenied, NotYetAgreed, WordsNeeded, NotOfThisCity, OutsideTheYear.
    """
    plan = _lock(plan, actor)
    if plan.state == PlanState.DRAFT:
        raise NotYetAgreed
    if not title.strip():
        raise WordsNeeded
    if source is not None and source.city_id != plan.city_id:
        raise NotOfThisCity
    if not _touches(plan, period):
        raise OutsideTheYear
    report = PlanReport(
        plan=plan,
        source=source,
        title=title.strip()[:200],
        period_from=period.starts_on,
        period_to=period.ends_on,
        made_by=actor,
        made_at=now,
    )
    _draw(report, actor=actor, now=now)
    record(actor=actor, verb="plan.report_begun", target=report, book=plan.city.slug)
    return report


@transaction.atomic
def draw_report(*, report: PlanReport, actor: User, now: datetime) -> PlanReport:
    """Count the evidence and read the rows anew; what was written stays. Raises PermissionDenied, ReportIsSigned."""
    report = _lock_draft(report, actor)
    _draw(report, actor=actor, now=now)
    record(actor=actor, verb="plan.report_drawn", target=report, book=report.plan.city.slug)
    return report


@transaction.atomic
def write_report(
    *, report: PlanReport, text: str, version: int, actor: User, activity: Activity | None = None
) -> ReportWords | None:
    """Write on the whole, or on one activity, over the version that was read: 0 where nothing stood.

    The same text again changes nothing. Raises PermissionDenied, ReportIsSigned, ChangedMeanwhile, NotOfThisCity.
    """
    report = _lock_draft(report, actor)
    if activity is not None and activity.plan_id != report.plan_id:
        raise NotOfThisCity
    text = text.replace("\r\n", "\n").replace("\0", "").strip()[:MOST_LETTERS]
    row = ReportWords.objects.filter(report=report, activity=activity).select_related("changed_by").first()
    if row is None:
        if not text:
            return None
        row = ReportWords(report=report, activity=activity, version=0)
    elif row.text == text:
        return row
    elif row.version != version:
        raise ChangedMeanwhile(str(row.changed_by))
    row.text, row.version, row.changed_by = text, row.version + 1, actor
    row.save()
    record(actor=actor, verb="plan.report_written", target=report, book=report.plan.city.slug)
    return row


@transaction.atomic
def sign_report(*, report: PlanReport, seen: str, actor: User, now: datetime) -> SignedPlanReport:
    """Sign what was read: `seen` is its fingerprint. Nobody changes it from then on.

    Raises PermissionDenied, ReportIsSigned, and EvidenceMoved where the words, or the rows counted now, are no longer
    those that the signer read.
    """
    report = _lock_draft(report, actor)
    content = content_of(report, words=words_of(report))
    recount_plan(plan=report.plan, now=now)
    if digest_of(content) != seen or has_moved(report.drawn, figures_of(report, viewer=actor, now=now)):
        raise EvidenceMoved
    signed = SignedPlanReport.objects.create(
        report=report, content=content, digest=seen, signed_by=actor, signed_at=now
    )
    report.state = ReportState.SIGNED
    report.save(update_fields=["state"])
    facts: dict[str, Any] = {"digest": seen}
    record(actor=actor, verb="plan.report_signed", target=report, book=report.plan.city.slug, facts=facts)
    return signed


@transaction.atomic
def discard_report(*, report: PlanReport, actor: User) -> None:
    """Throw a draft away with its words. Raises PermissionDenied, ReportIsSigned."""
    report = _lock_draft(report, actor)
    record(actor=actor, verb="plan.report_discarded", target=report, book=report.plan.city.slug)
    report.delete()


@transaction.atomic
def correct_report(*, report: PlanReport, actor: User, now: datetime) -> PlanReport:
    """Begin a report that corrects a signed one, with its words and with the rows of now.

    Raises PermissionDenied, NotSignedYet, CorrectionIsThere.
    """
    plan = _lock(report.plan, actor)
    signed = _row(report)
    if signed.state != ReportState.SIGNED:
        raise NotSignedYet
    if PlanReport.objects.filter(corrects=signed).exists():
        raise CorrectionIsThere
    made = PlanReport(
        plan=plan,
        source=signed.source,
        title=signed.title,
        period_from=signed.period_from,
        period_to=signed.period_to,
        corrects=signed,
        made_by=actor,
        made_at=now,
    )
    _draw(made, actor=actor, now=now)
    ReportWords.objects.bulk_create(
        ReportWords(report=made, activity=row.activity, text=row.text, changed_by=actor, changed_at=now)
        for row in signed.words.select_related("activity")
    )
    record(actor=actor, verb="plan.report_corrected", target=made, book=plan.city.slug)
    return made


def _touches(plan: WorkPlan, period: Period) -> bool:
    return period.starts_on <= plan.period.ends_on and plan.period.starts_on <= period.ends_on


def _lock(plan: WorkPlan, actor: User) -> WorkPlan:
    """The plan first, as everywhere: a signature sees one moment of it."""
    plan = lock_plan(plan)
    if not may_write(actor, plan.city):
        raise PermissionDenied
    return plan


def _lock_draft(report: PlanReport, actor: User) -> PlanReport:
    plan = _lock(report.plan, actor)
    row = _row(report)
    row.plan = plan
    if row.state == ReportState.SIGNED:
        raise ReportIsSigned
    return row


def _row(report: PlanReport) -> PlanReport:
    rows = PlanReport.objects.select_for_update(of=("self",)).select_related("source", "corrects__signed")
    return rows.get(pk=report.pk)


def _draw(report: PlanReport, *, actor: User, now: datetime) -> None:
    recount_plan(plan=report.plan, now=now)
    report.drawn = figures_of(report, viewer=actor, now=now)
    report.save()
