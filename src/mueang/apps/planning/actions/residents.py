"""Write down how many people live where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.network.models import City
from mueang.apps.planning.models import Residents
from mueang.apps.planning.rules import may_plan


@dataclass(frozen=True, slots=True)
class ResidentsLine:
    """People of one neighbourhood, by the neighbourhood's code."""

    code: str
    small: int
    pupils: int
    youth: int
    adults: int
    older: int
    deprivation_percent: int | None = None


@transaction.atomic
def set_residents(
    *, city: City, lines: Sequence[ResidentsLine], counted_on: date, source: str, actor: User | None
) -> int:
    """Put these counts in the place of those before, neighbourhood by neighbourhood, and say how many that were.

    Neighbourhoods without a line keep what they have. No actor is the operator at the machine. Raises PermissionDenied.
    """
    if actor is not None and not may_plan(actor, city):
        raise PermissionDenied
    known = dict(city.neighbourhoods.values_list("code", "pk"))
    rows = [
        Residents(
            neighbourhood_id=known[line.code],
            counted_on=counted_on,
            source=source,
            **{name: value for name, value in asdict(line).items() if name != "code"},
        )
        for line in lines
        if line.code in known
    ]
    for row in rows:
        row.clean_fields()
    Residents.objects.filter(neighbourhood__in=[row.neighbourhood_id for row in rows]).delete()
    Residents.objects.bulk_create(rows)
    facts = {"neighbourhoods": len(rows), "people": sum(row.total for row in rows)}
    record(actor=actor, verb="planning.residents_set", target=city, book=city.slug, facts=facts)
    return len(rows)
