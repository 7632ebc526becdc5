"""Filters of the story map; whatever is not understood filters nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from mueang.apps.heritage.enums import Category
from mueang.ui.templatetags.ui import name

if TYPE_CHECKING:
    from mueang.apps.heritage.queries import AreaCount


class HeritageForm(forms.Form):
    """What to find in the inventory: words, a category, a community, a month of the year."""

    words = forms.CharField(
        label=_("Search by word"), max_length=100, required=False, widget=forms.TextInput({"type": "search"})
    )
    category = forms.ChoiceField(choices=[("", ""), *Category.choices], required=False, widget=forms.HiddenInput)
    month = forms.TypedChoiceField(
        label=_("In season"),
        choices=[("", _("Any month")), *((str(number), word) for number, word in MONTHS.items())],
        coerce=int,
        empty_value=None,
        required=False,
    )
    area = forms.ChoiceField(label=_("Community"), required=False)

    def __init__(self, *arguments: Any, areas: Sequence[AreaCount] = (), **options: Any) -> None:
        super().__init__(*arguments, **options)
        choices = [("", _("All communities")), *((area.code, f"{name(area)} ({area.n_items})") for area in areas)]
        cast("forms.ChoiceField", self.fields["area"]).choices = choices

    def wanted(self) -> dict[str, Any]:
        self.is_valid()
        return {key: value for key in self.fields if (value := self.cleaned_data.get(key))}
