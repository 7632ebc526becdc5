"""What may be typed about a mapping day, at the desk and on a volunteer's telephone."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mueang.apps.heritage.actions.mapping import MOST_PASSES
from mueang.lib.fields import DayField


class DayForm(forms.Form):
    name = forms.CharField(label=_("Name of the day"), max_length=120)
    held_on = DayField(label=_("Day"))
    meet_at = forms.CharField(label=_("Where and when volunteers meet"), max_length=200, required=False)
    n_passes = forms.IntegerField(
        label=_("Passes to print"),
        min_value=1,
        max_value=MOST_PASSES,
        initial=12,
        help_text=_("One for each volunteer. More can be added later."),
    )

    def details(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class PassesForm(forms.Form):
    n_passes = forms.IntegerField(label=_("More passes"), min_value=1, max_value=MOST_PASSES, initial=6)


class JoinDayForm(forms.Form):
    name = forms.CharField(
        label=_("What shall we call you today?"),
        max_length=60,
        help_text=_("A nickname is enough. It is seen only by the officers of this day."),
    )
    agreed = forms.BooleanField(
        label=_("I ask before I write, note only what I am allowed to, and photograph nobody who does not want it.")
    )


class DeclineForm(forms.Form):
    reason = forms.CharField(label=_("Why it is not taken"), max_length=300)
