"""Who may see, plan and report on visits."""

from __future__ import annotations

from django.db.models import Q

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.models import User
from mueang.apps.accounts.rules import Viewer, scopes_where
from mueang.apps.support.models.visits import Visit, VisitQuerySet
from mueang.apps.support.rules.cases import supervised_cities, visible_cases


def visible_visits(viewer: Viewer) -> VisitQuerySet:
    """All of a city for its supervisor; for a case worker their own."""
    return _visits(viewer, Q(assigned_to=viewer) if isinstance(viewer, User) else Q())


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
