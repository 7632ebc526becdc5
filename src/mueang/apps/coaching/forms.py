"""What a City Unit officer may type."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mueang.apps.coaching.enums import TEMPLATE_PARTNERS, NoteKind
from mueang.apps.network.enums import CityKind
from mueang.lib.fields import DayField


class BeginForm(forms.Form):
    code = forms.CharField(max_length=6)
    kind = forms.ChoiceField(choices=CityKind.choices)


class OpeningForm(forms.Form):
    """Everything of the template on one page, filled in beforehand."""

    name_th = forms.CharField(label=_("Name in Thai"), max_length=120)
    name_en = forms.CharField(label=_("Name in English"), max_length=120)
    slug = forms.SlugField(label=_("Address in the web"), max_length=60)
    is_invented = forms.BooleanField(label=_("An invented city, for practice: every page says so"), required=False)
    partners = forms.MultipleChoiceField(
        label=_("First partners"),
        choices=[(str(place), row[1]) for place, row in enumerate(TEMPLATE_PARTNERS)],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Names can be changed later."),
    )
    display_name = forms.CharField(label=_("Name of the manager"), max_length=150, required=False)
    username = forms.CharField(
        label=_("Sign-in name of the manager"),
        max_length=150,
        required=False,
        help_text=_("Left empty, nobody is invited yet."),
    )

    def answers(self) -> dict[str, Any]:
        """As the row keeps them."""
        values = dict(self.cleaned_data)
        values["partners"] = [TEMPLATE_PARTNERS[int(place)] for place in values["partners"]]
        return values


class NoteForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=NoteKind.choices)
    on = DayField(label=_("Day"))
    words = forms.CharField(
        label=_("What was seen and agreed"),
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("No names of children."),
    )
