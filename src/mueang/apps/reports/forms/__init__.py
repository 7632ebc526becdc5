"""What a person types about reports and releases."""

from mueang.apps.reports.forms.documents import AnswerForm, BeginForm, CheckForm, RemarkForm
from mueang.apps.reports.forms.releases import ChangeForm, ReasonForm

__all__ = ["AnswerForm", "BeginForm", "ChangeForm", "CheckForm", "ReasonForm", "RemarkForm"]
