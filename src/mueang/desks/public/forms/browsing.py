"""Filters of the lists; whatever is not understood filters nothing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mueang.apps.catalog.enums import When
from mueang.apps.heritage.enums import Category

AGES = [(str(age), str(age)) for age in range(3, 100)]


class BrowseForm(forms.Form):
    """What to learn: words, an interest, a time, an age."""

    words = forms.CharField(
        label=_("Search by word"),
        max_length=100,
        required=False,
        widget=forms.TextInput({"type": "search", "placeholder": _("cloth, motorcycle, Malay …")}),
    )
    interest = forms.SlugField(required=False, widget=forms.HiddenInput)
    when = forms.ChoiceField(label=_("When"), choices=[("", _("Any time")), *When.choices], required=False)
    age = forms.ChoiceField(label=_("For the age of"), choices=[("", _("Any age")), *AGES], required=False)
    free = forms.BooleanField(label=_("Free of charge"), required=False)
    open = forms.BooleanField(label=_("Seats left"), required=False)

    def wanted(self) -> dict[str, Any]:
        """The filters that were set, as the catalog takes them."""
        self.is_valid()
        typed = self.cleaned_data
        found = {name: typed[name] for name in ("words", "interest", "when") if typed.get(name)}
        if typed.get("age"):
            found["age"] = int(typed["age"])
        if typed.get("free"):
            found["cost"] = "free"
        if typed.get("open"):
            found["seats"] = 1
        return found

    @property
    def is_fine_grained(self) -> bool:
        """Whether a filter is set besides words and interest, so that the fold holding it starts open."""
        return bool(self.wanted().keys() - {"words", "interest"}) or bool(self.errors.keys() - {"words", "interest"})


class HeritageForm(forms.Form):
    """What to find in the inventory: words, a category."""

    words = forms.CharField(
        label=_("Search by word"), max_length=100, required=False, widget=forms.TextInput({"type": "search"})
    )
    category = forms.ChoiceField(choices=[("", ""), *Category.choices], required=False, widget=forms.HiddenInput)

    def wanted(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name in ("words", "category") if (value := self.cleaned_data.get(name))}
