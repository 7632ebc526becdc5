"""An indicator of the city's own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mueang.apps.indicators.enums import Better, Capture, Unit


class IndicatorForm(forms.Form):
    """What is measured, how, in which unit, and which lines of frameworks it serves."""

    code = forms.SlugField(
        label=_("Indicator code"),
        max_length=40,
        help_text=_("Small letters, digits and dashes, such as library-visits"),
    )
    name_th = forms.CharField(label=_("Name in Thai"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    definition_th = forms.CharField(
        label=_("What exactly is counted (Thai)"), max_length=600, widget=forms.Textarea({"rows": 3})
    )
    definition_en = forms.CharField(
        label=_("What exactly is counted (English)"),
        max_length=600,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    denominator_th = forms.CharField(label=_("Out of whom or what (Thai)"), max_length=200, required=False)
    denominator_en = forms.CharField(label=_("Out of whom or what (English)"), max_length=200, required=False)
    unit = forms.ChoiceField(label=pgettext_lazy("of an indicator", "Unit"), choices=Unit.choices)
    counts_things = forms.BooleanField(
        label=_("It counts things, not people"),
        required=False,
        help_text=_("Small numbers of people are withheld from open data; numbers of places, events or money are not."),
    )
    capture = forms.ChoiceField(label=_("How it is found out"), choices=Capture.choices)
    better = forms.ChoiceField(label=_("Which way is better"), choices=Better.choices, initial=Better.NEITHER)
    items = forms.TypedMultipleChoiceField(
        label=_("Lines of frameworks it serves"),
        required=False,
        coerce=int,
        widget=forms.SelectMultiple({"size": 8}),
    )

    def __init__(self, *args: Any, items: list[tuple[str, list[tuple[int, str]]]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["items"].choices = items  # type: ignore[attr-defined]  # a choice field
