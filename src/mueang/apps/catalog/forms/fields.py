"""Fields that take what people in Thai offices type: days in either era, clock times, baht."""

from __future__ import annotations

import re
from datetime import date, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mueang.methods.thai import ThaiTextError, arabic_digits, clean, parse_date
from mueang.ui.templatetags.ui import name
from mueang.ui.words import shown_year

if TYPE_CHECKING:
    _Choice = forms.ModelChoiceField[Any]
    _Choices = forms.ModelMultipleChoiceField[Any]
else:
    _Choice, _Choices = forms.ModelChoiceField, forms.ModelMultipleChoiceField

MOST_BAHT = 1_000_000
_FARTHEST_YEARS = 3
_CLOCK = re.compile(r"^(\d{1,2})(?:[:.](\d{2}))?(?::\d{2})?\s*(?:น\.?|นาฬิกา)?$")
_HOW_TO_WRITE_A_DAY = _("Write the day like 4/11/2566, 4 Nov 2023 or 2023-11-04.")
_WRONG_DAY = {
    "year_only": _("Write the day and the month too."),
    "no_such_month": _("There is no such month."),
    "no_such_day": _("There is no such day in the calendar."),
    "year_out_of_range": _("Please check the year."),
}


class DayField(forms.CharField):
    """A day near today, in the Buddhist or the common era; cleans to a date or None."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput({"autocomplete": "off", "size": 14})
        super().__init__(max_length=40, **{"widget": widget, **options})

    def clean(self, value: Any) -> date | None:
        text = super().clean(value)
        if not text:
            return None
        today = timezone.localdate()
        try:
            day = parse_date(text, today=today)
        except ThaiTextError as refusal:
            raise forms.ValidationError(_WRONG_DAY.get(refusal.code, _HOW_TO_WRITE_A_DAY)) from refusal
        if abs(day.year - today.year) > _FARTHEST_YEARS:
            raise forms.ValidationError(_("This is years away from today. Please check the year."))
        return day

    def prepare_value(self, value: Any) -> Any:
        return f"{value.day}/{value.month}/{shown_year(value)}" if isinstance(value, date) else value


class ClockField(forms.CharField):
    """A time of day: 09:00, 9.00 น. or 9; cleans to a time or None."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=20, widget=forms.TextInput({"type": "time"}), **options)

    def clean(self, value: Any) -> time | None:
        text = super().clean(value)
        if not text:
            return None
        found = _CLOCK.match(arabic_digits(clean(text)))
        if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
            raise forms.ValidationError(_("Write the time like 09:00 or 13:30."))
        return time(int(found[1]), int(found[2] or 0))

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H:%M}" if isinstance(value, time) else value


class BahtField(forms.DecimalField):
    """An amount in baht; cleans to satang."""

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=0, max_value=MOST_BAHT, max_digits=9, decimal_places=2, **options)

    def clean(self, value: Any) -> Any:
        baht: Decimal | None = super().clean(value)
        return None if baht is None else int(baht * 100)

    def prepare_value(self, value: Any) -> Any:
        """A stored amount is an int of satang; what was typed is text and stands as it is."""
        if isinstance(value, int):
            return value // 100 if value % 100 == 0 else f"{Decimal(value) / 100:.2f}"
        return value


class NamedChoice(_Choice):
    """A choice among rows with a Thai and an English name."""

    def label_from_instance(self, obj: Any) -> str:
        return name(obj)


class NamedChoices(_Choices):
    """Any number of rows with a Thai and an English name, as tick boxes."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return name(obj)
