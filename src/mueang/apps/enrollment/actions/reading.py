"""Reads that leave the house are recorded too."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.catalog.models import Offering
from mueang.apps.enrollment.models import AllocationRound
from mueang.apps.enrollment.rules import may_run_rounds, visible_learner_lists


@transaction.atomic
def note_export(*, offering: Offering, actor: User, n_people: int) -> None:
    """Record that a list of learners was downloaded. Raises PermissionDenied."""
    if not visible_learner_lists(actor).filter(pk=offering.pk).exists():
        raise PermissionDenied
    facts = {"n_people": n_people}
    record(actor=actor, verb="enrollment.exported", target=offering, book=offering.city.slug, facts=facts)


@transaction.atomic
def note_withheld_read(*, allocation_round: AllocationRound, actor: User) -> None:
    """Record that somebody took the groups that a round's file withholds. Raises PermissionDenied."""
    if not may_run_rounds(actor, allocation_round.city):
        raise PermissionDenied
    book = allocation_round.city.slug
    record(actor=actor, verb="round.withheld_read", target=allocation_round, book=book, facts={})
