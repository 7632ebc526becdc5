"""Who may see a concern, who may know its teller, and who may decide about it."""

from __future__ import annotations

from django.db.models import Q

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.models import User
from mueang.apps.accounts.rules import Viewer, holds, scopes_where
from mueang.apps.network.models import City
from mueang.apps.support.models.concerns import Concern, ConcernQuerySet
from mueang.apps.support.rules.cases import may_supervise, supervised_cities


def may_work_here(viewer: Viewer, city: City) -> bool:
    """Whether the desk of concerns, visits and conferences opens at all; its rows are asked for one by one."""
    return holds(viewer, Permission.CASES_WORK, at=[city.uuid]) or may_supervise(viewer, city)


def may_raise(actor: Viewer, city: City) -> bool:
    return holds(actor, Permission.CONCERNS_RAISE, at=[city.uuid])


def visible_concerns(viewer: Viewer) -> ConcernQuerySet:
    """All of a city for its supervisor; for a case worker those they were asked to look into."""
    if not isinstance(viewer, User):
        return Concern.objects.none()
    supervised = Q(city__in=supervised_cities(viewer))
    works = scopes_where(viewer, Permission.CASES_WORK)
    trusted = Q(assigned_to=viewer) & (Q() if works.everywhere else Q(city__uuid__in=works.ids))
    return Concern.objects.filter(supervised | trusted)


def own_concerns(viewer: Viewer) -> ConcernQuerySet:
    """What the viewer has told, for a list of receipts: it says that it was received and no more."""
    return Concern.objects.filter(raised_by=viewer) if isinstance(viewer, User) else Concern.objects.none()


def may_triage(actor: Viewer, concern: Concern) -> bool:
    return visible_concerns(actor).filter(pk=concern.pk).exists()


def may_see_teller(viewer: Viewer, concern: Concern) -> bool:
    """A supervisor; whoever looks into the concern only where the teller allowed it."""
    if may_supervise(viewer, concern.city):
        return True
    teller = getattr(concern, "teller", None)
    return teller is not None and teller.may_team_know and may_triage(viewer, concern)
