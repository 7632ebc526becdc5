"""Fields that understand Thai dates, telephone and identity numbers; refusals say what to do."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mueang.apps.people.errors import FileRefused
from mueang.apps.people.queries.fault_words import fault_words
from mueang.methods.thai import (
    ThaiTextError,
    arabic_digits,
    format_phone,
    parse_date,
    parse_national_id,
    parse_phone,
    to_buddhist_era,
)


class DateField(forms.CharField):
    """A day in the past, typed in either era; cleans to a date or None."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=60, **{"help_text": _("Day/month/year, e.g. 9/7/2520"), **options})

    def prepare_value(self, value: Any) -> Any:
        return f"{value.day}/{value.month}/{to_buddhist_era(value)}" if isinstance(value, date) else value

    def clean(self, value: Any) -> date | None:
        text = super().clean(value)
        if not text:
            return None
        today = timezone.localdate()
        try:
            day = parse_date(text, today=today)
        except ThaiTextError as refusal:
            raise forms.ValidationError(fault_words(f"birth_{refusal.code}")) from None
        if day > today:
            raise forms.ValidationError(fault_words("birth_in_the_future", year=to_buddhist_era(day)))
        return day


class PhoneField(forms.CharField):
    """A telephone number; cleans to the international form."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"})
        super().__init__(max_length=60, **{"widget": widget, **options})

    def prepare_value(self, value: Any) -> Any:
        return format_phone(value) if isinstance(value, str) else value

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        try:
            return parse_phone(text) if text else ""
        except ThaiTextError as refusal:
            raise forms.ValidationError(fault_words(f"phone_{refusal.code}", digits=_n_digits(text))) from None


class NationalIdField(forms.CharField):
    """Thirteen digits with the right check digit; never shown again once typed."""

    def __init__(self, **options: Any) -> None:
        attrs = {"inputmode": "numeric", "autocomplete": "off"}
        widget = forms.TextInput(attrs=attrs)
        super().__init__(max_length=30, **{"widget": widget, **options})

    def prepare_value(self, value: Any) -> Any:  # noqa: ARG002 (a refused number is typed anew, not shown)
        return ""

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        try:
            return parse_national_id(text) if text else ""
        except ThaiTextError as refusal:
            raise forms.ValidationError(fault_words(f"id_{refusal.code}", digits=_n_digits(text))) from None


class WorkbookField(forms.FileField):
    """A spreadsheet within the size limit."""

    def __init__(self, **options: Any) -> None:
        widget = forms.ClearableFileInput(attrs={"accept": ".xlsx,.xlsm,.xls,.ods,.csv"})
        super().__init__(**{"widget": widget, "label": _("File"), **options})

    def clean(self, value: UploadedFile[bytes] | None, initial: Any = None) -> UploadedFile[bytes]:
        # Before Django's own checks, whose words for a long name or an empty file say less.
        if value is not None and (value.size or 0) > settings.UPLOAD_LIMIT_BYTES:
            sizes = {"megabytes": -(-(value.size or 0) // 1_000_000), "limit": settings.UPLOAD_LIMIT_BYTES // 1_000_000}
            raise forms.ValidationError(FileRefused("too_large", sizes).sentence)
        if value is not None and not value.size:
            raise forms.ValidationError(FileRefused("empty", {}).sentence)
        found: UploadedFile[bytes] = super().clean(value, initial)
        return found


def _n_digits(text: str) -> int:
    return sum(character.isdigit() for character in arabic_digits(text))
