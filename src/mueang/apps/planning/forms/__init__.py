"""What may be asked and typed in planning."""

from mueang.apps.planning.forms.asked import AskForm
from mueang.apps.planning.forms.residents import ResidentsForm

__all__ = ["AskForm", "ResidentsForm"]
