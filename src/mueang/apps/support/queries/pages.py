"""One case: everything its viewer may see of it, in one look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from mueang.apps.accounts.models import User
from mueang.apps.enrollment.queries.holds import HeldSeat, held_seat
from mueang.apps.network.models import City
from mueang.apps.support.enums.cases import HEALTH_NEEDS, CaseState, Need, NoteKind, Part, ReferralState, Scope
from mueang.apps.support.models.cases import Case, CaseAccess, CaseNote, HandOver
from mueang.apps.support.models.endings import Closure, ReCheck, Reopening
from mueang.apps.support.models.planning import ConsentToShare, Plan, Step
from mueang.apps.support.models.referrals import Placement, Referral
from mueang.apps.support.queries.seen import AssessmentSeen, ChildSeen, assessment_seen, child_seen
from mueang.apps.support.queries.visits import CaseVisit, visits_of_case
from mueang.apps.support.rules.cases import Sight, may_supervise, sight_of, visible_cases
from mueang.apps.support.rules.links import may_link
from mueang.ui.templatetags.ui import name as shown_name
from mueang.ui.words import moment


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a case's timeline."""

    at: datetime
    title: str | Promise
    words: str = ""
    by: str = ""
    note: UUID | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A placement and all that the open city tells about it."""

    placement: Placement
    seat: HeldSeat | None


@dataclass(frozen=True, slots=True)
class CasePage:
    """What one viewer sees of one case; what is withheld is empty or None, and `hidden` says so."""

    case: Case
    sight: Sight
    child: ChildSeen
    may_decide: bool
    may_supervise: bool
    assessments: tuple[AssessmentSeen, ...] = ()
    plan: Plan | None = None
    steps: tuple[Step, ...] = ()
    consents: tuple[ConsentToShare, ...] = ()
    referrals: tuple[Referral, ...] = ()
    placements: tuple[Placed, ...] = ()
    accesses: tuple[CaseAccess, ...] = ()
    rechecks: tuple[ReCheck, ...] = ()
    closures: tuple[Closure, ...] = ()
    notes: tuple[CaseNote, ...] = ()
    visits: tuple[CaseVisit, ...] = ()
    timeline: tuple[Entry, ...] = ()

    @property
    def hidden(self) -> list[str]:
        return [str(part.label) for part in Part if part in self.sight.hidden]

    @property
    def latest(self) -> AssessmentSeen | None:
        return self.assessments[0] if self.assessments else None

    @property
    def may_write(self) -> bool:
        return self.sight.may_write

    @property
    def may_link(self) -> bool:
        return may_link(self.sight)


def case_page(*, viewer: User, city: City, uuid: UUID, now: datetime) -> CasePage | None:
    """One case as `viewer` may see it, or None; a fixed number of SQL statements and three for each seat held."""
    rows = visible_cases(viewer, now=now).select_related("city", "child", "main_worker", "opened_by")
    case = rows.filter(city=city, uuid=uuid).first()
    sight = sight_of(viewer, case, now=now) if case is not None else None
    if case is None or sight is None:
        return None
    today = timezone.localdate(now)
    assessments = tuple(
        assessment_seen(row, sight) for row in case.assessments.select_related("assessed_by") if _tells(sight)
    )
    seen = child_seen(case.child, sight, today=today)
    decides = may_supervise(viewer, city)
    if sight.scope == Scope.AGENCY:
        return CasePage(case, sight, seen, may_decide=False, may_supervise=False, assessments=assessments)
    page = CasePage(case, sight, seen, decides or case.main_worker_id == viewer.pk, decides, assessments)
    return _whole_page(page, viewer=viewer)


def _tells(sight: Sight) -> bool:
    return any(sight.shows(part) for part in (Part.NEEDS, Part.HEALTH, Part.RISK))


def _whole_page(page: CasePage, *, viewer: User) -> CasePage:
    """The page of somebody inside the house: plans, consents, referrals, seats, notes, who works on it."""
    case, shows_plan = page.case, page.sight.shows(Part.PLAN)
    plan = case.plans.filter(replaced_at=None).select_related("made_by").first() if shows_plan else None
    steps = plan.steps.select_related("agency__organization", "ended_by") if plan else ()
    consents = case.consents.select_related("recorded_by").prefetch_related("agencies__organization")
    referrals = case.referrals.select_related("agency__organization", "consent", "made_by", "override_by")
    notes = case.notes.select_related("written_by", "corrects") if page.sight.shows(Part.NOTES) else ()
    whole = CasePage(
        case=case,
        sight=page.sight,
        child=page.child,
        may_decide=page.may_decide,
        may_supervise=page.may_supervise,
        assessments=page.assessments,
        plan=plan,
        steps=tuple(steps),
        consents=tuple(consents if page.sight.shows(Part.FAMILY) else ()),
        referrals=tuple(one for one in referrals if shows_plan and _may_know_need(page.sight, one.need)),
        placements=placements_of(case) if shows_plan else (),
        accesses=tuple(case.accesses.select_related("user", "given_by")),
        rechecks=tuple(ReCheck.objects.filter(closure__case=case).select_related("done_by", "closure")),
        closures=tuple(case.closures.select_related("closed_by")),
        notes=tuple(notes),
        visits=visits_of_case(case, viewer=viewer, sight=page.sight),
    )
    return _with_timeline(whole)


def _may_know_need(sight: Sight, need: str) -> bool:
    return sight.shows(Part.HEALTH) or need not in HEALTH_NEEDS


def placements_of(case: Case) -> tuple[Placed, ...]:
    rows = case.placements.select_related("offering__program", "offering__place", "offering__city", "placed_by")
    return tuple(Placed(row, held_seat(row.token)) for row in rows)


def _with_timeline(page: CasePage) -> CasePage:
    entries = [*_deeds(page), *_written(page), *_endings(page)]
    timeline = tuple(sorted(entries, key=lambda entry: entry.at, reverse=True))
    return CasePage(
        **{name: getattr(page, name) for name in CasePage.__slots__ if name != "timeline"}, timeline=timeline
    )


def _deeds(page: CasePage) -> Iterator[Entry]:
    case = page.case
    yield Entry(case.opened_at, _("Case opened"), by=str(case.opened_by or ""))
    for found in page.assessments:
        yield Entry(_noon(found.assessed_on), _("Assessed"), by=found.assessed_by)
    for consent in page.consents:
        words = consent.get_basis_display()
        yield Entry(consent.recorded_at, _("Consent or other basis recorded"), words, str(consent.recorded_by))
        if consent.withdrawn_at:
            yield Entry(consent.withdrawn_at, _("Consent withdrawn"))
    if page.plan:
        yield Entry(page.plan.made_at, _("Plan made"), page.plan.goal, str(page.plan.made_by))
    for step in page.steps:
        if step.ended_at:
            yield Entry(step.ended_at, step.get_state_display(), step.words, str(step.ended_by or ""))
    for referral in page.referrals:
        yield from _of_referral(referral)
    for placed in page.placements:
        yield Entry(placed.placement.placed_at, _("Seat held"), by=str(placed.placement.placed_by))


def _of_referral(row: Referral) -> Iterator[Entry]:
    what = f"{shown_name(row.agency.organization)} · {Need(row.need).label}"
    moments: Iterable[tuple[datetime | None, str | Promise]] = (
        (row.sent_at, _("Referral sent")),
        (row.answered_at, _("Answered: %(what)s") % {"what": _answer(row)}),
        (row.done_at, ReferralState.DONE.label),
        (row.ended_at if row.state == ReferralState.REVOKED else None, ReferralState.REVOKED.label),
    )
    for at, title in moments:
        if at is not None:
            yield Entry(at, title, what)


def _answer(row: Referral) -> str:
    declined = row.state == ReferralState.DECLINED
    return str(ReferralState.DECLINED.label if declined else ReferralState.ACCEPTED.label)


def _written(page: CasePage) -> Iterator[Entry]:
    for note in page.notes:
        title = str(NoteKind(note.kind).label)
        if note.corrects:
            title = _("Correction of %(at)s") % {"at": moment(note.corrects.written_at)}
        yield Entry(note.written_at, title, note.words, str(note.written_by or ""), note.uuid)
    for one in page.visits:
        if one.report:
            title = _("Visit: %(found)s") % {"found": one.report.get_found_display()}
            yield Entry(one.report.made_at, title, one.report.said, str(one.report.by))
    if page.sight.shows(Part.NOTES):
        for over in HandOver.objects.filter(case=page.case).select_related("from_worker", "to_worker"):
            names = _("Handed over from %(before)s to %(after)s") % {
                "before": over.from_worker,
                "after": over.to_worker,
            }
            yield Entry(over.at, names, over.note)


def _endings(page: CasePage) -> Iterator[Entry]:
    for closure in page.closures:
        words = f"{closure.get_outcome_display()}{closure.get_record_error_display()} {closure.evidence}".strip()
        yield Entry(closure.closed_at, CaseState(closure.state).label, words, str(closure.closed_by))
    for check in page.rechecks:
        if check.done_at:
            yield Entry(check.done_at, check.get_holds_display(), check.words, str(check.done_by or ""))
    for row in Reopening.objects.filter(case=page.case).select_related("reopened_by"):
        yield Entry(row.reopened_at, _("Reopened"), row.reason, str(row.reopened_by))


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))
