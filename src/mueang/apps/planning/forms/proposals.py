"""What is wished for when places are to be proposed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mueang.apps.places.enums import Weekday
from mueang.apps.planning.enums import HOW_MANY, Goal
from mueang.apps.planning.forms.scenarios import MOST_SEATS
from mueang.lib.fields import AmountField, CountField


class ProposalForm(forms.Form):
    """How many places of which kind, and what they are to be best at."""

    goal = forms.ChoiceField(label=_("Best for"), choices=Goal.choices)
    n_places = forms.TypedChoiceField(label=_("How many places"), coerce=int, choices=[(n, n) for n in HOW_MANY])
    seats = CountField(label=_("How many people fit"), min_value=1, max_value=MOST_SEATS, initial=30)
    weekdays = forms.MultipleChoiceField(
        label=_("Open on"), choices=Weekday.choices, widget=forms.CheckboxSelectMultiple, initial=["SA", "SU"]
    )
    opens_at = forms.TimeField(label=_("Opens at"), widget=forms.TimeInput({"type": "time"}), initial="09:00")
    closes_at = forms.TimeField(label=_("Closes at"), widget=forms.TimeInput({"type": "time"}), initial="17:00")
    each = AmountField(label=_("Cost of each in the first year, baht"), required=False)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        opens, closes = typed.get("opens_at"), typed.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("It must close after it opens."))
        return typed

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        typed = dict(self.cleaned_data)
        each = typed.pop("each")
        return typed | {"cost_satang": round(100 * each) if each else None}
