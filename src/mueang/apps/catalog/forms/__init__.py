"""What a keeper or officer may type in the catalog."""

from mueang.apps.catalog.forms.conditions import ConditionsForm
from mueang.apps.catalog.forms.lessons import LessonForm
from mueang.apps.catalog.forms.meetings import PlanForm, SessionForm, session_initial
from mueang.apps.catalog.forms.offerings import (
    CancelForm,
    CopyForm,
    OfferForm,
    OfferingFilterForm,
    OfferingForm,
    WordsForm,
)
from mueang.apps.catalog.forms.partners import ActivityForm, CalendarForm, ChoicesForm
from mueang.apps.catalog.forms.photos import DescribeForm, PhotoForm
from mueang.apps.catalog.forms.programs import ProgramForm, program_initial
from mueang.apps.catalog.forms.sheets import Known, LineForm, SheetUploadForm
from mueang.apps.catalog.forms.timetables import ClosedDaysForm, TimetableForm

__all__ = [
    "ActivityForm",
    "CalendarForm",
    "CancelForm",
    "ChoicesForm",
    "ClosedDaysForm",
    "ConditionsForm",
    "CopyForm",
    "DescribeForm",
    "Known",
    "LessonForm",
    "LineForm",
    "OfferForm",
    "OfferingFilterForm",
    "OfferingForm",
    "PhotoForm",
    "PlanForm",
    "ProgramForm",
    "SessionForm",
    "SheetUploadForm",
    "TimetableForm",
    "WordsForm",
    "program_initial",
    "session_initial",
]
