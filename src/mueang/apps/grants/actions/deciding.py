"""The fund scores an application, returns it for correction, and decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.grants.actions.applications import lock_application
from mueang.apps.grants.actions.telling import tell_of_decision
from mueang.apps.grants.enums import ApplicationState
from mueang.apps.grants.errors import (
    InstalmentsNotTheSum,
    MovedOn,
    PointsOutside,
    TooMuchAsked,
    WordsNeeded,
)
from mueang.apps.grants.models import Application, Score
from mueang.apps.grants.rules import may_run


@dataclass(frozen=True, slots=True)
class InstalmentPlan:
    """One instalment of an offer."""

    satang: int
    due_on: date
    condition: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """What the fund grants."""

    satang: int
    starts_on: date
    ends_on: date
    instalments: tuple[InstalmentPlan, ...]


@transaction.atomic
def score_application(*, application: Application, points: Mapping[str, int], note: str, actor: User) -> Score:
    """Give points by criterion; again in the place of one's own before.

    Raises PermissionDenied, MovedOn, PointsOutside.
    """
    row = _lock_sent(application, actor)
    most = {criterion["code"]: criterion["most"] for criterion in row.call.rubric}
    if set(points) != set(most) or any(not 0 <= points[code] <= most[code] for code in most):
        raise PointsOutside
    said = {"points": dict(points), "note": note.strip()[:600]}
    score, _made = Score.objects.update_or_create(application=row, scorer=actor, defaults=said)
    record(actor=actor, verb="grant.application_scored", target=row, book=row.city.slug)
    return score


@transaction.atomic
def return_application(*, application: Application, words: str, actor: User) -> Application:
    """Ask the city to correct it. Raises PermissionDenied, MovedOn, WordsNeeded."""
    return _decide(application, ApplicationState.RETURNED, words=words, actor=actor, verb="grant.application_returned")


@transaction.atomic
def refuse_application(*, application: Application, words: str, actor: User) -> Application:
    """Do not grant it, and say why. Raises PermissionDenied, MovedOn, WordsNeeded."""
    return _decide(application, ApplicationState.REFUSED, words=words, actor=actor, verb="grant.application_refused")


@transaction.atomic
def grant_application(*, application: Application, offer: Offer, words: str, actor: User) -> Application:
    """Offer the city an agreement.

    Raises PermissionDenied, MovedOn, WordsNeeded, TooMuchAsked, InstalmentsNotTheSum.
    """
    if sum(part.satang for part in offer.instalments) != offer.satang or offer.starts_on > offer.ends_on:
        raise InstalmentsNotTheSum
    if not 0 < offer.satang <= application.satang:
        raise TooMuchAsked
    said = {
        "satang": offer.satang,
        "starts_on": offer.starts_on.isoformat(),
        "ends_on": offer.ends_on.isoformat(),
        "instalments": [
            {"satang": part.satang, "due_on": part.due_on.isoformat(), "condition": part.condition}
            for part in offer.instalments
        ],
    }
    state = ApplicationState.GRANTED
    return _decide(application, state, words=words, actor=actor, verb="grant.application_granted", offer=said)


def _decide(
    application: Application,
    state: str,
    *,
    words: str,
    actor: User,
    verb: str,
    offer: Mapping[str, object] | None = None,
) -> Application:
    row = _lock_sent(application, actor)
    if not words.strip():
        raise WordsNeeded
    row.state, row.words, row.version = state, words.strip()[:600], row.version + 1
    row.decided_by, row.decided_at, row.offer = actor, timezone.now(), dict(offer or {})
    row.save()
    tell_of_decision(row)
    record(actor=actor, verb=verb, target=row, book=row.city.slug)
    return row


def _lock_sent(application: Application, actor: User) -> Application:
    row = lock_application(application)
    if not may_run(actor, row.call.fund):
        raise PermissionDenied
    if row.state != ApplicationState.SUBMITTED:
        raise MovedOn
    return row
