"""What may be typed about a visit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mueang.apps.accounts.models import User
from mueang.apps.support.enums.visits import Found
from mueang.lib.fields import DayField

if TYPE_CHECKING:
    _UserChoice = forms.ModelChoiceField[User]
else:
    _UserChoice = forms.ModelChoiceField


class PlanForm(forms.Form):
    """Who goes, when and why."""

    to = _UserChoice(label=_("Who goes?"), queryset=User.objects.none(), empty_label="–")
    on = DayField(label=_("Day of the visit"), initial=timezone.localdate)
    purpose = forms.CharField(label=_("What for?"), max_length=300, required=False)

    def __init__(self, *arguments: Any, workers: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        field = self.fields["to"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker
        field.queryset, field.to_field_name = workers, "uuid"


class HandOnForm(forms.Form):
    """Who goes instead."""

    to = _UserChoice(label=_("Who goes instead?"), queryset=User.objects.none(), empty_label="–")

    def __init__(self, *arguments: Any, workers: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        field = self.fields["to"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker
        field.queryset, field.to_field_name = workers, "uuid"


class ReportForm(forms.Form):
    """What was found: the same questions as on the device and on paper."""

    use_required_attribute = False

    number = forms.UUIDField(widget=forms.HiddenInput)
    visited_on = DayField(label=_("When were you there?"), initial=timezone.localdate)
    found = forms.ChoiceField(label=_("Whom did you meet?"), choices=Found.choices, widget=forms.RadioSelect)
    is_in_danger = forms.BooleanField(label=_("The child may be in danger now"), required=False)
    said = forms.CharField(
        label=_("What did you see and hear?"), max_length=4000, required=False, widget=forms.Textarea({"rows": 6})
    )
    next_on = DayField(label=_("Go again on"), required=False)
    photo = forms.FileField(
        label=_("Photo, only if it helps the child"),
        help_text=_("Place and time are taken out of it. No faces where it can be avoided."),
        required=False,
    )
    is_from_paper = forms.BooleanField(label=_("Copied from the paper form"), required=False)
