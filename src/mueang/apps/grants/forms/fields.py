"""Fields for money and files."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from mueang.apps.grants.enums import LARGEST_PAPER
from mueang.apps.grants.errors import PaperRefused
from mueang.apps.ledger.enums import CHART, AccountKind
from mueang.methods.money import parse_baht


class BahtField(forms.CharField):
    """Baht as typed in an office; cleans to whole satang, None where empty."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput({"autocomplete": "off", "inputmode": "decimal", "size": 14})
        super().__init__(**{"max_length": 30, "widget": widget, **options})

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            satang = parse_baht(text)
        except ValueError:
            raise forms.ValidationError(_("Write an amount in baht, for example 12,500 or 99.50.")) from None
        if satang < 0:
            raise forms.ValidationError(_("An amount is not below zero."))
        return satang

    def prepare_value(self, value: Any) -> Any:
        return f"{value // 100:,}.{value % 100:02}" if isinstance(value, int) else value


class PaperField(forms.FileField):
    """A PDF or a picture; cleans to its name and bytes, or None."""

    def __init__(self, **options: Any) -> None:
        widget = forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png,image/webp"})
        super().__init__(**{"widget": widget, "help_text": _("PDF, JPEG or PNG up to 10 MB."), **options})

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if not file:
            return None
        if (file.size or 0) > LARGEST_PAPER:
            raise forms.ValidationError(PaperRefused().sentence)
        return file.name, file.read()


def account_choices() -> list[tuple[str, str]]:
    """Accounts of expenses, with their number, in the reader's language."""
    is_thai = (get_language() or "th").startswith("th")
    return [
        (line.code, f"{line.code} {line.name_th if is_thai else line.name_en}")
        for line in CHART
        if line.kind == AccountKind.EXPENSE
    ]
