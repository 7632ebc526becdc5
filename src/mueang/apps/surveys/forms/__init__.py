"""What may be typed in surveys."""

from mueang.apps.surveys.forms.answering import AnswerForm, PaperForm
from mueang.apps.surveys.forms.preparing import ListForm, ShareForm, StrataForm, SurveyForm, WorkbookForm
from mueang.apps.surveys.forms.questions import NewQuestionnaireForm, QuestionForm

__all__ = [
    "AnswerForm",
    "ListForm",
    "NewQuestionnaireForm",
    "PaperForm",
    "QuestionForm",
    "ShareForm",
    "StrataForm",
    "SurveyForm",
    "WorkbookForm",
]
