"""What waits for a worker: cases by the day on which something is due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mueang.apps.accounts.models import User
from mueang.apps.network.models import City
from mueang.apps.support.enums.cases import RUNNING, STANDING, CaseState, Part, Scope, Severity, StepState
from mueang.apps.support.models.cases import Case, CaseAccess
from mueang.apps.support.models.endings import ReCheck
from mueang.apps.support.models.planning import Step
from mueang.apps.support.models.referrals import Referral
from mueang.apps.support.rules.cases import Sight, sights_of, visible_cases

ROWS_A_PAGE = 30
GLIMPSE = 10
DUE_WORDS = {
    "review": _("Time to look again"),
    "step": _("Step of the plan"),
    "referral": _("Answer of an agency"),
    "recheck": _("Check whether it holds"),
}


@dataclass(frozen=True, slots=True)
class DueItem:
    """One thing to be done by a day."""

    kind: str
    due_on: date
    case: UUID
    number: str
    name: str | None
    worker: str
    is_overdue: bool

    @property
    def words(self) -> str | Promise:
        return DUE_WORDS[self.kind]


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case of a list; a name that is withheld is None, an urgency that is withheld 0."""

    uuid: UUID
    number: str
    name: str | None
    state: str
    state_label: str
    severity: int
    severity_label: str
    worker: str
    review_on: date
    is_overdue: bool
    scope: str


@dataclass(frozen=True, slots=True)
class Caseload:
    """A worker's own work: a page of one list, or of the cases after a glimpse of the lists."""

    overdue: Page[DueItem]
    today: Page[DueItem]
    later: Page[DueItem]
    cases: Page[CaseRow]

    @property
    def n_due(self) -> int:
        return self.overdue.paginator.count + self.today.paginator.count

    @property
    def n_named(self) -> int:
        return n_cases_in(self.overdue, self.today, self.later, self.cases)


def caseload(*, viewer: User, city: City, now: datetime, show: str = "", page: str | None = None) -> Caseload:
    """Cases one answers for or works on, and what is due in them; eight SQL statements, however many there are.

    `page` is of the list that is shown alone, else of the cases.
    """
    today = timezone.localdate(now)
    trusted = CaseAccess.objects.current(now).filter(user=viewer).values("case")
    mine = visible_cases(viewer, now=now).filter(Q(main_worker=viewer) | Q(pk__in=trusted), city=city)
    cases = cases_in(mine, city=city)
    sights = sights_of(viewer, cases, now=now)
    items = due_items(cases, sights=sights, today=today)
    lists = {
        "overdue": [item for item in items if item.due_on < today],
        "today": [item for item in items if item.due_on == today],
        "later": [item for item in items if item.due_on > today],
    }
    standing, pages = pages_of([case for case in cases if case.is_standing], lists, show=show, page=page)
    return Caseload(cases=case_rows(standing, sights=sights, today=today), **pages)


def cases_in(rows: QuerySet[Case], *, city: City, workers: Iterable[User] = ()) -> list[Case]:
    """Cases of one city with child and worker; a worker stands in hundreds of them and is read once. Two statements.

    One where `workers` are all there are.
    """
    cases, known = list(rows.select_related("child")), {user.pk: user for user in workers}
    unknown = {case.main_worker_id for case in cases} - set(known)
    known |= User.objects.in_bulk(unknown) if unknown else {}
    for case in cases:
        case.city, case.main_worker = city, known[case.main_worker_id]
    return cases


def pages_of(
    cases: Sequence[Case], lists: Mapping[str, Sequence[Any]], *, show: str, page: str | None
) -> tuple[Page[Case], dict[str, Page[Any]]]:
    """A page of the list that is shown alone; else of the cases, before whose first page every list is glimpsed."""
    paged = Paginator(cases, ROWS_A_PAGE)
    shown = Page([], 1, paged) if show else paged.get_page(page)
    pages = {}
    for name, rows in lists.items():
        paged_list = Paginator(rows, ROWS_A_PAGE if name == show else GLIMPSE)
        is_hidden = name != show if show else shown.number > 1
        pages[name] = Page([], 1, paged_list) if is_hidden else paged_list.get_page(page if name == show else 1)
    return shown, pages


