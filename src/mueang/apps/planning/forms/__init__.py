"""What may be asked and typed in planning."""

from mueang.apps.planning.forms.asked import AskForm
from mueang.apps.planning.forms.proposals import ProposalForm
from mueang.apps.planning.forms.publishing import (
    AnswerForm,
    HeardForm,
    HideForm,
    PublishForm,
    RenameForm,
    ToldForm,
    UntilForm,
    WithdrawForm,
)
from mueang.apps.planning.forms.residents import ResidentsForm
from mueang.apps.planning.forms.scenarios import ChangeForm, DraggedForm, ScenarioForm
from mueang.apps.planning.forms.times import TimesForm

__all__ = [
    "AnswerForm",
    "AskForm",
    "ChangeForm",
    "DraggedForm",
    "HeardForm",
    "HideForm",
    "ProposalForm",
    "PublishForm",
    "RenameForm",
    "ResidentsForm",
    "ScenarioForm",
    "TimesForm",
    "ToldForm",
    "UntilForm",
    "WithdrawForm",
]
