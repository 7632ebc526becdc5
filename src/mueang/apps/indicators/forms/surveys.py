"""Which figure of a survey goes to which indicator."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mueang.apps.indicators.forms.figures import PeriodField


class TakeForm(forms.Form):
    """A figure, the indicator it measures, and its period if that is not the days of asking."""

    key = forms.ChoiceField(label=_("Figure of the survey"))
    indicator = forms.TypedChoiceField(label=_("Indicator"), coerce=int)
    period = PeriodField(
        label=pgettext_lazy("of a figure", "Period"),
        max_length=60,
        required=False,
        help_text=_("Empty: the days on which the survey asked"),
    )

    def __init__(self, *args: Any, figures: list[tuple[str, str]], indicators: list[tuple[int, str]], **options: Any):
        super().__init__(*args, **options)
        self.fields["key"].choices = figures  # type: ignore[attr-defined]  # a choice field
        self.fields["indicator"].choices = indicators  # type: ignore[attr-defined]  # a choice field