def case_rows(cases: Page[Case], *, sights: dict[int, Sight], today: date) -> Page[CaseRow]:
    """The same page as rows: only what is shown is drawn."""
    rows = [case_row(case, sights[case.pk], today=today) for case in cases]
    return Page(rows, cases.number, cases.paginator)  # type: ignore[arg-type]  # counts the cases


def n_cases_in(*lists: Iterable[DueItem | CaseRow | Referral | CaseAccess]) -> int:
    """How many different cases these lists name."""
    return len({_case_of(row) for rows in lists for row in rows})


def _case_of(row: DueItem | CaseRow | Referral | CaseAccess) -> UUID:
    if isinstance(row, CaseRow):
        return row.uuid
    return row.case if isinstance(row, DueItem) else row.case.uuid


def case_row(case: Case, sight: Sight, *, today: date) -> CaseRow:
    return CaseRow(
        uuid=case.uuid,
        number=case.number,
        name=case.child.full_name if sight.shows(Part.NAME) else None,
        state=case.state,
        state_label=str(CaseState(case.state).label),
        severity=case.severity if sight.shows(Part.RISK) else 0,
        severity_label=str(Severity(case.severity).label) if sight.shows(Part.RISK) else "",
        worker=str(case.main_worker),
        review_on=case.review_on,
        is_overdue=case.is_standing and case.review_on < today,
        scope=sight.scope,
    )


def due_items(cases: Iterable[Case], *, sights: dict[int, Sight], today: date) -> list[DueItem]:
    """Everything due in these cases, by day; three SQL statements."""
    by_key = {case.pk: case for case in cases if case.pk in sights}
    found = [("review", case.review_on, case.pk) for case in by_key.values() if case.is_standing]
    for kind, due_on, key in [*_steps(by_key), *_answers(by_key), *_rechecks(by_key)]:
        if kind == "recheck" or sights[key].shows(Part.PLAN):
            found.append((kind, due_on, key))
    items = [_item(kind, due_on, by_key[key], sights[key], today=today) for kind, due_on, key in found]
    return sorted(items, key=lambda item: (item.due_on, item.number, item.kind))


def _item(kind: str, due_on: date, case: Case, sight: Sight, *, today: date) -> DueItem:
    name = case.child.full_name if sight.shows(Part.NAME) else None
    return DueItem(kind, due_on, case.uuid, case.number, name, str(case.main_worker), due_on < today)


def _steps(keys: Iterable[int]) -> Iterable[tuple[str, date, int]]:
    rows = Step.objects.filter(
        plan__case__in=list(keys),
        plan__case__state__in=STANDING,
        plan__replaced_at=None,
        state__in=[StepState.TODO, StepState.BLOCKED],
    )
    return [("step", due_on, key) for due_on, key in rows.values_list("due_on", "plan__case")]


def _answers(keys: Iterable[int]) -> Iterable[tuple[str, date, int]]:
    rows = Referral.objects.filter(case__in=list(keys), state__in=RUNNING, due_on__isnull=False)
    return [("referral", due_on, key) for due_on, key in rows.values_list("due_on", "case") if due_on]


def _rechecks(keys: Iterable[int]) -> Iterable[tuple[str, date, int]]:
    rows = ReCheck.objects.filter(closure__case__in=list(keys), done_at=None, dropped_at=None)
    return [("recheck", due_on, key) for due_on, key in rows.values_list("due_on", "closure__case")]


def due_by_worker(*, today: date) -> Counter[tuple[City, User]]:
    """How many items each main worker has due or overdue, in every city; four SQL statements."""
    cases = list(Case.objects.select_related("child", "main_worker", "city").filter(main_worker__is_active=True))
    by_uuid = {case.uuid: case for case in cases}
    sights = {case.pk: Sight(Scope.MAIN) for case in cases}
    items = [item for item in due_items(cases, sights=sights, today=today) if item.due_on <= today]
    return Counter((by_uuid[item.case].city, by_uuid[item.case].main_worker) for item in items)
