"""Questions to enrollment: rolls, hours and completion, learners of an offering, a person's own learning."""

from mueang.apps.enrollment.queries.completion import (
    CompletionRow,
    completion_rows,
    completion_table,
    minutes_by_enrollment,
)
from mueang.apps.enrollment.queries.learners import (
    LearnerCounts,
    LearnerPage,
    learner_counts,
    learner_lists,
    learner_page,
    learners,
)
from mueang.apps.enrollment.queries.learning import (
    LearningRow,
    my_learning,
    parties_waiting_before,
    party_by_ticket,
    people_learning,
)
from mueang.apps.enrollment.queries.rolls import (
    ABSENCES_IN_A_ROW,
    AbsenceRun,
    RollLine,
    RollSheet,
    SessionRoll,
    absence_runs,
    day_is_over,
    missing_rolls,
    roll_sheet,
    rolls_between,
)
from mueang.apps.enrollment.queries.seats import cancelled_with_people, offerings_with_people_waiting

__all__ = [
    "ABSENCES_IN_A_ROW",
    "AbsenceRun",
    "CompletionRow",
    "LearnerCounts",
    "LearnerPage",
    "LearningRow",
    "RollLine",
    "RollSheet",
    "SessionRoll",
    "absence_runs",
    "cancelled_with_people",
    "completion_rows",
    "completion_table",
    "day_is_over",
    "hours_table",
    "learner_counts",
    "learner_lists",
    "learner_page",
    "learners",
    "minutes_by_enrollment",
    "missing_rolls",
    "my_learning",
    "offerings_with_people_waiting",
    "parties_waiting_before",
    "party_by_ticket",
    "people_learning",
    "roll_sheet",
    "rolls_between",
]
