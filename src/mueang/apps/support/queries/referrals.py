"""A referral as its agency sees it: what was asked, and only the parts that may be told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from mueang.apps.network.models import City, Organization
from mueang.apps.support.enums.cases import RUNNING, SERVICE_DAYS, Need, Part, Scope
from mueang.apps.support.models.cases import Case
from mueang.apps.support.models.planning import Agency, ConsentToShare, Plan, ServiceLevel
from mueang.apps.support.models.referrals import Referral
from mueang.apps.support.queries.seen import AssessmentSeen, ChildSeen, assessment_seen, child_seen
from mueang.apps.support.rules.cases import Sight, shown_parts


@dataclass(frozen=True, slots=True)
class ReferralSeen:
    """All that stands behind a secret link."""

    city: City
    agency: Organization
    need: str
    words: str
    state: str
    due_on: date
    answer_words: str
    worker: str
    child: ChildSeen
    found: AssessmentSeen | None
    goal: str | None


def referral_seen(row: Referral, *, now: datetime) -> ReferralSeen:
    """What was asked and what may be told now; the agency never learns the number of the case or who else helps."""
    case = row.case
    sight = Sight(Scope.AGENCY, frozenset(Part) - shown_parts(row, now=now))
    latest = case.assessments.select_related("assessed_by").first()
    tells = any(sight.shows(part) for part in (Part.NEEDS, Part.HEALTH, Part.RISK))
    plan = Plan.objects.filter(case=case, replaced_at=None).first() if sight.shows(Part.PLAN) else None
    assert row.due_on is not None  # noqa: S101 -- a constraint: what was sent has its day
    return ReferralSeen(
        city=case.city,
        agency=row.agency.organization,
        need=str(Need(row.need).label),
        words=row.words,
        state=row.state,
        due_on=row.due_on,
        answer_words=row.answer_words,
        worker=str(case.main_worker),
        child=child_seen(case.child, sight, today=timezone.localdate(now)),
        found=assessment_seen(latest, sight) if latest is not None and tells else None,
        goal=plan.goal if plan is not None else None,
    )


def agencies_for(case: Case) -> QuerySet[Agency]:
    return Agency.objects.filter(city=case.city, is_active=True).select_related("organization")


def standing_consents(case: Case) -> QuerySet[ConsentToShare]:
    return (
        ConsentToShare.objects.standing(timezone.localdate())
        .filter(case=case)
        .prefetch_related("agencies__organization")
    )


def late_referrals(*, now: datetime) -> QuerySet[Referral]:
    """Running past their day and not yet with the supervisors."""
    today = timezone.localdate(now)
    return Referral.objects.filter(state__in=RUNNING, due_on__lt=today, escalated_at=None).order_by("due_on", "pk")


def days_of(city: City) -> list[tuple[str, int]]:
    """How many days each need may wait in the city, by its word."""
    own = dict(ServiceLevel.objects.filter(city=city).values_list("need", "days"))
    return [(str(Need(need).label), own.get(need, days)) for need, days in SERVICE_DAYS.items()]
