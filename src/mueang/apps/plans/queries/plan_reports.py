"""Reports of a plan: the list, and one with its figures, its words and what has moved since it was drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from mueang.apps.accounts.rules import Viewer
from mueang.apps.network.models import City
from mueang.apps.plans.enums import ActivityState, Category, EvidenceKind, PlanState, ReportState, SourceKind
from mueang.apps.plans.models import PlanReport, ReportWords, SignedPlanReport, WorkPlan
from mueang.apps.plans.queries.known_kinds import kinds
from mueang.apps.plans.queries.report_figures import figures_of, without_moments
from mueang.apps.plans.queries.report_moves import Move, moves_between
from mueang.apps.plans.queries.report_words import evidence_words, kind_words, milestone_words, not_known_words
from mueang.apps.plans.rules import visible_plans, visible_reports
from mueang.apps.reports.queries import digest_of

WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class PlanReportPage:
    """A report as its reader sees it. `content` is what it says, `seen` the fingerprint of that.

    Of a draft, `moves` is what the rows say otherwise now; `words` are what may be written on, by activity.
    """

    report: PlanReport
    signed: SignedPlanReport | None
    content: dict[str, Any]
    seen: str
    moves: list[Move]
    words: Mapping[str, ReportWords]
    correction: PlanReport | None

    @property
    def is_whole(self) -> bool:
        """Whether what was signed is what is kept."""
        return self.signed is None or digest_of(self.content) == self.signed.digest


def reports_of_plan(*, viewer: Viewer, plan: WorkPlan) -> list[PlanReport]:
    """Newest period first: one SQL statement."""
    return list(_rows(viewer).filter(plan=plan))


def signed_reports_of(*, viewer: Viewer, source: Any) -> list[PlanReport]:
    """What was signed of one source's money in any of its plans, the latest first; corrected ones left out."""
    rows = _rows(viewer).filter(source=source, state=ReportState.SIGNED)
    return list(rows.exclude(corrected_by__state=ReportState.SIGNED).order_by("-signed__signed_at"))


def plans_paid_by(source: Any, *, viewer: Viewer) -> list[WorkPlan]:
    """Plans at work or closed with activities that a source pays for, the latest first: one SQL statement."""
    rows = visible_plans(viewer).exclude(state=PlanState.DRAFT).filter(activities__budget_lines__source=source)
    return list(rows.distinct().order_by("-year"))


def plan_report_of(*, viewer: Viewer, city: City, uuid: UUID) -> PlanReport | None:
    return _rows(viewer).filter(plan__city=city, uuid=uuid).first()


def plan_report_page(report: PlanReport, *, viewer: Viewer, now: datetime) -> PlanReportPage:
    """Of a draft what was drawn, beside what the rows say now; of a signed one nothing but what was signed."""
    signed = getattr(report, "signed", None)
    correction = visible_reports(viewer).filter(corrects=report).first()
    if signed is not None:
        return PlanReportPage(report, signed, signed.content, signed.digest, [], {}, correction)
    words = words_of(report)
    content = content_of(report, words=words)
    known = {code for code, kind in kinds().items() if kind.may_see(viewer, report.plan.city)}
    shown = content | {"figures": _for_reader(report.drawn, known)}
    now_said = figures_of(report, viewer=viewer, now=now)
    moves = moves_between(shown["figures"], now_said) if has_moved(shown["figures"], now_said) else []
    return PlanReportPage(report, None, shown, digest_of(content), moves, words, correction)


