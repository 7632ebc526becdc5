"""What a keeper or officer may type in the catalog."""

from mueang.apps.catalog.forms.meetings import PlanForm, SessionForm, session_initial
from mueang.apps.catalog.forms.offerings import (
    CancelForm,
    CopyForm,
    OfferForm,
    OfferingFilterForm,
    OfferingForm,
    WordsForm,
)
from mueang.apps.catalog.forms.programs import ProgramForm, program_initial

__all__ = [
    "CancelForm",
    "CopyForm",
    "OfferForm",
    "OfferingFilterForm",
    "OfferingForm",
    "PlanForm",
    "ProgramForm",
    "SessionForm",
    "WordsForm",
    "program_initial",
    "session_initial",
]
