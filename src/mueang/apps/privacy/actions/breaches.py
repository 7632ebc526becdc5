"""Write down a breach, what was done about it, who was told, and what was learned."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.network.models import City
from mueang.apps.privacy.actions.telling import tell_keepers
from mueang.apps.privacy.enums import StepKind
from mueang.apps.privacy.errors import BreachClosed, BreachWaits, LateWithoutReason, NotInOrder
from mueang.apps.privacy.models import Breach, BreachStep
from mueang.apps.privacy.rules import may_keep
from mueang.lib.one_by_one import one_by_one

# Word is left when the city writes it down, a day before the time is over, and once it is.
HOURS_AHEAD = 24


@transaction.atomic
def open_breach(  # noqa: PLR0913 -- what the law wants to know of a breach
    *,
    city: City,
    kind: str,
    risk: str,
    what: str,
    data_kinds: str,
    known_at: datetime,
    actor: User | None,
    n_people: int | None = None,
    happened_at: datetime | None = None,
) -> Breach:
    """Open a breach; its 72 hours run from `known_at`. Raises PermissionDenied and NotInOrder."""
    if not may_keep(actor, city):
        raise PermissionDenied
    now = timezone.now()
    if known_at > now or (happened_at is not None and happened_at > known_at):
        raise NotInOrder
    City.objects.select_for_update().get(pk=city.pk)
    number = (Breach.objects.filter(city=city).aggregate(last=Max("number"))["last"] or 0) + 1
    breach = Breach.objects.create(
        city=city,
        number=number,
        kind=kind,
        risk=risk,
        what=what,
        data_kinds=data_kinds,
        n_people=n_people,
        happened_at=happened_at,
        known_at=known_at,
        written_by=actor,
        written_at=now,
    )
    record(actor=actor, verb="breach.opened", target=breach, book=city.slug, facts={"kind": kind, "risk": risk})
    return breach


@transaction.atomic
def judge_breach(*, breach: Breach, risk: str, actor: User | None, n_people: int | None = None) -> Breach:
    """Say anew how much harm it may do, once more is known. Raises PermissionDenied and BreachClosed."""
    breach = _locked(breach, actor=actor)
    before = breach.risk
    breach.risk, breach.n_people = risk, n_people
    breach.save(update_fields=["risk", "n_people"])
    facts = {"before": before, "after": risk}
    record(actor=actor, verb="breach.judged", target=breach, book=breach.city.slug, facts=facts)
    return breach


@transaction.atomic
def add_breach_step(
    *,
    breach: Breach,
    kind: str,
    words: str,
    at: datetime,
    actor: User | None,
    pdpc_number: str = "",
    late_reason: str = "",
) -> BreachStep:
    """Write down one thing that was done; telling the PDPC or the people sets the moment they were told.

    Raises PermissionDenied, BreachClosed, NotInOrder, and LateWithoutReason past the 72 hours.
    """
    breach = _locked(breach, actor=actor)
    if at > timezone.now() or at < breach.known_at - timedelta(minutes=1):
        raise NotInOrder
    if kind == StepKind.PDPC_TOLD and not breach.pdpc_told_at:
        if at > breach.tell_by and not late_reason:
            raise LateWithoutReason
        breach.pdpc_told_at, breach.pdpc_number = at, pdpc_number
    elif kind == StepKind.PEOPLE_TOLD and not breach.people_told_at:
        breach.people_told_at = at
    breach.late_reason = late_reason or breach.late_reason
    breach.save(update_fields=["pdpc_told_at", "pdpc_number", "people_told_at", "late_reason"])
    step = BreachStep.objects.create(breach=breach, kind=kind, words=words, at=at, written_by=actor)
    record(actor=actor, verb="breach.step", target=breach, book=breach.city.slug, facts={"kind": kind})
    return step


@transaction.atomic
def close_breach(*, breach: Breach, lesson: str, actor: User | None, late_reason: str = "") -> Breach:
    """Close it with what was learned. Raises PermissionDenied, BreachClosed, and BreachWaits where somebody who must
    know was not told and nothing says why."""
    breach = _locked(breach, actor=actor)
    breach.late_reason = late_reason or breach.late_reason
    if (breach.waits_for_pdpc or breach.waits_for_people) and not breach.late_reason:
        raise BreachWaits
    breach.lesson, breach.closed_at = lesson, timezone.now()
    breach.save(update_fields=["lesson", "closed_at", "late_reason"])
    record(actor=actor, verb="breach.closed", target=breach, book=breach.city.slug)
    return breach


def remind_of_breaches(*, now: datetime) -> int:
    """Leave word with whoever keeps the desk while the PDPC waits: a day before the 72 hours are over, and after."""
    rows = Breach.objects.to_tell().select_related("city")
    return one_by_one("breaches", rows, lambda breach: _remind(breach, now=now))


def _remind(breach: Breach, *, now: datetime) -> int:
    left = breach.hours_left(now)
    if left >= HOURS_AHEAD:
        return 0
    late = _("The 72 hours to tell the PDPC of a breach are over")
    soon = _("Less than a day is left to tell the PDPC of a breach")
    return tell_keepers(
        breach.city,
        subject=late if left < 0 else soon,
        body=_("Breach number %(number)d") % {"number": breach.number},
        key=f"breach:{breach.uuid}:{'late' if left < 0 else 'soon'}",
    )


def _locked(breach: Breach, *, actor: User | None) -> Breach:
    breach = Breach.objects.select_for_update(of=("self",)).select_related("city").get(pk=breach.pk)
    if not may_keep(actor, breach.city):
        raise PermissionDenied
    if breach.closed_at:
        raise BreachClosed
    return breach
