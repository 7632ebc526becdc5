"""A worker leaves: all they answered for goes to a colleague, with a note."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.network.models import City
from mueang.apps.support.actions.cases import hand_over
from mueang.apps.support.actions.telling import tell_workers
from mueang.apps.support.enums.concerns import ConcernState
from mueang.apps.support.errors.cases import HandOverNeedsNote, NotAWorker, SameWorker
from mueang.apps.support.models.cases import Case
from mueang.apps.support.models.concerns import Concern
from mueang.apps.support.models.visits import Visit
from mueang.apps.support.rules.cases import may_pass_on, workers_of


@transaction.atomic
def pass_on_cases(*, city: City, holder: User, to: User, note: str, actor: User) -> int:
    """Cases, visits that wait and concerns of `holder` go to `to`; how many. The note stands in each case.

    A visit to a case that somebody else answers for goes to them. Raises PermissionDenied, SameWorker, NotAWorker,
    HandOverNeedsNote.
    """
    if not may_pass_on(actor, holder, city):
        raise PermissionDenied
    if to == holder:
        raise SameWorker
    if not workers_of(city).filter(pk=to.pk).exists():
        raise NotAWorker
    if not note.strip():
        raise HandOverNeedsNote
    cases = list(Case.objects.standing().filter(city=city, main_worker=holder).order_by("pk"))
    for case in cases:
        hand_over(case=case, to_worker=to, note=note, actor=actor)
    n = len(cases) + _visits(city, holder, to, actor) + _concerns(city, holder, to, actor)
    tell_workers(city, [to], key=f"passed-on:{holder.uuid}:{timezone.now().isoformat(timespec='seconds')}", n=n)
    return n


def _visits(city: City, holder: User, to: User, actor: User) -> int:
    rows = Visit.objects.waiting().filter(city=city, assigned_to=holder).order_by("pk")
    visits = list(rows.select_related("case__main_worker").select_for_update(of=("self",)))
    for visit in visits:
        main = visit.case.main_worker if visit.case else to
        visit.handed_from, visit.assigned_to = holder, to if main == holder else main
        visit.save(update_fields=["handed_from", "assigned_to"])
        facts = {"account": str(visit.assigned_to.uuid)}
        record(actor=actor, verb="visit.handed_on", target=visit, book=city.slug, facts=facts)
    return len(visits)


def _concerns(city: City, holder: User, to: User, actor: User) -> int:
    rows = Concern.objects.filter(city=city, assigned_to=holder, state=ConcernState.NEW).order_by("pk")
    concerns = list(rows.select_for_update(of=("self",)))
    for concern in concerns:
        concern.assigned_to = to
        concern.save(update_fields=["assigned_to"])
        record(actor=actor, verb="concern.assigned", target=concern, book=city.slug, facts={"account": str(to.uuid)})
    return len(concerns)
