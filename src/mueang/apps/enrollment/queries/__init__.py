"""Questions to enrollment: rolls, hours and completion, learners of an offering, a person's own learning."""

from mueang.apps.enrollment.queries.completion import (
    CompletionRow,
    HoursRow,
    completion_rows,
    completion_table,
    hours_table,
    minutes_by_enrollment,
)
from mueang.apps.enrollment.queries.hours import LedgerRow, credit_agreements, entry_to_correct, offering_ledger
from mueang.apps.enrollment.queries.learners import (
    LearnerCounts,
    LearnerPage,
    RosterChoice,
    learner_counts,
    learner_lists,
    learner_page,
    learners,
    rosters_to_enter,
)
from mueang.apps.enrollment.queries.learning import (
    LearningRow,
    my_learning,
    parties_waiting_before,
    party_by_ticket,
    party_learning,
    people_learning,
)
from mueang.apps.enrollment.queries.numbers import SeatsTaken, n_waiting, places_taken
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
from mueang.apps.enrollment.queries.seats import (
    cancelled_with_people,
    changes_to_pass_on,
    offerings_with_people_waiting,
)
from mueang.apps.enrollment.queries.sheets import learner_tables, offerings_table
from mueang.apps.enrollment.queries.transcripts import PersonTranscript, TranscriptLine, transcript_of

__all__ = [
    "ABSENCES_IN_A_ROW",
    "AbsenceRun",
    "CompletionRow",
    "HoursRow",
    "LearnerCounts",
    "LearnerPage",
    "LearningRow",
    "LedgerRow",
    "PersonTranscript",
    "RollLine",
    "RollSheet",
    "RosterChoice",
    "SeatsTaken",
    "SessionRoll",
    "TranscriptLine",
    "absence_runs",
    "cancelled_with_people",
    "changes_to_pass_on",
    "completion_rows",
    "completion_table",
    "credit_agreements",
    "day_is_over",
    "entry_to_correct",
    "hours_table",
    "learner_counts",
    "learner_lists",
    "learner_page",
    "learner_tables",
    "learners",
    "minutes_by_enrollment",
    "missing_rolls",
    "my_learning",
    "n_waiting",
    "offering_ledger",
    "offerings_table",
    "offerings_with_people_waiting",
    "parties_waiting_before",
    "party_by_ticket",
    "party_learning",
    "people_learning",
    "places_taken",
    "roll_sheet",
    "rolls_between",
    "rosters_to_enter",
    "transcript_of",
]
