"""What a learner may type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mueang.apps.outcomes.enums import OutcomeKind
from mueang.ui.templatetags.ui import name

if TYPE_CHECKING:
    _Choice = forms.ModelChoiceField[Any]
else:
    _Choice = forms.ModelChoiceField


class PlaceChoice(_Choice):
    def label_from_instance(self, obj: Any) -> str:
        return name(obj)


class AnswerForm(forms.Form):
    """One of the answers, with a few words if somebody likes."""

    kind = forms.ChoiceField(choices=OutcomeKind.choices)
    words = forms.CharField(max_length=300, required=False)


class TeachForm(forms.Form):
    """What somebody would teach: two minutes, and only the first line is needed."""

    what = forms.CharField(label=_("What would you teach?"), max_length=200)
    for_whom = forms.CharField(label=_("For whom?"), max_length=200, required=False)
    place = PlaceChoice(label=_("Where, if you know"), queryset=None, required=False)
    when = forms.CharField(
        label=_("When does it suit you?"), max_length=200, required=False, help_text=_("Such as Saturday mornings.")
    )

    def __init__(self, *arguments: Any, places: QuerySet[Any], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["place"].queryset = places  # type: ignore[attr-defined]  # the stubs type every field alike
