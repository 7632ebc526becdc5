"""What people may type about grants."""

from mueang.apps.grants.forms.applying import ApplicationForm, PaperForm
from mueang.apps.grants.forms.funds import CallForm, OfferForm, SampleForm, ScoreForm
from mueang.apps.grants.forms.spending import DayForm, ExpenseForm, ReportForm, WordsForm

__all__ = [
    "ApplicationForm",
    "CallForm",
    "DayForm",
    "ExpenseForm",
    "OfferForm",
    "PaperForm",
    "ReportForm",
    "SampleForm",
    "ScoreForm",
    "WordsForm",
]
