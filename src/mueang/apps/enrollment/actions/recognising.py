"""Hours learned elsewhere, approved by an officer who saw the document, and the credit rule agreed for a program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.catalog.enums import Mode
from mueang.apps.catalog.models import Program
from mueang.apps.enrollment.actions.corrections import MOST_MINUTES, check_keeper
from mueang.apps.enrollment.actions.seats import lock_offering
from mueang.apps.enrollment.errors import EnrollmentEnded, HoursOutOfRange, NoHoursGiven, RuleAgreedAlready
from mueang.apps.enrollment.models import CreditAgreement, Enrollment, HoursEntry, Recognition
from mueang.apps.enrollment.rules import may_keep_ledger


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What was learned, where, by which route it is accepted, and which document was seen."""

    institution: str
    title: str
    route: str
    evidence: str


@transaction.atomic
def recognise_hours(
    *,
    enrollment: Enrollment,
    elsewhere: Elsewhere,
    minutes_by_mode: Mapping[str, int],
    actor: User,
    now: datetime | None = None,
) -> Recognition:
    """Enter hours of an approved equivalent into the ledger of a learner with a seat.

    No mode gets more than the program plans for it. Raises PermissionDenied, OwnHours, EnrollmentEnded, NoHoursGiven,
    HoursOutOfRange.
    """
    now = now or timezone.now()
    offering = lock_offering(enrollment.offering)
    enrollment = Enrollment.objects.select_related("person", "offering__program", "offering__city").get(
        pk=enrollment.pk
    )
    check_keeper(enrollment, actor=actor)
    if not enrollment.holds_a_seat:
        raise EnrollmentEnded
    given = {mode: minutes for mode, minutes in minutes_by_mode.items() if minutes}
    _check_hours(given, program=enrollment.offering.program)
    row = Recognition(
        enrollment=enrollment,
        institution=elsewhere.institution.strip(),
        title=elsewhere.title.strip(),
        route=elsewhere.route,
        evidence=elsewhere.evidence.strip(),
        approved_by=actor,
        approved_at=now,
    )
    row.full_clean()
    row.save(force_insert=True)
    for mode, minutes in given.items():
        HoursEntry.objects.create(
            enrollment=enrollment, mode=mode, minutes=minutes, recognition=row, recorded_by=actor, recorded_at=now
        )
    facts = {"route": row.route, "minutes": given}
    record(actor=actor, verb="hours.recognised", target=row, book=offering.city.slug, facts=facts)
    return row


def _check_hours(given: Mapping[str, int], *, program: Program) -> None:
    if not given:
        raise NoHoursGiven
    for mode, minutes in given.items():
        planned = getattr(program, f"{Mode(mode).value}_minutes")
        most = planned if program.total_minutes else MOST_MINUTES
        if not 0 < minutes <= most:
            raise HoursOutOfRange(most_minutes=most)


@transaction.atomic
def agree_credit_rule(
    *, program: Program, scheme: str, since_on: date, document: str, actor: User, now: datetime | None = None
) -> CreditAgreement:
    """From `since_on` the program's hours count by this rule, as the credit-giving institution's document says.

    What was completed before keeps the rule of its day. Raises PermissionDenied, RuleAgreedAlready.
    """
    program = Program.objects.select_for_update(of=("self",)).select_related("city").get(pk=program.pk)
    if not may_keep_ledger(actor, program.city):
        raise PermissionDenied
    if CreditAgreement.objects.filter(program=program, since_on=since_on).exists():
        raise RuleAgreedAlready
    row = CreditAgreement(
        program=program,
        scheme=scheme,
        since_on=since_on,
        document=document.strip(),
        agreed_by=actor,
        agreed_at=now or timezone.now(),
    )
    row.full_clean()
    row.save(force_insert=True)
    facts = {"scheme": str(scheme), "since_on": since_on.isoformat()}
    record(actor=actor, verb="hours.credit_rule_agreed", target=program, book=program.city.slug, facts=facts)
    return row
