"""The ledger of a whole offering, one entry of it, and which credit rules were agreed."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q

from mueang.apps.accounts.rules import Viewer
from mueang.apps.catalog.models import Offering, Program
from mueang.apps.enrollment.models import CreditAgreement, Enrollment, HoursEntry
from mueang.apps.enrollment.queries.completion import CompletionRow, completion_table
from mueang.apps.enrollment.rules import visible_enrollments


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One learner's hours and credit; how many entries were taken back, and how many came from elsewhere."""

    completion: CompletionRow
    n_reversed: int
    n_elsewhere: int


def offering_ledger(*, offering: Offering) -> list[LedgerRow]:
    """Everybody who holds a seat, by name; six SQL statements, however many."""
    rows = (
        HoursEntry.objects.filter(enrollment__offering=offering)
        .order_by()
        .values_list("enrollment")
        .annotate(
            n_reversed=Count("pk", filter=Q(reverses__isnull=False)),
            n_elsewhere=Count("pk", filter=Q(recognition__isnull=False, reverses=None, reversed_by=None)),
        )
    )
    counts = {learner: (n_reversed, n_elsewhere) for learner, n_reversed, n_elsewhere in rows}
    return [LedgerRow(row, *counts.get(row.enrollment.pk, (0, 0))) for row in completion_table(offering=offering)]


def entry_to_correct(*, viewer: Viewer, enrollment: Enrollment, entry: UUID) -> HoursEntry | None:
    """A standing entry of this learner, if `viewer` may see the learner."""
    seen = visible_enrollments(viewer).filter(pk=enrollment.pk)
    rows = HoursEntry.objects.standing().filter(enrollment=enrollment, enrollment__in=seen)
    return rows.select_related("session", "recognition", "recorded_by").filter(uuid=entry).first()


def credit_agreements(program: Program) -> list[CreditAgreement]:
    """The rules agreed for the program, the latest first."""
    return list(CreditAgreement.objects.filter(program=program).select_related("agreed_by").order_by("-since_on"))
