"""One case: everything its viewer may see of it, in one look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from mueang.apps.accounts.models import User
from mueang.apps.enrollment.queries.holds import HeldSeat, hold_of, seat_of
from mueang.apps.support.enums.cases import HEALTH_NEEDS, CaseState, Need, Part, ReferralState, Scope
from mueang.apps.support.models.cases import Case, CaseAccess
from mueang.apps.support.models.endings import Closure, ReCheck
from mueang.apps.support.models.planning import ConsentToShare, Plan, Step
from mueang.apps.support.models.referrals import Placement, Referral
from mueang.apps.support.queries.seen import AssessmentSeen, ChildSeen, assessment_seen, child_seen
from mueang.apps.support.queries.told import HANDED, Told, told_of
from mueang.apps.support.queries.visits import CaseVisit, visits_of_case
from mueang.apps.support.rules.cases import Sight, may_supervise, sight_of, visible_cases
from mueang.apps.support.rules.links import may_link
from mueang.lib.joined import gathered, joined
from mueang.ui.templatetags.ui import name as shown_name


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


@dataclass(frozen=True)
class CasePage:
    """What one viewer sees of one case; what is withheld is empty or None, and `hidden` says so.

    Each list is read when it is first asked for: a form needs one or two of them, the page of the case all.
    """

    case: Case
    sight: Sight
    child: ChildSeen
    viewer: User
    may_decide: bool
    may_supervise: bool

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

    @property
    def _is_inside(self) -> bool:
        """An agency sees no plans, consents, referrals, seats, notes, nor who works on the case."""
        return self.sight.scope != Scope.AGENCY

    @property
    def _shows_plan(self) -> bool:
        return self._is_inside and self.sight.shows(Part.PLAN)

    @cached_property
    def assessments(self) -> tuple[AssessmentSeen, ...]:
        if not any(self.sight.shows(part) for part in (Part.NEEDS, Part.HEALTH, Part.RISK)):
            return ()
        return tuple(assessment_seen(row, self.sight) for row in self.case.assessments.select_related("assessed_by"))

    @cached_property
    def plan(self) -> Plan | None:
        return getattr(self.case, "current_plan", None) if self._shows_plan else None

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        return tuple(self.plan.steps.select_related("agency__organization", "ended_by")) if self.plan else ()

    @cached_property
    def consents(self) -> tuple[ConsentToShare, ...]:
        if not (self._is_inside and self.sight.shows(Part.FAMILY)):
            return ()
        # The table between has a name of Django's own, with a plus: nothing leads back from an agency.
        along = ("recorded_by", "one__agency__organization")
        rows = joined(self.case.consents, "ConsentToShare_agencies+", *along).order_by("-given_on", "-pk", "one")
        return tuple(gathered(rows, "agencies", far="agency"))

    @cached_property
    def referrals(self) -> tuple[Referral, ...]:
        if not self._shows_plan:
            return ()
        rows = self.case.referrals.select_related("agency__organization", "consent", "made_by", "override_by")
        return tuple(row for row in rows if _may_know_need(self.sight, row.need))

    @cached_property
    def placements(self) -> tuple[Placed, ...]:
        return placements_of(self.case) if self._shows_plan else ()

    @cached_property
    def accesses(self) -> tuple[CaseAccess, ...]:
        return tuple(self.case.accesses.select_related("user", "given_by")) if self._is_inside else ()

    @cached_property
    def closures(self) -> tuple[Closure, ...]:
        """The latest first, each with its checks."""
        if not self._is_inside:
            return ()
        rows = joined(self.case.closures, "rechecks", "closed_by", "one__done_by")
        return tuple(gathered(rows.order_by("-closed_at", "-pk", "one__due_on", "one"), "rechecks"))

    @property
    def rechecks(self) -> list[ReCheck]:
        found = [check for closure in self.closures for check in closure.rechecks.all()]
        return sorted(found, key=lambda check: (check.due_on, check.pk))

    @cached_property
    def told(self) -> tuple[Told, ...]:
        return told_of(self.case, with_notes=self.sight.shows(Part.NOTES)) if self._is_inside else ()

    @property
    def notes(self) -> tuple[Told, ...]:
        return tuple(one for one in self.told if one.uuid is not None)

    @cached_property
    def visits(self) -> tuple[CaseVisit, ...]:
        return visits_of_case(self.case, viewer=self.viewer, sight=self.sight) if self._is_inside else ()

    @cached_property
    def timeline(self) -> tuple[Entry, ...]:
        if not self._is_inside:
            return ()
        entries = [*_deeds(self), *_written(self), *_endings(self)]
        return tuple(sorted(entries, key=lambda entry: entry.at, reverse=True))


def case_page(*, viewer: User, city: str, uuid: UUID, now: datetime) -> CasePage | None:
    """One case of the city of this slug as `viewer` may see it, or None.

    Two SQL statements, one where they answer for it; each list that is then asked of the page takes one.
    """
    along = ("city", "child", "main_worker", "opened_by", "current_plan__made_by")
    is_current, visible = Q(plans__replaced_at=None), visible_cases(viewer, now=now)
    rows = joined(visible, "plans", *along, name="current_plan", only=is_current)
    case = rows.filter(city__slug=city, uuid=uuid).first()
    sight = sight_of(viewer, case, now=now) if case is not None else None
    if case is None or sight is None:
        return None
    seen = child_seen(case.child, sight, today=timezone.localdate(now))
    is_inside, supervises = sight.scope != Scope.AGENCY, may_supervise(viewer, case.city)
    return CasePage(
        case=case,
        sight=sight,
        child=seen,
        viewer=viewer,
        may_decide=is_inside and (supervises or case.main_worker_id == viewer.pk),
        may_supervise=is_inside and supervises,
    )


def _may_know_need(sight: Sight, need: str) -> bool:
    return sight.shows(Part.HEALTH) or need not in HEALTH_NEEDS


def placements_of(case: Case) -> tuple[Placed, ...]:
    """One SQL statement."""
    rows = case.placements.select_related("offering__program", "offering__place", "offering__city", "placed_by")
    rows = rows.annotate(held=Subquery(hold_of(OuterRef("token"))))
    return tuple(Placed(row, seat_of(row.held)) for row in rows)


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
    for one in page.told:
        yield Entry(one.at, one.title, one.words, "" if one.kind == HANDED else one.by, one.uuid)
    for visit in page.visits:
        if visit.report:
            title = _("Visit: %(found)s") % {"found": visit.report.get_found_display()}
            yield Entry(visit.report.made_at, title, visit.report.said, str(visit.report.by))


def _endings(page: CasePage) -> Iterator[Entry]:
    for closure in page.closures:
        words = f"{closure.get_outcome_display()}{closure.get_record_error_display()} {closure.evidence}".strip()
        yield Entry(closure.closed_at, CaseState(closure.state).label, words, str(closure.closed_by))
    for check in page.rechecks:
        if check.done_at:
            yield Entry(check.done_at, check.get_holds_display(), check.words, str(check.done_by or ""))


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))
