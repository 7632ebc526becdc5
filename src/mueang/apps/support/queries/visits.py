"""Visits as a worker looks at them: today's list, one with its reports, and what a device takes along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch

from mueang.apps.accounts.models import User
from mueang.apps.accounts.rules import Viewer
from mueang.apps.network.models import City
from mueang.apps.support.enums.cases import Part, Scope
from mueang.apps.support.models.cases import Case
from mueang.apps.support.models.visits import Visit, VisitPhoto, VisitQuerySet, VisitReport
from mueang.apps.support.rules.cases import Sight
from mueang.apps.support.rules.visits import visible_visits
from mueang.lib.joined import gathered, joined
from mueang.lib.sealed import keyed_hash

_DEVICE_KEY = "support-visit-device"


@dataclass(frozen=True, slots=True)
class VisitLine:
    """One visit with its reports, the standing one first."""

    visit: Visit
    name: str
    age: int | None
    area: str
    why: str
    is_overdue: bool
    reports: Sequence[VisitReport]


def visits_until(*, viewer: Viewer, city: City, day: date, only_own: bool = False) -> list[VisitLine]:
    """Visits that wait, planned for `day` or before: today's and those overdue. Two SQL statements."""
    rows = visible_visits(viewer).waiting().filter(city=city, planned_on__lte=day)
    return _lines(rows.filter(assigned_to=viewer) if only_own and isinstance(viewer, User) else rows, today=day)


def visits_after(*, viewer: Viewer, city: City, day: date) -> list[VisitLine]:
    return _lines(visible_visits(viewer).waiting().filter(city=city, planned_on__gt=day), today=day)


def visits_done(*, viewer: Viewer, city: City, today: date, limit: int = 50) -> list[VisitLine]:
    """Those with a report, the latest planned first."""
    reported = Exists(VisitReport.objects.filter(visit=OuterRef("pk")))
    rows = visible_visits(viewer).filter(reported, city=city).order_by("-planned_on", "-pk")
    return _lines(rows[:limit], today=today)


def visit_line(visit: Visit, *, today: date) -> VisitLine:
    return _lines(Visit.objects.filter(pk=visit.pk), today=today)[0]


@dataclass(frozen=True, slots=True)
class CaseVisit:
    """A visit as its case shows it; `report` stands, and is None where there is none or notes are withheld."""

    visit: Visit
    report: VisitReport | None
    is_done: bool
    may_open: bool


def visits_of_case(case: Case, *, viewer: User, sight: Sight) -> tuple[CaseVisit, ...]:
    """Planned and done, the latest first. One SQL statement."""
    rows = joined(case.visits, "reports", "assigned_to", "one__by")
    rows = rows.order_by("-planned_on", "-pk", "-one__made_at", "-one__uuid")
    sees_all = sight.scope in {Scope.CITY, Scope.MAIN}
    return tuple(
        CaseVisit(
            visit=row,
            report=next(iter(row.reports.all()), None) if sight.shows(Part.NOTES) else None,
            is_done=bool(row.reports.all()),
            may_open=sees_all or row.assigned_to_id == viewer.pk,
        )
        for row in gathered(rows, "reports")
    )


def photo_of(visit: Visit, *, report: UUID) -> bytes | None:
    """The picture of one report; the caller has asked whether its viewer may see the visit."""
    found = VisitPhoto.objects.filter(report__visit=visit, report__uuid=report).select_related("report").first()
    return found.webp if found else None


def device_key(user: User, number: UUID) -> str:
    """The key (64 hex digits) under which a device keeps what it took along.

    Only the signed-in account gets it, by its number; it is kept nowhere on the server, and the device forgets it at
    sign-out. What was written before and not sent opens again once the same account signs in.
    """
    return keyed_hash(f"{user.uuid}:{number}", purpose=_DEVICE_KEY)


def _lines(rows: VisitQuerySet, *, today: date) -> list[VisitLine]:
    reports = VisitReport.objects.select_related("by", "photo")
    rows = rows.select_related("concern", "case__child", "assigned_to", "city").prefetch_related(
        Prefetch("reports", reports)
    )
    return [
        VisitLine(
            visit=row,
            **_about(row, today=today),
            is_overdue=row.planned_on < today and not row.reports.all() and row.called_off_at is None,
            reports=list(row.reports.all()),
        )
        for row in rows
    ]


def _about(row: Visit, *, today: date) -> dict[str, Any]:
    """Whom it is about: the child of a case as its worker knows it, or what was told."""
    if row.case is not None:
        child = row.case.child
        return {"name": child.full_name, "age": child.age_on(today), "area": child.address, "why": ""}
    assert row.concern is not None  # noqa: S101 -- kept by the database
    told = row.concern
    return {"name": told.about, "age": told.age_on(today), "area": told.area, "why": told.said}
