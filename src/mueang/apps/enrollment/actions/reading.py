"""Reads that leave the house are recorded too."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.catalog.models import Offering
from mueang.apps.enrollment.rules import visible_learner_lists


@transaction.atomic
def note_export(*, offering: Offering, actor: User, n_people: int) -> None:
    """Record that a list of learners was downloaded. Raises PermissionDenied."""
    if not visible_learner_lists(actor).filter(pk=offering.pk).exists():
        raise PermissionDenied
    facts = {"n_people": n_people}
    record(actor=actor, verb="enrollment.exported", target=offering, book=offering.city.slug, facts=facts)
