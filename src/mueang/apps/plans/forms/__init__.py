"""What a person may type into a work plan."""

from mueang.apps.plans.forms.activities import (
    ActivityForm,
    BudgetForm,
    DropForm,
    EvidenceForm,
    MilestoneForm,
    PictureForm,
    ProgressForm,
)
from mueang.apps.plans.forms.plans import BeginForm, PlanForm, PlanSheetForm, SourceForm
from mueang.apps.plans.forms.reports import BeginReportForm, ReportWordsForm

__all__ = [
    "ActivityForm",
    "BeginForm",
    "BeginReportForm",
    "BudgetForm",
    "DropForm",
    "EvidenceForm",
    "MilestoneForm",
    "PictureForm",
    "PlanForm",
    "PlanSheetForm",
    "ProgressForm",
    "ReportWordsForm",
    "SourceForm",
]
