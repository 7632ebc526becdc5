"""A city writes an application with its partners, hands papers in, sends it, and may withdraw it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.grants.actions.telling import tell_of_application
from mueang.apps.grants.enums import WRITABLE, ApplicationState
from mueang.apps.grants.errors import CallNotOpen, MovedOn, NotComplete, PlanNotTheSum, TooMuchAsked
from mueang.apps.grants.models import Application, Call, Paper
from mueang.apps.grants.models.reading import read_paper
from mueang.apps.grants.rules import may_enter
from mueang.apps.network.models import City, Organization


@dataclass(frozen=True, slots=True)
class PlannedActivity:
    """What the money is for: an activity with its days, its account of expenses, its money and milestones."""

    title: str
    starts_on: date
    ends_on: date
    account: str
    satang: int
    milestones: tuple[tuple[str, date], ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "starts_on": self.starts_on.isoformat(),
            "ends_on": self.ends_on.isoformat(),
            "account": self.account,
            "satang": self.satang,
            "milestones": [{"title": title, "due_on": day.isoformat()} for title, day in self.milestones],
        }


@dataclass(frozen=True, slots=True)
class Asked:
    """What an application says."""

    title: str
    satang: int
    answers: Mapping[str, str]
    plan: Sequence[PlannedActivity] = ()
    partners: Sequence[Organization] = ()


@transaction.atomic
def save_application(
    *,
    call: Call,
    city: City,
    asked: Asked,
    actor: User,
    today: date,
    application: Application | None = None,
    version: int = 0,
) -> Application:
    """Write an application down, anew or over the version that was read; it need not be complete.

    Raises PermissionDenied, CallNotOpen, TooMuchAsked and MovedOn.
    """
    if not may_enter(actor, city):
        raise PermissionDenied
    row = Application(call=call, city=city) if application is None else lock_application(application)
    if row.pk is None and not call.is_open(today):
        raise CallNotOpen
    if asked.satang > call.most_satang:
        raise TooMuchAsked
    if row.pk and (row.state not in WRITABLE or row.version != version or row.city_id != city.pk):
        raise MovedOn
    row.title, row.satang, row.answers = asked.title.strip(), asked.satang, dict(asked.answers)
    row.plan = [activity.as_json() for activity in asked.plan]
    row.version, row.changed_by = row.version + (1 if row.pk else 0), actor
    row.full_clean(exclude=["answers", "plan", "offer"])
    row.save()
    row.partners.set(asked.partners)
    record(actor=actor, verb="grant.application_saved", target=row, book=city.slug)
    return row


@transaction.atomic
def hand_in_paper(*, application: Application, name: str, data: bytes, actor: User) -> Paper:
    """Hand a paper in with an application that is being written. Raises PermissionDenied, MovedOn, PaperRefused."""
    row = lock_application(application)
    if not may_enter(actor, row.city):
        raise PermissionDenied
    if row.state not in WRITABLE:
        raise MovedOn
    paper = read_paper(data, name=name)
    paper.city, paper.application, paper.handed_in_by = row.city, row, actor
    paper.save()
    record(actor=actor, verb="grant.paper_handed_in", target=row, book=row.city.slug, facts={"digest": paper.digest})
    return paper


@transaction.atomic
def submit_application(*, application: Application, actor: User, today: date) -> Application:
    """Send it to the fund: while the call is open, or again after it was returned.

    Raises PermissionDenied, MovedOn, CallNotOpen, NotComplete, PlanNotTheSum.
    """
    row = lock_application(application)
    if not may_enter(actor, row.city):
        raise PermissionDenied
    if row.state not in WRITABLE:
        raise MovedOn
    if row.state == ApplicationState.DRAFT and not row.call.is_open(today):
        raise CallNotOpen
    answered = all(str(row.answers.get(question["code"], "")).strip() for question in row.call.questions)
    if not answered or not row.plan:
        raise NotComplete
    if sum(activity["satang"] for activity in row.plan) != row.satang:
        raise PlanNotTheSum
    row.submitted_at = timezone.now()
    return _move(row, ApplicationState.SUBMITTED, actor=actor, verb="grant.application_sent")


@transaction.atomic
def withdraw_application(*, application: Application, actor: User) -> Application:
    """Take it back before the fund decides. Raises PermissionDenied, MovedOn."""
    row = lock_application(application)
    if not may_enter(actor, row.city):
        raise PermissionDenied
    if row.state not in (*WRITABLE, ApplicationState.SUBMITTED):
        raise MovedOn
    return _move(row, ApplicationState.WITHDRAWN, actor=actor, verb="grant.application_withdrawn")


def lock_application(application: Application) -> Application:
    rows = Application.objects.select_for_update(of=("self",)).select_related("call__fund__organization", "city")
    return rows.get(pk=application.pk)


def _move(row: Application, state: str, *, actor: User, verb: str) -> Application:
    row.state, row.version = state, row.version + 1
    row.save()
    if state == ApplicationState.SUBMITTED:
        tell_of_application(row)
    record(actor=actor, verb=verb, target=row, book=row.city.slug)
    return row
