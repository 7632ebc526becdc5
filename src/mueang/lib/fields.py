"""Form fields that take what people in Thai offices type: days in either era, numbers in Thai digits or with commas."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from mueang.methods.thai import ThaiTextError, arabic_digits, clean, parse_date, to_buddhist_era

HOW_TO_WRITE_A_DAY = _("Write the day like 4/11/2566, 4 Nov 2023 or 2023-11-04.")
WRONG_DAY = {
    "year_only": _("Write the day and the month too."),
    "no_such_month": _("There is no such month."),
    "no_such_day": _("There is no such day in the calendar."),
    "year_out_of_range": _("Please check the year."),
}
MOST = 1_000_000_000


class DayField(forms.CharField):
    """A day in the Buddhist or the common era, as typed or as 2023-11-04; cleans to a date or None."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput({"autocomplete": "off", "size": 14})
        super().__init__(**{"max_length": 40, "widget": widget, "help_text": _("For example 4/11/2566"), **options})

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_date(text, today=timezone.localdate())
        except ThaiTextError as refusal:
            raise ValidationError(WRONG_DAY.get(refusal.code, HOW_TO_WRITE_A_DAY)) from refusal

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, date):
            return value
        is_thai = (get_language() or "th").startswith("th")
        return f"{value.day}/{value.month}/{to_buddhist_era(value) if is_thai else value.year}"


class CountField(forms.IntegerField):
    """A whole number, also in Thai digits and with commas."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "size": 14})
        super().__init__(**{"widget": widget, "min_value": 0, **options})

    def to_python(self, value: Any) -> int | None:
        return super().to_python(_plain_number(value))


class AmountField(forms.DecimalField):
    """An amount of at most two decimals, also in Thai digits and with commas."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput({"inputmode": "decimal", "autocomplete": "off", "size": 14})
        limits = {"min_value": 0, "max_value": MOST, "max_digits": 12, "decimal_places": 2}
        super().__init__(**{"widget": widget, **limits, **options})

    def to_python(self, value: Any) -> Any:
        return super().to_python(_plain_number(value))


def _plain_number(value: Any) -> Any:
    return arabic_digits(clean(value)).replace(",", "") if isinstance(value, str) else value
