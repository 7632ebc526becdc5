"""What a person may type about people."""

from mueang.apps.people.forms.answers import ConsentForm, DataRequestForm, GuardianForm
from mueang.apps.people.forms.persons import PersonForm, SearchForm
from mueang.apps.people.forms.rosters import (
    ColumnsForm,
    ConfirmForm,
    CorrectionUploadForm,
    DecisionForm,
    RosterUploadForm,
    RowForm,
)

__all__ = [
    "ColumnsForm",
    "ConfirmForm",
    "ConsentForm",
    "CorrectionUploadForm",
    "DataRequestForm",
    "DecisionForm",
    "GuardianForm",
    "PersonForm",
    "RosterUploadForm",
    "RowForm",
    "SearchForm",
]
