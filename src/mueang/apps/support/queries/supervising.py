"""What a supervisor sees: load and delay by worker, what came up to them, and who looked."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.paginator import Page
from django.db.models import Q, QuerySet
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.enums import protected_book
from mueang.apps.audit.rules import events_in
from mueang.apps.network.models import City, Organization
from mueang.apps.support.enums.cases import RUNNING, AccessKind, Scope
from mueang.apps.support.models.cases import Case, CaseAccess
from mueang.apps.support.models.planning import Agency, ServiceLevel
from mueang.apps.support.models.referrals import Referral
from mueang.apps.support.queries.caseload import (
    CaseRow,
    DueItem,
    case_row,
    case_rows,
    cases_in,
    due_items,
    n_cases_in,
    pages_of,
)
from mueang.apps.support.rules.cases import sights_of, visible_cases, workers_of

N_LOOKS = 100


@dataclass(frozen=True, slots=True)
class Load:
    """What one worker carries."""

    worker: str
    n_open: int
    n_urgent: int
    n_overdue: int


@dataclass(frozen=True, slots=True)
class Overview:
    loads: tuple[Load, ...]
    overdue: Page[DueItem]
    late: Page[Referral]
    glass: tuple[CaseAccess, ...]
    overrides: tuple[Referral, ...]
    cases: Page[CaseRow]

    @property
    def n_named(self) -> int:
        return n_cases_in(self.overdue, self.late, self.glass, self.overrides, self.cases)


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody looked at a case."""

    at: datetime
    who: str
    deed: str
    number: str
    case: UUID | None
    scope: str
    page: str


def overview(*, viewer: User, city: City, now: datetime, show: str = "", page: str | None = None) -> Overview:
    """The city's casework by worker; seven SQL statements. `page` is of the list shown alone, else of the cases."""
    today = timezone.localdate(now)
    rows, workers = visible_cases(viewer, now=now).filter(city=city), list(workers_of(city))
    cases = cases_in(rows, city=city, workers=workers)
    sights = sights_of(viewer, cases, now=now)
    items = [item for item in due_items(cases, sights=sights, today=today) if item.is_overdue]
    is_late = Q(state__in=RUNNING, due_on__lt=today)
    referrals = Referral.objects.filter(is_late | ~Q(override_reason=""), case__in=rows.values("pk"))
    sent = list(referrals.select_related("case", "agency__organization", "override_by").order_by("-sent_at"))
    waiting = [(row.due_on, row.pk, row) for row in sent if row.state in RUNNING and row.due_on]
    late = [row for due_on, _key, row in sorted(waiting) if due_on < today]
    glass = CaseAccess.objects.filter(case__in=rows.values("pk"), kind=AccessKind.GLASS)
    shown, pages = pages_of(cases, {"overdue": items, "late": late}, show=show, page=page)
    is_first = not show and shown.number == 1
    return Overview(
        loads=_loads(workers, cases, items) if is_first else (),
        glass=tuple(glass.select_related("user", "case").order_by("-since_at")[:20]) if is_first else (),
        overrides=tuple([row for row in sent if row.override_reason][:20]) if is_first else (),
        cases=case_rows(shown, sights=sights, today=today),
        **pages,
    )


def every_case_row(*, viewer: User, city: City, now: datetime) -> tuple[CaseRow, ...]:
    """All cases of a city, for a file; a fixed number of SQL statements."""
    cases = cases_in(visible_cases(viewer, now=now).filter(city=city), city=city)
    sights = sights_of(viewer, cases, now=now)
    return tuple(case_row(case, sights[case.pk], today=timezone.localdate(now)) for case in cases)


def _loads(workers: list[User], cases: list[Case], items: list[DueItem]) -> tuple[Load, ...]:
    standing = [case for case in cases if case.is_standing]
    n_open = Counter(str(case.main_worker) for case in standing)
    n_urgent = Counter(str(case.main_worker) for case in standing if case.severity == 3)
    n_overdue = Counter(item.worker for item in items)
    names = {str(worker) for worker in workers} | set(n_open)
    loads = [Load(name, n_open[name], n_urgent[name], n_overdue[name]) for name in names]
    return tuple(sorted(loads, key=lambda load: (-load.n_overdue, -load.n_open, load.worker)))


def looks(*, viewer: User, city: City, case: Case | None = None) -> tuple[Look, ...]:
    """The last looks at cases of the city, or all at one case, the newest first; two SQL statements."""
    numbers = dict(visible_cases(viewer).filter(city=city).values_list("uuid", "number"))
    rows = events_in(protected_book(city.slug)).filter(verb__startswith="case.")
    if case is not None:
        rows = rows.filter(target=f"support.case:{case.uuid}")
    found = []
    for event in rows[:N_LOOKS]:
        key = event.target.partition(":")[2]
        uuid = next((one for one in (_uuid(key),) if one in numbers), None)
        scope = event.facts.get("scope", "")
        said = str(Scope(scope).label) if scope else ""
        number = numbers[uuid] if uuid else ""
        page = event.facts.get("page", "")
        who = str(event.actor) if event.actor else ""
        found.append(Look(event.at, who, event.deed, number, uuid, said, page))
    return tuple(found)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def agencies_of(city: City) -> QuerySet[Agency]:
    return Agency.objects.filter(city=city).select_related("organization")


def partners_to_ask(city: City) -> QuerySet[Organization]:
    return Organization.objects.filter(city=city) | Organization.objects.filter(city=None)


def service_days(city: City) -> dict[str, int]:
    return dict(ServiceLevel.objects.filter(city=city).values_list("need", "days"))
