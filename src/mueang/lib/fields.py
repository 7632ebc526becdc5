"""Form fields that take what people in Thai offices type: days in either era, numbers in Thai digits or with commas."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from mueang.methods.thai import (
    Name,
    PhoneError,
    ThaiTextError,
    arabic_digits,
    clean,
    format_phone,
    parse_date,
    parse_phone,
    split_name,
    to_buddhist_era,
)

HOW_TO_WRITE_A_DAY = _("Write the day like 4/11/2566, 4 Nov 2023 or 2023-11-04.")
WRONG_DAY = {
    "year_only": _("Write the day and the month too."),
    "no_such_month": _("There is no such month."),
    "no_such_day": _("There is no such day in the calendar."),
    "year_out_of_range": _("Please check the year."),
}
MOST = 1_000_000_000
MOST_OF_ALL = 10**13
LONGEST_NAME = 120
LONGEST_LIFE = timedelta(days=122 * 366)
# Years above this are of the Buddhist era.
LAST_COMMON_YEAR = 2400


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
        return as_typed(value)


def as_typed(value: Any) -> Any:
    """A day as its reader would type it: in the Buddhist era on Thai pages."""
    if not isinstance(value, date):
        return value
    is_thai = (get_language() or "th").startswith("th")
    return f"{value.day}/{value.month}/{to_buddhist_era(value) if is_thai else value.year}"


@dataclass(frozen=True, slots=True)
class Birth:
    """When somebody was born: the day, or the year alone (of the common era)."""

    on: date | None = None
    year: int | None = None


class BirthField(forms.CharField):
    """A day, or a year alone, that a living person may have been born on; cleans to a Birth or None."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput({"autocomplete": "off", "size": 14})
        words = {"max_length": 40, "widget": widget, "help_text": _("For example 4/11/2566, or the year alone")}
        super().__init__(**{**words, **options})

    def clean(self, value: Any) -> Birth | None:
        text = super().clean(value)
        if not text:
            return None
        return parse_birth(text)

    def prepare_value(self, value: Any) -> Any:
        return as_typed(value)


def parse_birth(text: str) -> Birth:
    """When a living person may have been born: a day, or a year in either era. Raises ValidationError otherwise."""
    found, today = _birth(text), timezone.localdate()
    earliest = found.on or date(found.year or today.year, 1, 1)
    if earliest > today:
        raise ValidationError(_("This date is in the future. Please check the year."))
    if earliest < today - LONGEST_LIFE:
        raise ValidationError(_("This date is too long ago. Please check the year."))
    return found


def _birth(text: str) -> Birth:
    plain = arabic_digits(clean(text)).removeprefix("พ.ศ.").removeprefix("ค.ศ.").strip()
    if plain.isdigit() and len(plain) == 4:
        year = int(plain)
        return Birth(year=year - 543 if year > LAST_COMMON_YEAR else year)
    try:
        return Birth(on=parse_date(text, today=timezone.localdate()))
    except ThaiTextError as refusal:
        raise ValidationError(WRONG_DAY.get(refusal.code, HOW_TO_WRITE_A_DAY)) from refusal


class NameField(forms.CharField):
    """A full name on one line, with or without a title; cleans to its parts or None."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=LONGEST_NAME, **options)

    def clean(self, value: Any) -> Name | None:
        text = super().clean(value)
        return parse_name(text) if text else None


def parse_name(text: str) -> Name:
    """The parts of a name. Raises ValidationError where there is none in it."""
    name = split_name(text)
    if not any(letter.isalpha() for letter in name.given):
        raise ValidationError(_("Please write the name in letters, for example: Malee Jaidee."))
    return name


class PhoneField(forms.CharField):
    """A telephone number as people write it, in either digits; cleans to its international form."""

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        try:
            return parse_phone(text) if text else ""
        except PhoneError as refusal:
            if refusal.code == "several_numbers":
                raise ValidationError(_("Please give one number only, the one we may call.")) from refusal
            raise ValidationError(_("Please write a telephone number, for example 081 234 5678.")) from refusal

    def prepare_value(self, value: Any) -> Any:
        """What is kept is shown as people write it; what was typed wrongly stays as it was typed."""
        return format_phone(value) if isinstance(value, str) and value.startswith("+") else value


class CountField(forms.IntegerField):
    """A whole number, also in Thai digits and with commas."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "size": 14})
        super().__init__(**{"widget": widget, "min_value": 0, **options})

    def to_python(self, value: Any) -> int | None:
        return super().to_python(_plain_number(value))


class NumberField(forms.DecimalField):
    """A number of any size and sign, also in Thai digits and with commas."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput({"inputmode": "decimal", "autocomplete": "off", "size": 14})
        super().__init__(**{"widget": widget, "min_value": -MOST_OF_ALL, "max_value": MOST_OF_ALL, **options})

    def to_python(self, value: Any) -> Any:
        return super().to_python(_plain_number(value))


class AmountField(NumberField):
    """An amount of at most two decimals, also in Thai digits and with commas."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"min_value": 0, "max_value": MOST, "max_digits": 12, "decimal_places": 2, **options})


def _plain_number(value: Any) -> Any:
    return arabic_digits(clean(value)).replace(",", "") if isinstance(value, str) else value
