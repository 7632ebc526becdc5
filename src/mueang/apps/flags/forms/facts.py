"""What may be typed about a pupil beside attendance."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mueang.apps.flags.enums import FactKind, FactSource
from mueang.apps.flags.forms.queue import day_of
from mueang.apps.flags.queries import number_of

LARGEST_FILE = 5_000_000


class DatedForm(forms.Form):
    """As of which day, and from whom."""

    as_of = forms.CharField(label=_("As of"), max_length=40, help_text=_("Such as 4/11/2566 or 4 Nov 2023."))
    source = forms.ChoiceField(label=_("From whom"), choices=FactSource.choices)

    def clean_as_of(self) -> date:
        day = day_of(str(self.cleaned_data["as_of"]))
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return day


class FactForm(DatedForm):
    """One fact about one pupil."""

    kind = forms.ChoiceField(label=_("What is known"), choices=FactKind.choices)
    value = forms.CharField(label=pgettext_lazy("fact", "Number, or yes or no"), max_length=20)

    field_order = ("kind", "value", "as_of", "source")

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if "kind" in typed and "value" in typed:
            typed["value"] = number_of(str(typed["value"]), kind=typed["kind"])
            if typed["value"] is None:
                self.add_error("value", _("Please give a number that makes sense here, or yes or no."))
        return typed


class FactFileForm(DatedForm):
    """A workbook of facts."""

    workbook = forms.FileField(label=_("Excel or CSV file"))

    field_order = ("workbook", "as_of", "source")

    def clean_workbook(self) -> Any:
        file = self.cleaned_data["workbook"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file is too large: 5 MB at most."))
        return file
