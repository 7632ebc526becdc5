"""Quizzes and attempts, assignments and hand-ins, judgements, verdicts and appeals."""

from mueang.apps.assessments.models.assignments import Assignment, Criterion
from mueang.apps.assessments.models.hand_ins import HandIn, HandInFile, HandInRows
from mueang.apps.assessments.models.judging import Appeal, Judgement, Verdict
from mueang.apps.assessments.models.quizzes import Attempt, Drawn, Item, Quiz

__all__ = [
    "Appeal",
    "Assignment",
    "Attempt",
    "Criterion",
    "Drawn",
    "HandIn",
    "HandInFile",
    "HandInRows",
    "Item",
    "Judgement",
    "Quiz",
    "Verdict",
]
