"""What a reader of the record may look for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mueang.lib.fields import DayField


class EventFilterForm(forms.Form):
    words = forms.CharField(label=_("What was done, or to what"), max_length=100, required=False)
    actor = forms.CharField(label=_("Sign-in name"), max_length=150, required=False)
    day = DayField(label=_("Day"), required=False)

    def typed(self) -> dict[str, Any]:
        """What is in order; a filter that cannot be read filters nothing, and its fault is shown."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
