"""What a person types about reports and releases."""

from mueang.apps.reports.forms.documents import AnswerForm, BeginForm, CheckForm, RemarkForm

__all__ = ["AnswerForm", "BeginForm", "CheckForm", "RemarkForm"]
