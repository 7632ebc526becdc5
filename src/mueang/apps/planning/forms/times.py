"""What an offering needs, so that times can be looked for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mueang.apps.catalog.models import Offering
from mueang.apps.places.models import Place
from mueang.apps.planning.enums import LENGTHS, MOST_A_WEEK, MOST_WEEKS
from mueang.apps.planning.forms.asked import minutes_of
from mueang.apps.planning.queries import parts_of_week
from mueang.lib.fields import CountField, DayField
from mueang.ui.templatetags.ui import name

_TWO_WEEKS, _MONTH = timedelta(weeks=2), timedelta(weeks=4)


class TimesForm(forms.Form):
    """One offering, how long and how often it meets, when whoever teaches can come, and where it could be."""

    offering = forms.ChoiceField(label=_("Which activity"))
    sessions_a_week = forms.TypedChoiceField(
        label=_("Sessions a week"), coerce=int, choices=[(n, n) for n in range(1, MOST_A_WEEK + 1)]
    )
    minutes = forms.TypedChoiceField(
        label=_("How long each"), coerce=int, choices=lambda: minutes_of(LENGTHS), initial=120
    )
    from_on = DayField(label=_("First week begins on"))
    n_weeks = CountField(label=_("For how many weeks"), min_value=1, max_value=MOST_WEEKS, initial=4)
    least = CountField(label=_("Held from how many people"), min_value=1, max_value=1000, initial=5)
    teaching = forms.MultipleChoiceField(
        label=_("When whoever teaches can come"), widget=forms.CheckboxSelectMultiple, required=False
    )
    rooms = forms.MultipleChoiceField(
        label=_("Other places where it could be"), required=False, widget=forms.CheckboxSelectMultiple
    )
    answers_until = DayField(label=_("People may answer until"))

    def __init__(self, *arguments: Any, offerings: Iterable[Offering], places: Iterable[Place], **options: Any) -> None:
        today = timezone.localdate()
        first = {"answers_until": today + _TWO_WEEKS, "from_on": today + _MONTH}
        super().__init__(*arguments, **{"initial": first, **options})
        self.offerings = {str(row.uuid): row for row in offerings}
        self._choose("offering", [(key, name(row.program)) for key, row in self.offerings.items()])
        self._choose("rooms", [(str(row.uuid), name(row)) for row in places])
        parts = [(code, f"{day.label}: {part.label}") for code, day, part in parts_of_week()]
        self._choose("teaching", parts)
        self.initial.setdefault("teaching", [code for code, _label in parts])

    def clean_answers_until(self) -> Any:
        day = self.cleaned_data["answers_until"]
        if day < timezone.localdate():
            raise ValidationError(_("This day is over. Please choose today or a later one."))
        return day

    def clean_teaching(self) -> list[str]:
        found: list[str] = self.cleaned_data["teaching"]
        if not found:
            raise ValidationError(_("Please choose at least one part of the week."))
        return found

    def wish(self) -> dict[str, Any]:
        """What the action takes; the offering's own place is always one."""
        typed = dict(self.cleaned_data)
        offering = self.offerings[typed.pop("offering")]
        typed["rooms"] = list(dict.fromkeys([str(offering.place.uuid), *typed["rooms"]]))
        return {"offering": offering, **typed}

    def _choose(self, field: str, choices: list[tuple[str, str]]) -> None:
        choice = self.fields[field]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 -- for the type checker
        choice.choices = choices
