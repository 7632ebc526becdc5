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
from mueang.apps.plans.forms.plans import BeginForm, PlanForm, SourceForm

__all__ = [
    "ActivityForm",
    "BeginForm",
    "BudgetForm",
    "DropForm",
    "EvidenceForm",
    "MilestoneForm",
    "PictureForm",
    "PlanForm",
    "ProgressForm",
    "SourceForm",
]
