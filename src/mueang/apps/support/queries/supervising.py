"""What a supervisor sees: load and delay by worker, what came up to them, and who looked."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.enums import protected_book
from mueang.apps.audit.rules import events_in
from mueang.apps.network.models import City, Organization
from mueang.apps.support.enums.cases import RUNNING, AccessKind, Scope
from mueang.apps.support.models.cases import Case, CaseAccess
from mueang.apps.support.models.planning import Agency, ServiceLevel
from mueang.apps.support.models.referrals import Referral
from mueang.apps.support.queries.caseload import CaseRow, DueItem, case_row, due_items
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
    overdue: tuple[DueItem, ...]
    late: tuple[Referral, ...]
    glass: tuple[CaseAccess, ...]
    overrides: tuple[Referral, ...]
    cases: tuple[CaseRow, ...]


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


def overview(*, viewer: User, city: City, now: datetime) -> Overview:
    """The city's casework by worker; a fixed number of SQL statements."""
    today = timezone.localdate(now)
    rows = visible_cases(viewer, now=now).filter(city=city).select_related("child", "main_worker", "city")
    cases = list(rows)
    sights = sights_of(viewer, cases, now=now)
    items = [item for item in due_items(cases, sights=sights, today=today) if item.is_overdue]
    referrals = Referral.objects.filter(case__in=rows.values("pk")).select_related(
        "case", "agency__organization", "override_by"
    )
    glass = CaseAccess.objects.filter(case__in=rows.values("pk"), kind=AccessKind.GLASS)
    return Overview(
        loads=_loads(city, cases, items),
        overdue=tuple(items),
        late=tuple(referrals.filter(state__in=RUNNING, due_on__lt=today).order_by("due_on")),
        glass=tuple(glass.select_related("user", "case").order_by("-since_at")[:20]),
        overrides=tuple(referrals.exclude(override_reason="").order_by("-sent_at")[:20]),
        cases=tuple(case_row(case, sights[case.pk], today=today) for case in cases),
    )


def _loads(city: City, cases: list[Case], items: list[DueItem]) -> tuple[Load, ...]:
    standing = [case for case in cases if case.is_standing]
    n_open = Counter(str(case.main_worker) for case in standing)
    n_urgent = Counter(str(case.main_worker) for case in standing if case.severity == 3)
    n_overdue = Counter(item.worker for item in items)
    names = {str(worker) for worker in workers_of(city)} | set(n_open)
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
