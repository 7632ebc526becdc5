"""Lists with names that leave the house are recorded."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.network.models import City
from mueang.apps.outcomes.rules import outcome_cities


@transaction.atomic
def note_export(*, city: City, what: str, n_rows: int, actor: User) -> None:
    """Record that `actor` took the list `what` (calls, answers, proposals, lineage) away. Raises PermissionDenied."""
    if not outcome_cities(actor).filter(pk=city.pk).exists():
        raise PermissionDenied
    record(actor=actor, verb="outcome.exported", target=city, book=city.slug, facts={"list": what, "n_rows": n_rows})
