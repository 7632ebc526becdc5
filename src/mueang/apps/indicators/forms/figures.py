"""A figure typed by hand, a workbook of them, and the reasons and sources that go with both."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mueang.apps.indicators.enums import Level, Method
from mueang.lib.fields import CountField, NumberField
from mueang.methods.thai import Period, ThaiTextError, parse_period

LARGEST_FILE = 10_000_000


class PeriodField(forms.CharField):
    """A year in either era, a budget or school year, or days; cleans to a Period."""

    def clean(self, value: Any) -> Period | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_period(text, today=timezone.localdate())
        except ThaiTextError as refusal:
            raise forms.ValidationError(
                _("Write a year such as 2566, a budget year such as FY 2567, a school year, or days.")
            ) from refusal


class FigureField(NumberField):
    """A number that may carry its percent sign."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.strip().removesuffix("%") if isinstance(value, str) else value)


class FigureForm(forms.Form):
    """One figure with everything it must carry."""

    period = PeriodField(
        label=pgettext_lazy("of a figure", "Period"),
        max_length=60,
        help_text=_("For example 2566, budget year 2567, school year 2566, or 4-6 Nov 2566"),
    )
    value = FigureField(label=pgettext_lazy("of a figure", "Value"))
    level = forms.ChoiceField(label=pgettext_lazy("of a figure", "Level"), choices=Level.choices, initial=Level.CITY)
    neighbourhood = forms.TypedChoiceField(label=_("Community"), required=False, coerce=int, empty_value=None)
    source = forms.CharField(
        label=pgettext_lazy("of a figure", "Source"),
        max_length=300,
        help_text=_("Office, document, page or address"),
    )
    method = forms.ChoiceField(label=pgettext_lazy("of a figure", "Method"), choices=Method.choices)
    completeness_percent = CountField(
        label=_("Completeness (%)"),
        required=False,
        max_value=100,
        help_text=_("How much of what should be counted was counted; empty where nobody knows"),
    )
    numerator = FigureField(label=_("Numerator"), required=False)
    denominator = FigureField(label=_("Denominator"), required=False)
    lower = FigureField(label=_("Lower end"), required=False, help_text=_("Of the margin of error, where there is one"))
    upper = FigureField(label=_("Upper end"), required=False)
    note = forms.CharField(
        label=pgettext_lazy("of a figure", "Note"), required=False, max_length=600, widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, *args: Any, communities: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["neighbourhood"].choices = [("", "–"), *communities]  # type: ignore[attr-defined]  # a choice field

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        is_community, named = typed.get("level") == Level.COMMUNITY, typed.get("neighbourhood")
        if is_community and not named:
            self.add_error("neighbourhood", _("Name the community this figure is of."))
        if named and not is_community:
            typed["neighbourhood"] = None
        lower, value, upper = (typed.get(name) for name in ("lower", "value", "upper"))
        if (lower is None) != (upper is None):
            self.add_error("lower" if lower is None else "upper", _("Give both ends of the margin, or neither."))
        elif value is not None and lower is not None and upper is not None and not lower <= value <= upper:
            self.add_error("value", _("The figure lies outside its own margin."))
        return typed


class FigureFileForm(forms.Form):
    """A workbook of figures."""

    workbook = forms.FileField(label=_("Excel or CSV file"))

    def clean_workbook(self) -> Any:
        file = self.cleaned_data["workbook"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file is too large: 10 MB at most."))
        return file


class WhyForm(forms.Form):
    """Why a figure is withdrawn."""

    why = forms.CharField(label=_("Why"), max_length=300)


class CheckForm(forms.Form):
    """Where the printed text was read."""

    source = forms.CharField(label=_("Where it was read: document, edition, page"), max_length=300)
