"""An offering looks for its times: people are asked, times are computed, and taken over as sessions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.catalog.actions import plan_sessions
from mueang.apps.catalog.models import Offering, Session
from mueang.apps.network.actions import mark_public_change
from mueang.apps.network.models import City
from mueang.apps.planning.enums import TimesState
from mueang.apps.planning.errors import DayIsOver, NothingProposed, TimesAskedAlready, TimesClosed
from mueang.apps.planning.models import TimeAnswer, TimeQuestion
from mueang.apps.planning.queries import compute_times, parts_of_week, planned_of, proposed_times, rooms_of
from mueang.apps.planning.rules import may_plan, offerings_to_time


@transaction.atomic
def ask_for_times(*, offering: Offering, actor: User, now: datetime, **wish: Any) -> TimeQuestion:
    """Begin to ask when people could come to an offering; `wish` are the fields of a TimeQuestion.

    Raises PermissionDenied, TimesAskedAlready and DayIsOver.
    """
    city = offering.city
    if not may_plan(actor, city):
        raise PermissionDenied
    if wish["answers_until"] < timezone.localdate(now):
        raise DayIsOver
    if not offerings_to_time(actor, city).filter(pk=offering.pk).exists():
        raise TimesAskedAlready
    try:
        with transaction.atomic():
            question = TimeQuestion.objects.create(city=city, offering=offering, made_by=actor, **wish)
    except IntegrityError as asked:
        raise TimesAskedAlready from asked
    _told(question, actor=actor, verb="planning.times_asked", facts={"sessions": question.sessions_a_week})
    return question


@transaction.atomic
def answer_times(*, question: TimeQuestion, parts: Sequence[str], n_people: int, key: str, now: datetime) -> TimeAnswer:
    """Keep when some people could come; the same request again is one answer. Raises TimesClosed.

    Nobody is named, so nothing is recorded but the answer itself.
    """
    question = TimeQuestion.objects.select_for_update(of=("self",)).get(pk=question.pk)
    if not question.takes_answers(timezone.localdate(now)):
        raise TimesClosed
    known = {code for code, _day, _part in parts_of_week()}
    values = {"question": question, "parts": [code for code in parts if code in known], "n_people": n_people}
    answer, _is_new = TimeAnswer.objects.get_or_create(request_key=key, defaults={**values, "sent_at": now})
    return answer


@transaction.atomic
def ask_to_compute(*, city: City, questions: Sequence[UUID], actor: User, now: datetime) -> int:
    """Leave word for the worker to look for times for all of these together; what was proposed before is let go.

    Says for how many. Raises PermissionDenied.
    """
    if not may_plan(actor, city):
        raise PermissionDenied
    rows = TimeQuestion.objects.filter(city=city, uuid__in=questions).exclude(state=TimesState.ACCEPTED)
    n = rows.update(state=TimesState.WAITING, proposal=None, asked_at=now)
    if n:
        facts = {"offerings": n}
        record(actor=actor, verb="planning.times_computed", target=city, book=city.slug, facts=facts)
    return n


def propose_times(*, questions: Sequence[TimeQuestion]) -> int:
    """Compute for questions that wait, and write down what was found for those that still do.

    The computation holds no transaction. A worker that is killed leaves them waiting for the next.
    """
    found = compute_times(questions)
    written = 0
    for question in questions:
        rows = TimeQuestion.objects.filter(pk=question.pk, state=TimesState.WAITING, asked_at=question.asked_at)
        written += rows.update(state=TimesState.PROPOSED, proposal=found[question.pk])
    return written


@transaction.atomic
def accept_times(*, question: TimeQuestion, actor: User) -> list[Session]:
    """Plan the sessions as proposed, week by week; holidays and closed days are left out.

    A draft stays a draft. Raises PermissionDenied, NothingProposed, and what the catalog refuses.
    """
    rows = TimeQuestion.objects.select_for_update(of=("self",)).select_related("city", "offering__place")
    question = rows.get(pk=question.pk)
    if not may_plan(actor, question.city):
        raise PermissionDenied
    proposed = proposed_times(question, places=rooms_of(question.city))
    plan = planned_of(question, proposed) if proposed and question.state == TimesState.PROPOSED else []
    if not plan:
        raise NothingProposed
    sessions = plan_sessions(offering=question.offering, plan=plan, actor=actor)
    question.state = TimesState.ACCEPTED
    question.save(update_fields=["state"])
    _told(question, actor=actor, verb="planning.times_accepted", facts={"sessions": len(sessions)})
    return sessions


@transaction.atomic
def drop_times(*, question: TimeQuestion, actor: User) -> None:
    """Ask no more, and forget the answers; sessions that were planned stay. Raises PermissionDenied."""
    question = TimeQuestion.objects.select_for_update(of=("self",)).select_related("city").get(pk=question.pk)
    if not may_plan(actor, question.city):
        raise PermissionDenied
    _told(question, actor=actor, verb="planning.times_dropped", facts={})
    question.delete()


def _told(question: TimeQuestion, *, actor: User, verb: str, facts: dict[str, Any]) -> None:
    mark_public_change(question.city, catalog=False)
    record(actor=actor, verb=verb, target=question, book=question.city.slug, facts=facts)
