"""Everything a signed-in person learns, earned, was asked and proposes, on one page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from mueang.apps.catalog.enums import Mode
from mueang.apps.catalog.queries.next_steps import NextStep, next_steps
from mueang.apps.credentials.queries import awards_of
from mueang.apps.enrollment.enums import EnrollmentState
from mueang.apps.enrollment.queries import LearningRow, my_learning
from mueang.apps.outcomes.queries import my_proposals, my_questions

if TYPE_CHECKING:
    from mueang.apps.people.models import Person


def learning_of(person: Person, *, now: datetime | None = None) -> dict[str, Any]:
    """What the page of a signed-in learner shows.

    Fourteen SQL statements, and those of `next_steps` once something is completed; however much they learn.
    """
    now = now or timezone.now()
    rows = my_learning(person=person, now=now)
    return {
        "learning": rows,
        "hours": _hours(rows),
        "awards": list(awards_of(person)),
        "questions": my_questions(person, now=now),
        "proposals": my_proposals(person),
        "steps": steps_after(rows, now=now),
    }


def steps_after(rows: Sequence[LearningRow], *, now: datetime) -> tuple[NextStep, ...]:
    """What follows from the completed among these seats; for a party of several ages from whoever is the youngest."""
    done = [row.enrollment for row in rows if row.enrollment.state == EnrollmentState.COMPLETED]
    if not done:
        return ()
    today = timezone.localdate(now)
    ages = [age for one in done if (age := (one.person.merged_into or one.person).age_on(today)) is not None]
    return next_steps(
        city=done[0].offering.city,
        finished=[one.offering for one in done],
        known=[row.offering.program_id for row in rows],
        age=min(ages, default=None),
        now=None,
    )


def _hours(rows: Sequence[LearningRow]) -> list[tuple[str, int]]:
    """Minutes by mode, all of it together; empty where nothing was learned yet."""
    minutes: Counter[str] = Counter()
    for row in rows:
        minutes.update(row.minutes_by_mode)
    return [(str(mode.label), minutes[mode]) for mode in Mode if minutes[mode]]
