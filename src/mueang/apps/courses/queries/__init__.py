"""Questions about courses."""

from mueang.apps.courses.queries.cohort import Cohort, Member, cohort_of
from mueang.apps.courses.queries.hours import Minutes, minutes_by_strand
from mueang.apps.courses.queries.reading import (
    CourseHome,
    ModulePage,
    ModuleState,
    StrandState,
    course_home,
    find_module,
    find_strand,
    module_page,
    own_city,
    progress_of,
    seats_of,
)
from mueang.apps.courses.queries.rooms import Room, room_of
from mueang.apps.courses.queries.runs import (
    RunLine,
    learner_of,
    meetings_of,
    offerings_to_teach,
    runs_in,
    staff_of,
    strands_of,
)
from mueang.apps.courses.queries.standing import (
    WHOLE,
    Standing,
    condition_of,
    in_words,
    parts_completed,
    standings,
    who_completed,
)

__all__ = [
    "WHOLE",
    "Cohort",
    "CourseHome",
    "Member",
    "Minutes",
    "ModulePage",
    "ModuleState",
    "Room",
    "RunLine",
    "Standing",
    "StrandState",
    "cohort_of",
    "condition_of",
    "course_home",
    "find_module",
    "find_strand",
    "in_words",
    "learner_of",
    "meetings_of",
    "minutes_by_strand",
    "module_page",
    "offerings_to_teach",
    "own_city",
    "parts_completed",
    "progress_of",
    "room_of",
    "runs_in",
    "seats_of",
    "staff_of",
    "standings",
    "strands_of",
    "who_completed",
]