def has_moved(before: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    return bool(without_moments(before) != without_moments(now))


def words_of(report: PlanReport) -> dict[str, ReportWords]:
    """By the activity's uuid, and of the whole: one SQL statement."""
    rows = report.words.select_related("activity", "changed_by")
    return {str(row.activity.uuid) if row.activity else WHOLE: row for row in rows}


def content_of(report: PlanReport, *, words: Mapping[str, ReportWords]) -> dict[str, Any]:
    """Everything the report says, as it was last drawn: what is signed and fingerprinted."""
    plan, source, corrects = report.plan, report.source, report.corrects
    return {
        "report": str(report.uuid),
        "title": report.title,
        "period": [report.period_from.isoformat(), report.period_to.isoformat()],
        "city": {
            "name_th": plan.city.name_th,
            "name_en": plan.city.name_en,
            "is_invented": plan.city.is_invented,
        },
        "plan": {"uuid": str(plan.uuid), "year": plan.year, "title_th": plan.title_th, "title_en": plan.title_en},
        "source": {"uuid": str(source.uuid), "name_th": source.name_th, "name_en": source.name_en} if source else None,
        "corrects": _named(corrects) if corrects else None,
        "figures": report.drawn,
        "words": {key: row.text for key, row in sorted(words.items()) if row.text},
    }


def shown_report(content: Mapping[str, Any]) -> dict[str, Any]:
    """The same with days as days and every code in the reader's words, for the page and the files. No SQL."""
    figures = content["figures"]
    activities = [_shown_activity(row, content["words"]) for row in figures["activities"]]
    reached = [
        {"activity": row, "kind": one["label"], "figure": one["told"]}
        for row in activities
        for one in row["evidence"]
        if one["kind"] in {EvidenceKind.COMPLETIONS, EvidenceKind.CHILDREN}
    ]
    return {
        **content,
        "period": [date.fromisoformat(day) for day in content["period"]],
        "drawn_at": datetime.fromisoformat(figures["drawn_at"]),
        "whole": content["words"].get(WHOLE, ""),
        "activities": activities,
        "reached": reached,
        "money": [{**row, "kind_label": str(SourceKind(row["kind"]).label)} for row in figures["money"]],
        "not_known": [{**row, "told": not_known_words(row["code"])} for row in figures["not_known"]],
        "sums": _sums(activities),
    }


def _rows(viewer: Viewer) -> QuerySet[PlanReport]:
    return visible_reports(viewer).select_related(
        "plan__city", "plan__owner", "source", "made_by", "signed__signed_by", "corrects__signed__signed_by"
    )


def _named(report: PlanReport) -> dict[str, str]:
    signed = report.signed
    day = timezone.localdate(signed.signed_at).isoformat()
    return {"report": str(report.uuid), "title": report.title, "signed_on": day, "digest": signed.digest}


def _for_reader(figures: Mapping[str, Any], known: set[str]) -> dict[str, Any]:
    """Figures of a draft without the counts that its reader may not see."""
    hidden = {"state": "others", "n": None, "value": ""}
    activities = [
        row
        | {
            "evidence": [
                one
                if one["kind"] in known or one["kind"] == EvidenceKind.PICTURE or one["state"] == "gone"
                else one | hidden
                for one in row["evidence"]
            ]
        }
        for row in figures["activities"]
    ]
    return {**figures, "activities": activities}


def _shown_activity(row: Mapping[str, Any], words: Mapping[str, str]) -> dict[str, Any]:
    milestones = [{**one, "told": milestone_words(one)} for one in row["milestones"]]
    return {
        **row,
        "starts_on": date.fromisoformat(row["starts_on"]),
        "ends_on": date.fromisoformat(row["ends_on"]),
        "state_label": str(ActivityState(row["state"]).label),
        "milestones": milestones,
        "n_reached": sum(one["state"].startswith("reached") for one in milestones),
        "n_late": sum(one["state"] == "late" for one in milestones),
        "budget": [{**one, "label": str(Category(one["category"]).label)} for one in row["budget"]],
        "set_aside": sum(one["satang"] for one in row["budget"]),
        "evidence": [{**one, "label": kind_words(one), "told": evidence_words(one)} for one in row["evidence"]],
        "words": words.get(row["uuid"], ""),
    }


def _sums(activities: list[dict[str, Any]]) -> dict[str, Any]:
    """What the report says first. Nothing is spent only where the books say so of some activity."""
    standing = [row for row in activities if row["state"] != ActivityState.DROPPED]
    spent = [row["spent"] for row in activities if row["spent"] is not None]
    return {
        "n_standing": len(standing),
        "n_done": sum(row["state"] == ActivityState.DONE for row in standing),
        "n_milestones": sum(len(row["milestones"]) for row in standing),
        "n_reached": sum(row["n_reached"] for row in standing),
        "n_late": sum(row["n_late"] for row in standing),
        "set_aside": sum(row["set_aside"] for row in standing),
        "within": sum(one["within"] for one in spent) if spent else None,
        "until": sum(one["until"] for one in spent) if spent else None,
    }
