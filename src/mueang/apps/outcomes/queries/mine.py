"""What one person was asked after learning, what they said, and what they propose to teach."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from mueang.apps.outcomes.models import AskNoMore, FollowUp, Outcome, Proposal
from mueang.apps.people.models import Person
from mueang.apps.people.queries import same_person


@dataclass(frozen=True, slots=True)
class MyQuestion:
    """The latest question after one completion, and what was answered last; None where nothing was."""

    follow_up: FollowUp
    latest: Outcome | None


@dataclass(frozen=True, slots=True)
class MyProposal:
    """`said` are the city's latest words on it."""

    proposal: Proposal
    said: str


def my_questions(person: Person, *, now: datetime) -> list[MyQuestion]:
    """One for each completion that was asked about, the unanswered first; nothing for who said not to be asked.

    Three SQL statements.
    """
    if AskNoMore.objects.filter(person__in=same_person(person)).exists():
        return []
    theirs = _theirs(person)
    asked = FollowUp.objects.filter(theirs, made_at__lte=now).select_related("enrollment__offering__program")
    latest = {row.enrollment_id: row for row in asked.order_by("months")}
    said = {row.enrollment_id: row for row in Outcome.objects.filter(theirs).order_by("said_at", "pk")}
    found = [MyQuestion(row, said.get(key)) for key, row in latest.items()]
    return sorted(found, key=lambda one: (one.latest is not None, -one.follow_up.made_at.timestamp()))


def my_proposals(person: Person) -> list[MyProposal]:
    """The person's proposals to teach, the latest first. Two SQL statements."""
    rows = Proposal.objects.filter(_theirs(person)).select_related("enrollment", "offering__city", "place")
    found = []
    for row in rows.prefetch_related("steps"):
        words = [step.words for step in row.steps.all() if step.words]
        found.append(MyProposal(row, words[-1] if words else ""))
    return found


def _theirs(person: Person) -> Q:
    return Q(enrollment__person__in=same_person(person))
