"""What may be asked and typed in planning."""

from mueang.apps.planning.forms.asked import AskForm
from mueang.apps.planning.forms.proposals import ProposalForm
from mueang.apps.planning.forms.residents import ResidentsForm
from mueang.apps.planning.forms.scenarios import ChangeForm, DraggedForm, ScenarioForm

__all__ = ["AskForm", "ChangeForm", "DraggedForm", "ProposalForm", "ResidentsForm", "ScenarioForm"]
