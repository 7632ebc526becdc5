"""Reads of cases: what is shown and that it was shown are one transaction."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.audit.enums import protected_book
from mueang.apps.network.models import City
from mueang.apps.support.actions.holding import note_deed
from mueang.apps.support.queries.caseload import Caseload, CaseRow, caseload
from mueang.apps.support.queries.pages import CasePage, case_page
from mueang.apps.support.queries.supervising import Look, Overview, every_case_row, looks, overview
from mueang.apps.support.rules.cases import may_supervise


@transaction.atomic
def read_caseload(
    *, viewer: User, city: City, now: datetime | None = None, show: str = "", page: str | None = None
) -> Caseload:
    """One's own list; that it was read is written down with how many cases it named."""
    found = caseload(viewer=viewer, city=city, now=now or timezone.now(), show=show, page=page)
    note_list_read(viewer=viewer, city=city, page="caseload", n_cases=found.n_named)
    return found


def note_list_read(*, viewer: User, city: City, page: str, n_cases: int) -> None:
    """A list of cases was shown or taken away. Call it in the transaction that read the list."""
    facts = {"page": page, "n_cases": n_cases}
    record(actor=viewer, verb="case.listed", target=city, book=protected_book(city.slug), facts=facts)


@transaction.atomic
def read_case(
    *, viewer: User, city: str, uuid: UUID, page: str = "case", now: datetime | None = None
) -> CasePage | None:
    """One case of the city of this slug as far as `viewer` may see it, written down before it is shown; or None."""
    found = case_page(viewer=viewer, city=city, uuid=uuid, now=now or timezone.now())
    if found is not None:
        note_deed(found.case, "case.read", actor=viewer, page=page, scope=str(found.sight.scope))
    return found


@transaction.atomic
def read_overview(
    *, viewer: User, city: City, now: datetime | None = None, show: str = "", page: str | None = None
) -> Overview:
    """The supervisor's view; that it was read is written down with how many cases it named."""
    found = overview(viewer=viewer, city=city, now=now or timezone.now(), show=show, page=page)
    note_list_read(viewer=viewer, city=city, page="overview", n_cases=found.n_named)
    return found


@transaction.atomic
def read_looks(*, viewer: User, city: City) -> tuple[Look, ...]:
    """Who looked at what; that this was looked at too is written down."""
    found = looks(viewer=viewer, city=city)
    note_list_read(viewer=viewer, city=city, page="who looked", n_cases=len({look.case for look in found}))
    return found


@transaction.atomic
def export_cases(*, viewer: User, city: City, copy: str, now: datetime | None = None) -> tuple[CaseRow, ...]:
    """The rows of a file that leaves; under which copy number it left stands in the record.

    Raises PermissionDenied for everybody but supervisors.
    """
    if not may_supervise(viewer, city):
        raise PermissionDenied
    rows = every_case_row(viewer=viewer, city=city, now=now or timezone.now())
    facts = {"copy": copy, "n_cases": len(rows)}
    record(actor=viewer, verb="case.exported", target=city, book=protected_book(city.slug), facts=facts)
    return rows
