"""Fields that take what people in Thai offices type: days in either era, clock times, baht."""

from __future__ import annotations

from datetime import time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mueang.apps.catalog.queries.clock_words import read_clock
from mueang.lib.fields import AmountField, DayField
from mueang.ui.templatetags.ui import name

if TYPE_CHECKING:
    _Choice = forms.ModelChoiceField[Any]
    _Choices = forms.ModelMultipleChoiceField[Any]
else:
    _Choice, _Choices = forms.ModelChoiceField, forms.ModelMultipleChoiceField

MOST_BAHT = 1_000_000
_FARTHEST_YEARS = 3


class NearDayField(DayField):
    """A day within a few years of today: what was meant as 2566 never becomes 3109."""

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if day and abs(day.year - timezone.localdate().year) > _FARTHEST_YEARS:
            raise forms.ValidationError(_("This is years away from today. Please check the year."))
        return day


class ClockField(forms.CharField):
    """A time of day: 09:00, 9.00 น. or 9; cleans to a time or None."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.TextInput({"type": "time"}), **options)

    def clean(self, value: Any) -> time | None:
        text = super().clean(value)
        if not text:
            return None
        found = read_clock(text)
        if found is None:
            raise forms.ValidationError(_("Write the time like 09:00 or 13:30."))
        return found

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H:%M}" if isinstance(value, time) else value


class BahtField(AmountField):
    """An amount in baht; cleans to satang."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_value=MOST_BAHT, **options)

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

    widget = forms.CheckboxSelectMultiple(attrs={"class": "row"})

    def label_from_instance(self, obj: Any) -> str:
        return name(obj)
