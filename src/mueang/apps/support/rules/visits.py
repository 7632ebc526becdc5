"""Who may see, plan and report on visits."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils import timezone

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.models import User
from mueang.apps.accounts.rules import Viewer, scopes_where
from mueang.apps.support.enums.cases import AccessKind, Part
from mueang.apps.support.models.cases import Case, CaseAccess
from mueang.apps.support.models.concerns import Concern
from mueang.apps.support.models.visits import Visit, VisitQuerySet
from mueang.apps.support.rules.cases import (
    may_supervise,
    may_work,
    sight_of,
    supervised_cities,
    supervisors_of,
    visible_cases,
    workers_of,
)
from mueang.apps.support.rules.concerns import may_work_here


def visible_visits(viewer: Viewer) -> VisitQuerySet:
    """All of a city for its supervisor; for a case worker their own, and all of the cases they answer for."""
    own = Q(assigned_to=viewer) | Q(case__main_worker=viewer) if isinstance(viewer, User) else Q()
    return _visits(viewer, own)


def may_plan_for(actor: Viewer, about: Concern | Case, *, to: User) -> bool:
    """A worker plans their own visits, who answers for a case those of its team, a supervisor anybody's."""
    if not workers_of(about.city).filter(pk=to.pk).exists() or not may_go(to, about):
        return False
    answers = isinstance(about, Case) and may_work(actor, about.city) and about.main_worker == actor
    return may_supervise(actor, about.city) or answers or (to == actor and may_go(to, about))


def may_go(user: User, about: Concern | Case) -> bool:
    """A case is seen by its own workers only; to a concern anybody who works in the city may be sent."""
    if isinstance(about, Case):
        sight = sight_of(user, about)
        return sight is not None and sight.may_write and sight.shows(Part.NAME)
    return may_work_here(user, about.city)


def team_of(case: Case) -> QuerySet[User]:
    """Who may be sent to the child of a case: who answers for it, the trusted who know the name, supervisors."""
    rows = CaseAccess.objects.current(timezone.now()).filter(case=case)
    trusted = [row.user_id for row in rows if Part.NAME not in row.withheld or row.kind == AccessKind.GLASS]
    workers = workers_of(case.city)
    return workers.filter(Q(pk__in=[case.main_worker_id, *trusted]) | Q(pk__in=supervisors_of(case.city).values("pk")))


def reportable_visits(viewer: Viewer) -> VisitQuerySet:
    """Those one sees, and those handed on while one was away: what was found there still arrives."""
    own = Q(assigned_to=viewer) | Q(handed_from=viewer) if isinstance(viewer, User) else Q()
    return _visits(viewer, own)


def _visits(viewer: Viewer, own: Q) -> VisitQuerySet:
    if not isinstance(viewer, User):
        return Visit.objects.none()
    works = scopes_where(viewer, Permission.CASES_WORK)
    in_reach = Q() if works.everywhere else Q(city__uuid__in=works.ids)
    # Trust in a case that was taken back takes its visits along.
    in_reach &= Q(case=None) | Q(case__in=visible_cases(viewer))
    return Visit.objects.filter((own & in_reach) | Q(city__in=supervised_cities(viewer)))
