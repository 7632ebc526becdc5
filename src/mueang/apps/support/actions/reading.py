"""Reads of cases: what is shown and that it was shown are one transaction."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.audit.enums import protected_book
from mueang.apps.network.models import City
from mueang.apps.support.actions.holding import note_deed
from mueang.apps.support.queries.caseload import Caseload, caseload
from mueang.apps.support.queries.pages import CasePage, case_page


@transaction.atomic
def read_caseload(*, viewer: User, city: City, now: datetime | None = None) -> Caseload:
    """One's own list; that it was read is written down with how many cases it named."""
    found = caseload(viewer=viewer, city=city, now=now or timezone.now())
    note_list_read(viewer=viewer, city=city, page="caseload", n_cases=len(found.cases))
    return found


def note_list_read(*, viewer: User, city: City, page: str, n_cases: int) -> None:
    """A list of cases was shown or taken away. Call it in the transaction that read the list."""
    facts = {"page": page, "n_cases": n_cases}
    record(actor=viewer, verb="case.listed", target=city, book=protected_book(city.slug), facts=facts)


@transaction.atomic
def read_case(
    *, viewer: User, city: City, uuid: UUID, page: str = "case", now: datetime | None = None
) -> CasePage | None:
    """One case as far as `viewer` may see it, written down before it is shown; None where they may not see it."""
    found = case_page(viewer=viewer, city=city, uuid=uuid, now=now or timezone.now())
    if found is not None:
        note_deed(found.case, "case.read", actor=viewer, page=page, scope=str(found.sight.scope))
    return found
