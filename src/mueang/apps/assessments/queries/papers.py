"""A learner's quiz: what it asks by its rule, and one attempt as its page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from mueang.apps.assessments.models import Attempt, Drawn, Quiz
from mueang.apps.assessments.queries.results import QuizResult, results_of
from mueang.apps.enrollment.models import Enrollment


@dataclass(frozen=True, slots=True)
class PaperOption:
    """One option in the order of this attempt; `is_right` is None until the attempt is handed in."""

    value: int
    name_th: str
    name_en: str
    is_chosen: bool
    is_right: bool | None


@dataclass(frozen=True, slots=True)
class PaperQuestion:
    """One question. What is right and why stands in it only once the attempt is handed in."""

    place: int
    kind: str
    stem_th: str
    stem_en: str
    options: Sequence[PaperOption]
    typed: str
    is_answered: bool
    is_right: bool | None = None
    why_th: str = ""
    why_en: str = ""
    accepted: str = ""


@dataclass(frozen=True, slots=True)
class QuizPage:
    """A quiz before its learner: how they stand, earlier attempts, and whether and when one may begin."""

    quiz: Quiz
    result: QuizResult | None
    attempts: Sequence[Attempt]
    n_left: int | None
    opens_at: datetime | None
    takes: bool

    @property
    def open_attempt(self) -> Attempt | None:
        return next((one for one in self.attempts if one.handed_in_at is None), None)

    @property
    def may_begin(self) -> bool:
        return self.takes and self.n_left != 0 and self.opens_at is None


def quiz_page(*, quiz: Quiz, enrollment: Enrollment, now: datetime) -> QuizPage:
    """Eight SQL statements."""
    attempts = list(quiz.attempts.filter(enrollment=enrollment))
    last = max((one.handed_in_at for one in attempts if one.handed_in_at), default=None)
    until = last + timedelta(minutes=quiz.wait_minutes) if last else None
    results = results_of([enrollment.pk])[enrollment.pk].quizzes
    return QuizPage(
        quiz=quiz,
        result=next((one for one in results if one.quiz == quiz.uuid), None),
        attempts=attempts,
        n_left=max(quiz.n_tries - len(attempts), 0) if quiz.n_tries else None,
        opens_at=until if until and now < until else None,
        takes=quiz.takes(now),
    )


def paper_of(attempt: Attempt) -> list[PaperQuestion]:
    """The questions of an attempt in their places; one SQL statement."""
    return [_question(row, is_over=attempt.handed_in_at is not None) for row in attempt.drawn.select_related("item")]


def _question(row: Drawn, *, is_over: bool) -> PaperQuestion:
    item = row.item
    return PaperQuestion(
        place=row.place,
        kind=item.kind,
        stem_th=item.stem_th,
        stem_en=item.stem_en,
        options=[
            PaperOption(
                value=place,
                name_th=item.options[place]["th"],
                name_en=item.options[place].get("en", ""),
                is_chosen=place in row.answer,
                is_right=place in item.right if is_over else None,
            )
            for place in row.order
        ],
        typed=str(row.answer[0]) if row.answer and not item.is_chosen else "",
        is_answered=bool(row.answer),
        is_right=row.is_right if is_over else None,
        why_th=item.why_th if is_over else "",
        why_en=item.why_en if is_over else "",
        accepted=_accepted(row) if is_over and not item.is_chosen else "",
    )


def _accepted(row: Drawn) -> str:
    """What would have been taken, for who typed something else."""
    return " / ".join(str(option.get("value") or option.get("th") or "") for option in row.item.options)
