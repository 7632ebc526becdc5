"""Who may be the person who scans the code on the keeper's screen."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from mueang.apps.catalog.models import Session
from mueang.apps.enrollment.enums import HOLDS_A_SEAT
from mueang.apps.enrollment.models import Enrollment
from mueang.methods.thai import clean, match_key, split_name

DIGITS = 4


def session_to_scan(number: UUID) -> Session | None:
    """The session of a scanned code, whoever scans it; the code itself is checked by the page."""
    return Session.objects.select_related("offering__program", "offering__city").filter(uuid=number).first()


def arrivals_by_ticket(session: Session, tickets: Iterable[str]) -> list[Enrollment]:
    """Everybody of these tickets with a seat in the session's offering; one SQL statement."""
    seated = Enrollment.objects.filter(offering=session.offering_id, state__in=HOLDS_A_SEAT)
    return list(seated.filter(party__ticket__in=list(tickets)).select_related("person", "party").order_by("pk"))


def arrivals_by_name(session: Session, *, name: str, digits: str) -> list[Enrollment]:
    """Who has this name and a phone, or a party's lead whose phone, ends in these four digits; one SQL statement."""
    if len(digits) != DIGITS or not digits.isdecimal():
        return []
    typed = split_name(name)
    key = match_key(f"{clean(typed.given)} {clean(typed.family)}")
    seated = Enrollment.objects.filter(offering=session.offering_id, state__in=HOLDS_A_SEAT, person__match_key=key)
    reached = Q(person__phone__endswith=digits) | Q(party__lead__phone__endswith=digits)
    return list(seated.filter(reached).select_related("person", "party"))
