"""What may be typed about flags."""

from mueang.apps.flags.forms.facts import FactFileForm, FactForm
from mueang.apps.flags.forms.opinions import VisitsForm
from mueang.apps.flags.forms.queue import DecisionForm, FoundForm, QueueForm, day_of
from mueang.apps.flags.forms.rule_sets import DayForm, LevelsForm, RuleFormSet, lines_of

__all__ = [
    "DayForm",
    "DecisionForm",
    "FactFileForm",
    "FactForm",
    "FoundForm",
    "LevelsForm",
    "QueueForm",
    "RuleFormSet",
    "VisitsForm",
    "day_of",
    "lines_of",
]
