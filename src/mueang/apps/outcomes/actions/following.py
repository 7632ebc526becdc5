"""Ask completers what became of it, take their answers, write down what was said by phone, and verify."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.enrollment.actions.words import about_offering, to_person
from mueang.apps.enrollment.enums import EnrollmentState
from mueang.apps.enrollment.models import Enrollment
from mueang.apps.enrollment.rules import is_own_learning
from mueang.apps.outcomes.enums import OutcomeKind, SaidVia
from mueang.apps.outcomes.errors import NotCompleted, OwnOutcome
from mueang.apps.outcomes.models import AskNoMore, FollowUp, Outcome, OutcomeCheck
from mueang.apps.outcomes.queries.following import due_questions, whom_to_ask
from mueang.apps.outcomes.rules import may_work_outcomes
from mueang.apps.people.models import Person
from mueang.lib.one_by_one import one_by_one


def ask_due(*, now: datetime) -> int:
    """Ask everybody whose day has come, each in a transaction of its own; how many questions were made."""
    due = list(due_questions(now=now))
    return one_by_one("what became of it", due, lambda one: _ask(*one, now=now))


def _ask(enrollment: Enrollment, months: int, *, now: datetime) -> int:
    """One question, once: a second worker finds it made already."""
    reader = whom_to_ask(enrollment)
    is_reachable = reader is not None and bool(reader.user_id or reader.email or reader.phone)
    try:
        with transaction.atomic():
            row = FollowUp.objects.create(
                enrollment=enrollment,
                months=months,
                key=secrets.token_urlsafe(32),
                made_at=now,
                asked_at=now if is_reachable else None,
            )
            if reader is not None and is_reachable:
                _tell(row, reader)
    except IntegrityError:
        return 0
    return 1


def _tell(row: FollowUp, reader: Person) -> None:
    enrollment = row.enrollment
    person = enrollment.person.merged_into or enrollment.person

    def written() -> tuple[str, str]:
        words = about_offering(enrollment.offering) | {
            "name": person.full_name,
            "page": settings.BASE_URL + reverse("learner:outcome", args=[row.key]),
        }
        return (
            _("What came of it? %(activity)s") % words,
            _(
                "%(name)s completed %(activity)s some time ago. What came of it? One tap tells us, and helps the next "
                "learners: %(page)s"
            )
            % words,
        )

    to_person(reader, written, about=enrollment.offering, key=f"follow-up:{row.uuid}", also_copy=True)


@transaction.atomic
def answer_by_link(*, follow_up: FollowUp, kind: str, words: str = "", now: datetime | None = None) -> Outcome:
    """What the completer (or a child's carer) says; saying something else later adds a new answer.

    The same answer again changes nothing.
    """
    follow_up = (
        FollowUp.objects.select_for_update(of=("self",))
        .select_related("enrollment__offering__city")
        .get(pk=follow_up.pk)
    )
    words = " ".join(words.split())[:300]
    last = Outcome.objects.filter(enrollment=follow_up.enrollment).first()
    if last is not None and last.follow_up_id == follow_up.pk and (last.kind, last.words) == (kind, words):
        return last
    return _say(follow_up.enrollment, kind=kind, words=words, via=SaidVia.LINK, follow_up=follow_up, now=now)


@transaction.atomic
def record_outcome(
    *,
    enrollment: Enrollment,
    kind: str,
    actor: User,
    words: str = "",
    follow_up: FollowUp | None = None,
    now: datetime | None = None,
) -> Outcome:
    """Write down what somebody said by phone. Raises PermissionDenied, NotCompleted."""
    if not may_work_outcomes(actor, enrollment.offering.city):
        raise PermissionDenied
    if enrollment.state != EnrollmentState.COMPLETED:
        raise NotCompleted
    words = " ".join(words.split())[:300]
    return _say(enrollment, kind=kind, words=words, via=SaidVia.PHONE, follow_up=follow_up, now=now, actor=actor)


def _say(
    enrollment: Enrollment,
    *,
    kind: str,
    words: str,
    via: SaidVia,
    follow_up: FollowUp | None,
    now: datetime | None,
    actor: User | None = None,
) -> Outcome:
    row = Outcome(
        enrollment=enrollment,
        follow_up=follow_up,
        kind=OutcomeKind(kind),
        words=words,
        via=via,
        recorded_by=actor,
        said_at=now or timezone.now(),
    )
    row.full_clean()
    row.save(force_insert=True)
    facts = {"via": str(via)}
    record(actor=actor, verb="outcome.said", target=row, book=enrollment.offering.city.slug, facts=facts)
    return row


@transaction.atomic
def ask_no_more(*, follow_up: FollowUp, now: datetime | None = None) -> AskNoMore:
    """Somebody does not want to be asked again; saying so twice changes nothing."""
    person = follow_up.enrollment.person.merged_into or follow_up.enrollment.person
    row, is_new = AskNoMore.objects.get_or_create(person=person, defaults={"said_at": now or timezone.now()})
    if is_new:
        record(actor=None, verb="outcome.ask_no_more", target=follow_up, book=follow_up.enrollment.offering.city.slug)
    return row


@transaction.atomic
def check_outcome(
    *, outcome: Outcome, is_so: bool, how: str, evidence: str, actor: User, now: datetime | None = None
) -> OutcomeCheck:
    """Say whether it is so, how that was found out and by which evidence. May be done again months later.

    Raises PermissionDenied, OwnOutcome.
    """
    city = outcome.enrollment.offering.city
    if not may_work_outcomes(actor, city):
        raise PermissionDenied
    if is_own_learning(actor, outcome.enrollment):
        raise OwnOutcome
    row = OutcomeCheck(
        outcome=outcome,
        is_so=is_so,
        how=how,
        evidence=evidence.strip()[:400],
        checked_by=actor,
        checked_at=now or timezone.now(),
    )
    row.full_clean()
    row.save(force_insert=True)
    facts = {"is_so": is_so, "how": str(how)}
    record(actor=actor, verb="outcome.checked", target=outcome, book=city.slug, facts=facts)
    return row
