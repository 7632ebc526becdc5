"""Filters of the inventory; whatever is not understood filters nothing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mueang.apps.heritage.enums import Category


class HeritageForm(forms.Form):
    """What to find in the inventory: words, a category."""

    words = forms.CharField(
        label=_("Search by word"), max_length=100, required=False, widget=forms.TextInput({"type": "search"})
    )
    category = forms.ChoiceField(choices=[("", ""), *Category.choices], required=False, widget=forms.HiddenInput)

    def wanted(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name in ("words", "category") if (value := self.cleaned_data.get(name))}
