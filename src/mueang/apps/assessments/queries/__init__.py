"""Questions about quizzes, hand-ins, judgements and results."""

from mueang.apps.assessments.queries.drawing import draw
from mueang.apps.assessments.queries.marking import is_right
from mueang.apps.assessments.queries.results import AssignmentResult, QuizResult, Results, results_of

__all__ = ["AssignmentResult", "QuizResult", "Results", "draw", "is_right", "results_of"]
