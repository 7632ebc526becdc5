"""Calls, applications, grants and expenses, found through their rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from mueang.apps.accounts.rules import Viewer
from mueang.apps.grants.enums import ApplicationState
from mueang.apps.grants.models import Application, Call, Expense, Fund, Grant
from mueang.apps.grants.rules import visible_applications, visible_expenses, visible_grants
from mueang.apps.network.models import City, Organization


@dataclass(frozen=True, slots=True)
class Ranked:
    """An application with the mean of its scores; None where nobody scored it."""

    application: Application
    mean: float | None
    n_scores: int


def call_lines(calls: QuerySet[Call]) -> QuerySet[Call]:
    """Calls (through a rule) with how many applications were sent. One SQL statement."""
    sent = ~Q(applications__state__in=[ApplicationState.DRAFT, ApplicationState.WITHDRAWN])
    return calls.select_related("fund__organization").annotate(
        n_sent=Count("applications", filter=Q(applications__isnull=False) & sent)
    )


def applications_of(viewer: Viewer, *, city: City | None = None, call: Call | None = None) -> QuerySet[Application]:
    """Applications that `viewer` may see. Three SQL statements with partners and scores."""
    rows = visible_applications(viewer).select_related("call__fund__organization", "city", "changed_by", "grant")
    if city is not None:
        rows = rows.filter(city=city)
    if call is not None:
        rows = rows.filter(call=call)
    return rows.prefetch_related("partners", "scores__scorer")


def planned(application: Application) -> list[dict[str, Any]]:
    """The activities an application asks for, their days as days."""
    return [
        {**activity, **_days(activity), "milestones": [{**point, **_days(point)} for point in activity["milestones"]]}
        for activity in application.plan
    ]


def offered(application: Application) -> dict[str, Any]:
    """What the fund offers, its days as days; empty where it offered nothing."""
    offer = application.offer
    return {**offer, **_days(offer), "instalments": [{**part, **_days(part)} for part in offer.get("instalments", [])]}


def _days(said: Mapping[str, Any]) -> dict[str, date]:
    return {key: date.fromisoformat(said[key]) for key in ("starts_on", "ends_on", "due_on") if key in said}


def ranked(applications: QuerySet[Application]) -> list[Ranked]:
    """The best scored first; those that nobody scored last."""
    lines = []
    for row in applications:
        totals = [score.total for score in row.scores.all()]
        lines.append(Ranked(row, sum(totals) / len(totals) if totals else None, len(totals)))
    return sorted(lines, key=lambda line: (line.mean is None, -(line.mean or 0), line.application.pk))


def grants_of(viewer: Viewer, *, city: City | None = None, funds: QuerySet[Fund] | None = None) -> QuerySet[Grant]:
    rows = visible_grants(viewer)
    if city is not None:
        rows = rows.filter(city=city)
    return rows if funds is None else rows.filter(fund__in=funds)


def grant_of(viewer: Viewer, *, uuid: UUID) -> Grant | None:
    """One SQL statement."""
    rows = visible_grants(viewer).select_related("city", "source", "fund__organization", "application__call")
    return rows.filter(uuid=uuid).first()


def expenses_of(grant: Grant) -> QuerySet[Expense]:
    """The latest paid first. The grant came through its rule. One SQL statement."""
    return grant.expenses.select_related("activity")


def expense_of(viewer: Viewer, *, uuid: UUID) -> Expense | None:
    """One SQL statement."""
    rows = visible_expenses(viewer).select_related(
        "grant__city", "grant__source", "grant__fund__organization", "activity", "entered_by", "decided_by", "receipt"
    )
    return rows.defer("receipt__content").filter(uuid=uuid).first()


def partner_choices(city: City) -> QuerySet[Organization]:
    """Organizations that may apply with a city: its partners and those that act across cities."""
    return Organization.objects.filter(Q(city=city) | Q(city=None)).order_by("name_th")


def open_calls(today: date) -> QuerySet[Call]:
    """Calls that are open, the first to close first."""
    return Call.objects.filter(opens_on__lte=today, closes_on__gte=today).order_by("closes_on")
