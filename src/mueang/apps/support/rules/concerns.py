"""Who may see a concern, who may know its teller, and who may decide about it."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.models import User
from mueang.apps.accounts.rules import Viewer, holds, scopes_where
from mueang.apps.network.models import City
from mueang.apps.registers.models import Pupil, School
from mueang.apps.registers.rules import readable_schools, schools_where
from mueang.apps.support.models.concerns import Concern, ConcernQuerySet
from mueang.apps.support.rules.cases import may_supervise, supervised_cities


def may_work_here(viewer: Viewer, city: City) -> bool:
    """Whether the desk of concerns, visits and conferences opens at all; its rows are asked for one by one."""
    return holds(viewer, Permission.CASES_WORK, at=[city.uuid]) or may_supervise(viewer, city)


def may_raise(actor: Viewer, city: City) -> bool:
    """By a role in the city, or as a teacher at one of its schools."""
    return may_raise_for_anyone(actor, city) or raising_schools(actor, city).exists()


def may_raise_for_anyone(actor: Viewer, city: City) -> bool:
    """Whether `actor` may write down what came in by any channel; a teacher reports for the school."""
    return holds(actor, Permission.CONCERNS_RAISE, at=[city.uuid])


def raising_schools(viewer: Viewer, city: City) -> QuerySet[School]:
    """Schools of the city of whose pupils `viewer` may tell, picked from the register."""
    told_at = schools_where(viewer, Permission.CONCERNS_RAISE).filter(city=city)
    return told_at.filter(pk__in=readable_schools(viewer).values("pk"))


def may_raise_about(actor: Viewer, pupil: Pupil) -> bool:
    return raising_schools(actor, pupil.city).filter(schoolings__pupil=pupil).exists()


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
