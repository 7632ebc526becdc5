"""Plans of a city, and the activities of one with their milestones, places and money."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet

from mueang.apps.accounts.rules import Viewer
from mueang.apps.network.models import City
from mueang.apps.plans.enums import AT_WORK, OVER, ActivityState, EvidenceKind
from mueang.apps.plans.models import Activity, BudgetLine, FundingSource, Milestone, WorkPlan
from mueang.apps.plans.queries.spending import Spent, spending_of
from mueang.apps.plans.rules import may_read_all, visible_activities, visible_milestones, visible_plans, visible_sources

LAST_MONTH = 9


def budget_year_of(day: date) -> int:
    """The budget year of a day, by the common era year in which it ends."""
    return day.year + (day.month > LAST_MONTH)


@dataclass(frozen=True, slots=True)
class PlanCard:
    """A plan in the list of them."""

    plan: WorkPlan
    n_activities: int
    n_done: int
    n_late: int


@dataclass(frozen=True, slots=True)
class ActivityLine:
    """An activity as it stands on `today`, with all that a list of them shows. Money is satang."""

    activity: Activity
    today: date
    milestones: list[Milestone]
    places: list[Any]
    budget: list[BudgetLine]
    n_evidence: int
    spent: dict[UUID | None, int]

    @property
    def planned_satang(self) -> int:
        return sum(line.amount_satang for line in self.budget)

    @property
    def spent_satang(self) -> int | None:
        """None where the books say nothing of the activity, which is not the same as nothing spent."""
        return sum(self.spent.values()) if self.spent else None

    @property
    def is_over(self) -> bool:
        return self.activity.state in OVER

    @property
    def is_late(self) -> bool:
        return self.activity.plan.is_at_work and self.activity.is_late(self.today)

    @property
    def late_milestones(self) -> list[Milestone]:
        """None where the plan is no more than a draft, or the activity was dropped."""
        if not self.activity.plan.is_at_work or self.activity.state == ActivityState.DROPPED:
            return []
        return [row for row in self.milestones if row.is_late(self.today)]

    @property
    def next_milestone(self) -> Milestone | None:
        return next((row for row in self.milestones if row.done_on is None), None)

    @property
    def sources(self) -> list[Any]:
        return list({line.source_id: line.source for line in self.budget}.values())


@dataclass(frozen=True, slots=True)
class Asked:
    """Which activities of a plan to show; what is empty asks for nothing."""

    owner: str = ""
    neighbourhood: str = ""
    source: str = ""
    late: bool = False

    def keeps(self, line: ActivityLine) -> bool:
        return (
            (not self.owner or str(line.activity.owner.uuid) == self.owner)
            and (not self.neighbourhood or self.neighbourhood in {place.code for place in line.places})
            and (not self.source or self.source in {str(row.source.uuid) for row in line.budget})
            and (not self.late or line.is_late or bool(line.late_milestones))
        )


def plans_of(*, viewer: Viewer, city: City, today: date) -> list[PlanCard]:
    """The city's plans that `viewer` may see, this year's first: one SQL statement."""
    shown = Q(activities__in=visible_activities(viewer))
    standing = shown & ~Q(activities__state=ActivityState.DROPPED)
    done = shown & Q(activities__state=ActivityState.DONE)
    late = shown & Q(activities__ends_on__lt=today) & ~Q(activities__state__in=OVER)
    rows = visible_plans(viewer).filter(city=city).select_related("owner")
    counted = rows.annotate(
        n_activities=Count("activities", filter=standing),
        n_done=Count("activities", filter=done),
        n_late=Count("activities", filter=late),
    )
    return [
        PlanCard(row, row.n_activities, row.n_done, row.n_late if row.is_at_work else 0)
        for row in counted.order_by("-year")
    ]


def plan_of(*, viewer: Viewer, city: City, year: int) -> WorkPlan | None:
    """One SQL statement; None where there is none that `viewer` may see."""
    found = visible_plans(viewer).filter(city=city, year=year).select_related("owner", "changed_by").first()
    if found is not None:
        found.city = city
    return found


def lines_of(*, viewer: Viewer, plan: WorkPlan, today: date) -> list[ActivityLine]:
    """Activities of a plan in their order: five SQL statements."""
    rows = visible_activities(viewer).filter(plan=plan).select_related("owner", "partner")
    return activity_lines(rows.order_by("number"), viewer=viewer, plan=plan, today=today)


def activity_lines(rows: QuerySet[Activity], *, viewer: Viewer, plan: WorkPlan, today: date) -> list[ActivityLine]:
    """The same of any activities of a plan. A funder sees of the money only what is its own."""
    money = BudgetLine.objects.select_related("source__organization")
    reads_all = may_read_all(viewer, plan.city)
    own = None if reads_all else frozenset(visible_sources(viewer).values_list("uuid", flat=True))
    found = list(
        rows.annotate(
            n_evidence=Count("evidence", filter=Q(evidence__withdrawn_at=None), distinct=True)
        ).prefetch_related("milestones", "neighbourhoods", Prefetch("budget_lines", money))
    )
    spent = spending_of(plan.city, [row.uuid for row in found])
    lines = []
    for row in found:
        row.plan = plan
        shown = [line for line in row.budget_lines.all() if own is None or line.source.uuid in own]
        lines.append(
            ActivityLine(
                activity=row,
                today=today,
                milestones=list(row.milestones.all()),
                places=list(row.neighbourhoods.all()),
                budget=shown,
                n_evidence=row.n_evidence,
                spent=_spent_on(row, spent, own),
            )
        )
    return lines


def activity_of(*, viewer: Viewer, city: City, uuid: UUID, today: date) -> ActivityLine | None:
    """One activity with everything: six SQL statements."""
    rows = visible_activities(viewer).filter(plan__city=city, uuid=uuid)
    row = rows.select_related("owner", "partner", "changed_by", "plan__owner").first()
    if row is None:
        return None
    plan = row.plan
    plan.city = city
    same = Activity.objects.filter(pk=row.pk).select_related("owner", "partner", "changed_by")
    return activity_lines(same, viewer=viewer, plan=plan, today=today)[0]


def late_milestones(*, viewer: Viewer, city: City, today: date) -> QuerySet[Milestone]:
    """Milestones of the city that should have been reached by now, the longest late first."""
    rows = visible_milestones(viewer).late(today).filter(activity__plan__city=city)
    return rows.select_related("activity__owner", "activity__plan").order_by("due_on", "pk")


def milestones_between(first: date, last: date) -> QuerySet[Milestone]:
    """Open ones of every city that are due between two days, with who answers for them."""
    rows = Milestone.objects.open().filter(due_on__range=(first, last))
    return rows.select_related("activity__owner", "activity__plan__city")


def plans_to_recount(*, before: datetime) -> QuerySet[WorkPlan]:
    """Plans at work with evidence that was counted before that moment."""
    rows = WorkPlan.objects.filter(state__in=AT_WORK, activities__evidence__counted_at__lt=before)
    rows = rows.filter(activities__evidence__withdrawn_at=None).exclude(activities__evidence__kind=EvidenceKind.PICTURE)
    return rows.distinct()


def _spent_on(row: Activity, spent: Spent, own: frozenset[UUID] | None) -> dict[UUID | None, int]:
    """By source; who does not read the whole plan sees what was spent of `own` sources."""
    here = {source: satang for (activity, source), satang in spent.items() if activity == row.uuid}
    return {source: satang for source, satang in here.items() if own is None or source in own}


@dataclass(frozen=True, slots=True)
class SourceSum:
    """What one source gives in a plan: all there is, what of it is set aside, what was spent."""

    source: FundingSource
    planned_satang: int
    spent_satang: int | None
    by_category: dict[str, int]

    @property
    def left_satang(self) -> int | None:
        """What is not set aside yet; below zero, more is than there is. None where the amount is not known."""
        return None if self.source.amount_satang is None else self.source.amount_satang - self.planned_satang


def source_sums(lines: list[ActivityLine], *, viewer: Viewer, plan: WorkPlan) -> list[SourceSum]:
    """Every source that pays in the plan, and those of the city that could: one SQL statement."""
    period = plan.period
    rows = visible_sources(viewer).filter(city=plan.city).select_related("organization")
    rows = rows.filter(starts_on__lte=period.ends_on).exclude(ends_on__lt=period.starts_on)
    return [_sum_of(source, lines) for source in rows]


def _sum_of(source: FundingSource, lines: list[ActivityLine]) -> SourceSum:
    money = [row for line in lines for row in line.budget if row.source_id == source.pk]
    spent = [line.spent[source.uuid] for line in lines if source.uuid in line.spent]
    by_category: dict[str, int] = {}
    for row in money:
        by_category[row.category] = by_category.get(row.category, 0) + row.amount_satang
    return SourceSum(source, sum(row.amount_satang for row in money), sum(spent) if spent else None, by_category)


def sources_of(*, viewer: Viewer, city: City) -> list[FundingSource]:
    """Sources of a city, with who gives: one SQL statement."""
    return list(visible_sources(viewer).filter(city=city).select_related("organization"))
