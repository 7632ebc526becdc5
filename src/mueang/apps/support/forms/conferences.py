"""What may be typed about a conference."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mueang.apps.support.models.cases import Case
from mueang.lib.fields import DayField

if TYPE_CHECKING:
    _CaseChoice = forms.ModelChoiceField[Case]
else:
    _CaseChoice = forms.ModelChoiceField


class CaseChoice(_CaseChoice):
    """A case by its number; by the child's name for whoever may know all names."""

    shows_names = False

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.number} · {obj.child.full_name}" if self.shows_names else str(obj.number)


class CallForm(forms.Form):
    """When and where."""

    held_on = DayField(label=_("Day of the conference"))
    place = forms.CharField(label=_("Where?"), max_length=200)


class AgendaForm(forms.Form):
    """Which case, and what is asked."""

    case = CaseChoice(label=_("Case"), queryset=Case.objects.none(), to_field_name="uuid", empty_label="–")
    question = forms.CharField(label=_("What is to be decided?"), max_length=500)

    def __init__(self, *arguments: Any, cases: Any, shows_names: bool = False, **options: Any) -> None:
        super().__init__(*arguments, **options)
        field = self.fields["case"]
        assert isinstance(field, CaseChoice)  # noqa: S101 -- for the type checker
        field.queryset, field.shows_names = cases, shows_names


class AttendeeForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    agency = forms.CharField(label=_("Agency, or who they are to the child"), max_length=200, required=False)


class ResolveForm(forms.Form):
    """What, who, by when."""

    words = forms.CharField(label=_("What was decided"), max_length=300)
    owner_name = forms.CharField(label=_("Who does it"), max_length=120)
    due_on = DayField(label=_("By when"))


class SaidAtForm(forms.Form):
    said = forms.CharField(
        label=pgettext_lazy("conference", "What was said"),
        max_length=4000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    is_family_there = forms.TypedChoiceField(
        label=_("Was the family there?"),
        choices=[("", "–"), ("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
    )
