"""Activities of a plan: added, changed by one at a time, reported on, dropped with a reason; and their milestones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.network.models import City
from mueang.apps.places.models import Neighbourhood
from mueang.apps.plans.actions.plans import CameFrom, ensure_may_write, ensure_open, lock_plan
from mueang.apps.plans.enums import ActivityState, PlanState
from mueang.apps.plans.errors import (
    ChangedMeanwhile,
    MoneyIsSpent,
    NotOfThisCity,
    NotYetAgreed,
    OutsideTheYear,
    WordsNeeded,
)
from mueang.apps.plans.models import Activity, Milestone, WorkPlan
from mueang.apps.plans.rules import may_work, may_write, workers_of

WHOLE = 100
# What an activity says of itself; the rest of its row is moved by actions of their own.
FIELDS = ("title_th", "title_en", "aim", "owner", "partner", "starts_on", "ends_on", "for_whom", "n_people", "expected")


@transaction.atomic
def add_activity(
    *,
    plan: WorkPlan,
    actor: User,
    neighbourhoods: Iterable[Neighbourhood] = (),
    milestones: Iterable[tuple[str, date]] = (),
    came_from: CameFrom | None = None,
    **said: Any,
) -> Activity:
    """Add an activity at the end of the plan; `said` holds `FIELDS`, of which title_th and the days are needed.

    Without an owner it is the plan's. Raises PermissionDenied, PlanIsClosed, OutsideTheYear, NotOfThisCity,
    WordsNeeded.
    """
    plan = lock_plan(plan)
    ensure_may_write(plan, actor)
    last = plan.activities.aggregate(last=Max("number"))["last"] or 0
    activity = Activity(
        plan=plan,
        number=last + 1,
        changed_by=actor,
        came_from_kind=came_from.kind if came_from else "",
        came_from=came_from.uuid if came_from else None,
    )
    _say(activity, {"owner": plan.owner, **said})
    activity.save(force_insert=True)
    activity.neighbourhoods.set(_of_city(neighbourhoods, plan.city))
    Milestone.objects.bulk_create(
        Milestone(activity=activity, title_th=title.strip()[:200], due_on=day) for title, day in milestones
    )
    record(actor=actor, verb="plan.activity_added", target=activity, book=plan.city.slug)
    return activity


@transaction.atomic
def change_activity(
    *,
    activity: Activity,
    version: int,
    actor: User,
    neighbourhoods: Iterable[Neighbourhood] | None = None,
    **said: Any,
) -> Activity:
    """Change what an activity says of itself, over the version that was read; what is not named stays.

    Only who writes the plan hands it to another owner. Raises PermissionDenied, PlanIsClosed, ChangedMeanwhile,
    OutsideTheYear, NotOfThisCity, WordsNeeded.
    """
    activity = lock_activity(activity, actor)
    if activity.version != version:
        raise ChangedMeanwhile(str(activity.changed_by))
    plan, owner = activity.plan, activity.owner_id
    _say(activity, said)
    if activity.owner_id != owner and not may_write(actor, plan.city):
        raise PermissionDenied
    if neighbourhoods is not None:
        activity.neighbourhoods.set(_of_city(neighbourhoods, plan.city))
    _save(activity, actor, verb="plan.activity_changed", facts={"fields": sorted(said)})
    return activity


@transaction.atomic
def report_progress(
    *, activity: Activity, version: int, percent: int, actor: User, note: str = "", on: date | None = None
) -> Activity:
    """Say how far an activity is; at a hundred per cent it is done, and below that under way again.

    Raises PermissionDenied, PlanIsClosed, NotYetAgreed, ChangedMeanwhile.
    """
    activity = lock_activity(activity, actor)
    if activity.plan.state == PlanState.DRAFT:
        raise NotYetAgreed
    if activity.version != version:
        raise ChangedMeanwhile(str(activity.changed_by))
    activity.progress_percent, activity.progress_note = percent, note.strip()[:600]
    activity.dropped_why = ""
    states = {0: ActivityState.PLANNED, WHOLE: ActivityState.DONE}
    activity.state = states.get(percent, ActivityState.RUNNING)
    activity.clean_fields(exclude=["plan", "owner", "changed_by"])
    facts = {"percent": percent, "day": (on or timezone.localdate()).isoformat()}
    _save(activity, actor, verb="plan.progress", facts=facts)
    return activity


@transaction.atomic
def drop_activity(*, activity: Activity, why: str, actor: User) -> Activity:
    """Give an activity up, and say why. Raises PermissionDenied, PlanIsClosed, WordsNeeded."""
    activity = _lock_to_write(activity, actor)
    if not why.strip():
        raise WordsNeeded
    activity.state, activity.dropped_why = ActivityState.DROPPED, why.strip()[:300]
    _save(activity, actor, verb="plan.activity_dropped")
    return activity


@transaction.atomic
def take_up_activity(*, activity: Activity, actor: User) -> Activity:
    """Take up again what was dropped; twice changes nothing. Raises PermissionDenied, PlanIsClosed."""
    activity = _lock_to_write(activity, actor)
    if activity.state == ActivityState.DROPPED:
        done = activity.progress_percent
        activity.state = ActivityState.RUNNING if 0 < done < WHOLE else ActivityState.PLANNED
        activity.state = ActivityState.DONE if done == WHOLE else activity.state
        activity.dropped_why = ""
        _save(activity, actor, verb="plan.activity_taken_up")
    return activity


@transaction.atomic
def delete_activity(*, activity: Activity, actor: User) -> None:
    """Strike an activity of a draft, nothing standing on it. Raises PermissionDenied, PlanIsClosed, MoneyIsSpent."""
    activity = _lock_to_write(activity, actor)
    if activity.plan.state != PlanState.DRAFT or activity.evidence.exists():
        raise MoneyIsSpent
    record(actor=actor, verb="plan.activity_deleted", target=activity, book=activity.plan.city.slug)
    activity.budget_lines.all().delete()
    activity.delete()


@transaction.atomic
def set_milestone(
    *,
    activity: Activity,
    title_th: str,
    due_on: date,
    actor: User,
    title_en: str = "",
    milestone: Milestone | None = None,
) -> Milestone:
    """Add a milestone, or change the one named. Raises PermissionDenied, PlanIsClosed, WordsNeeded, NotOfThisCity."""
    activity = lock_activity(activity, actor)
    if not title_th.strip():
        raise WordsNeeded
    row = milestone or Milestone(activity=activity)
    if row.activity_id != activity.pk:
        raise NotOfThisCity
    row.title_th, row.title_en, row.due_on = title_th.strip(), title_en.strip(), due_on
    row.clean_fields(exclude=["activity"])
    row.save()
    facts = {"day": due_on.isoformat()}
    record(actor=actor, verb="plan.milestone_set", target=activity, book=activity.plan.city.slug, facts=facts)
    return row


@transaction.atomic
def reach_milestone(*, milestone: Milestone, on: date, actor: User, note: str = "") -> Milestone:
    """It is there, since that day. Raises PermissionDenied, PlanIsClosed, NotYetAgreed."""
    activity = lock_activity(milestone.activity, actor)
    if activity.plan.state == PlanState.DRAFT:
        raise NotYetAgreed
    return _mark(milestone, activity, on=on, note=note, actor=actor)


@transaction.atomic
def reopen_milestone(*, milestone: Milestone, actor: User) -> Milestone:
    """Take back that it is there. Raises PermissionDenied, PlanIsClosed."""
    return _mark(milestone, lock_activity(milestone.activity, actor), on=None, note="", actor=actor)


@transaction.atomic
def delete_milestone(*, milestone: Milestone, actor: User) -> None:
    """Strike a milestone; one that is gone stays gone. Raises PermissionDenied, PlanIsClosed."""
    activity = lock_activity(milestone.activity, actor)
    if Milestone.objects.filter(pk=milestone.pk).delete()[0]:
        record(actor=actor, verb="plan.milestone_deleted", target=activity, book=activity.plan.city.slug)


def lock_activity(activity: Activity, actor: User) -> Activity:
    """The activity for whoever works it, its plan held first. Raises PermissionDenied, PlanIsClosed."""
    plan = lock_plan(activity.plan)
    row = Activity.objects.select_for_update(of=("self",)).select_related("changed_by").get(pk=activity.pk)
    row.plan = plan
    if not may_work(actor, row, city=plan.city):
        raise PermissionDenied
    ensure_open(plan)
    return row


def _lock_to_write(activity: Activity, actor: User) -> Activity:
    row = lock_activity(activity, actor)
    ensure_may_write(row.plan, actor)
    return row


def _say(activity: Activity, said: Mapping[str, Any]) -> None:
    """Raises OutsideTheYear, NotOfThisCity, WordsNeeded; TypeError for what an activity does not say of itself."""
    city = activity.plan.city
    for name, value in said.items():
        if name not in FIELDS:
            raise TypeError(name)
        setattr(activity, name, value.strip() if isinstance(value, str) else value)
    if not activity.title_th:
        raise WordsNeeded
    period = activity.plan.period
    is_inside = period.starts_on <= activity.ends_on and activity.starts_on <= period.ends_on
    if activity.starts_on > activity.ends_on or not is_inside:
        raise OutsideTheYear
    if "partner" in said and activity.partner and activity.partner.city_id not in {None, city.pk}:
        raise NotOfThisCity
    if "owner" in said and activity.owner_id != activity.plan.owner_id and activity.owner not in workers_of(city):
        raise NotOfThisCity
    activity.clean_fields(exclude=["plan", "owner", "partner", "changed_by"])


def _of_city(neighbourhoods: Iterable[Neighbourhood], city: City) -> list[Neighbourhood]:
    rows = list(neighbourhoods)
    if any(row.city_id != city.pk for row in rows):
        raise NotOfThisCity
    return rows


def _save(activity: Activity, actor: User, *, verb: str, facts: dict[str, Any] | None = None) -> None:
    activity.version, activity.changed_by = activity.version + 1, actor
    activity.save()
    record(actor=actor, verb=verb, target=activity, book=activity.plan.city.slug, facts=facts)


def _mark(milestone: Milestone, activity: Activity, *, on: date | None, note: str, actor: User) -> Milestone:
    row = Milestone.objects.get(pk=milestone.pk)
    if row.done_on == on and row.done_note == note:
        return row
    row.done_on, row.done_note = on, note.strip()[:300]
    row.save(update_fields=["done_on", "done_note"])
    verb = "plan.milestone_reached" if on else "plan.milestone_reopened"
    record(actor=actor, verb=verb, target=activity, book=activity.plan.city.slug)
    return row
