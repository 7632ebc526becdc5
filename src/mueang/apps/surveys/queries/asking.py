"""What a link opens, what a device takes along, and how far the asking is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from mueang.apps.accounts.rules import Viewer
from mueang.apps.network.models import City
from mueang.apps.places.models import Neighbourhood
from mueang.apps.planning.models import Residents
from mueang.apps.surveys.enums import Outcome, Sampling, SurveyState
from mueang.apps.surveys.models import Invite, Survey
from mueang.apps.surveys.rules import entered_surveys, neighbourhoods_of
from mueang.methods.questionnaires import Question


@dataclass(frozen=True, slots=True)
class Asked:
    """What whoever follows a link sees."""

    survey: Survey
    questions: tuple[Question, ...]
    neighbourhoods: list[Neighbourhood]
    is_own_link: bool
    is_answered: bool


@dataclass(frozen=True, slots=True)
class AreaLine:
    """How far the asking is in one neighbourhood; all together has none."""

    neighbourhood: Neighbourhood | None
    population: int
    asked: int
    outcomes: dict[str, int]

    @property
    def answered(self) -> int:
        return self.outcomes.get(Outcome.ANSWERED, 0)

    @property
    def counts(self) -> list[int]:
        """By outcome, in the order of the words."""
        return [self.outcomes.get(outcome, 0) for outcome in Outcome.values]

    @property
    def told(self) -> list[tuple[str, int]]:
        return list(zip(map(str, Outcome.labels), self.counts, strict=True))

    @property
    def due(self) -> int:
        """Asked, and belonging to those who should be: the base of the response rate."""
        told = sum(self.outcomes.values()) - self.outcomes.get(Outcome.NOT_ELIGIBLE, 0)
        return max(told, self.asked - self.outcomes.get(Outcome.NOT_ELIGIBLE, 0))

    @property
    def rate(self) -> float | None:
        """AAPOR's response rate 1: whoever was not reached yet counts as silent."""
        return self.answered / self.due if self.due else None

    @property
    def left(self) -> int:
        """Answers still wanted for the quota."""
        return max(0, self.asked - self.answered)


@dataclass(frozen=True, slots=True)
class Progress:
    lines: list[AreaLine]
    total: AreaLine


def asked_by_key(key: str) -> Asked | None:
    """What an open or an own link asks. Three SQL statements."""
    if not key:
        return None
    rows = Survey.objects.select_related("city", "questionnaire")
    survey, invite = rows.filter(key=key).first(), None
    if survey is None:
        invite = Invite.objects.filter(key=key).select_related("survey__city", "survey__questionnaire").first()
        survey = invite.survey if invite else None
    if survey is None:
        return None
    places = [] if invite or not survey.asks_background else list(neighbourhoods_of(survey.city))
    is_answered = invite is not None and invite.outcome == Outcome.ANSWERED
    return Asked(survey, survey.questionnaire.read, places, invite is not None, is_answered)


def progress_of(survey: Survey) -> Progress:
    """By neighbourhood and in all. Two SQL statements."""
    strata = list(survey.strata.select_related("neighbourhood"))
    counts: Counter[tuple[int | None, str]] = Counter(
        survey.replies.filter(stands=True).order_by().values_list("neighbourhood_id", "outcome")
    )
    lines = [
        AreaLine(
            row.neighbourhood,
            row.population,
            row.asked,
            {outcome: n for (place, outcome), n in counts.items() if place == row.neighbourhood_id},
        )
        for row in strata
    ]
    outcomes: Counter[str] = Counter()
    for (_place, outcome), n in counts.items():
        outcomes[outcome] += n
    total = AreaLine(None, sum(r.population for r in strata), sum(r.asked for r in strata), dict(outcomes))
    return Progress(lines, total)


def population_hints(city: City) -> dict[int, int]:
    """People of 15 and over of each neighbourhood as planning counts them; all people where ages are not known."""
    hints = {
        row.pk: row.population for row in Neighbourhood.objects.filter(city=city).only("population") if row.population
    }
    counted = Residents.objects.filter(neighbourhood__city=city)
    return hints | {row.neighbourhood_id: row.youth + row.adults + row.older for row in counted}


def device_kit(*, viewer: Viewer, city: City) -> list[dict[str, Any]]:
    """Open surveys as a device takes them along: questions, quotas, and lines of the list still to be asked."""
    rows = entered_surveys(viewer).filter(city=city, state=SurveyState.OPEN).exclude(sampling=Sampling.OPEN)
    return [_kit(row) for row in rows.select_related("questionnaire")]


def surveys_to_close(now: datetime) -> list[Survey]:
    return list(Survey.objects.filter(state=SurveyState.OPEN, closes_on__lt=timezone.localdate(now)))


def surveys_to_erase(now: datetime) -> list[Survey]:
    rows = Survey.objects.filter(state=SurveyState.CLOSED, erased_at=None)
    return [row for row in rows if row.erase_on is not None and row.erase_on <= timezone.localdate(now)]


def _kit(survey: Survey) -> dict[str, Any]:
    progress = progress_of(survey)
    to_ask = survey.invites.exclude(outcome__in=[Outcome.ANSWERED, Outcome.REFUSED, Outcome.NOT_ELIGIBLE])
    return {
        "survey": survey,
        "questions": survey.questionnaire.read,
        "areas": [line for line in progress.lines if line.asked],
        "invites": list(to_ask.select_related("neighbourhood")),
    }
