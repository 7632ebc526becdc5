"""What an officer may look for in the outbox, and what somebody wants to be told."""

from __future__ import annotations

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mueang.apps.notices.enums import Channel, NoticeKind, NoticeState
from mueang.apps.notices.queries import MyWishes, may_opt_out


class OutboxFilterForm(forms.Form):
    state = forms.ChoiceField(label=_("State"), choices=[("", _("All")), *NoticeState.choices], required=False)
    channel = forms.ChoiceField(label=_("Way of delivery"), choices=[("", _("All")), *Channel.choices], required=False)

    def typed(self) -> dict[str, str]:
        """What is in order; anything else filters nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class CityHoursForm(forms.Form):
    """When nothing rings in a city; the same time twice means at no time."""

    starts_at = forms.TimeField(label=_("Quiet from"), widget=forms.TimeInput({"type": "time"}, format="%H:%M"))
    ends_at = forms.TimeField(label=_("Quiet until"), widget=forms.TimeInput({"type": "time"}, format="%H:%M"))


WAYS_TO_CHOOSE = (Channel.IN_APP, Channel.LINE, Channel.PUSH, Channel.EMAIL, Channel.SMS)


class WishesForm(forms.Form):
    """For each kind the ways by which somebody wants it, and when nothing may ring."""

    own_hours = forms.BooleanField(label=_("My own quiet hours instead of the city's"), required=False)
    starts_at = forms.TimeField(label=_("Quiet from"), required=False, widget=forms.TimeInput({"type": "time"}))
    ends_at = forms.TimeField(label=_("Quiet until"), required=False, widget=forms.TimeInput({"type": "time"}))

    def __init__(self, typed: Any = None, *, wishes: MyWishes) -> None:
        quiet = wishes.quiet or (time(21), time(7))
        initial: dict[str, Any] = {"own_hours": wishes.quiet is not None, "starts_at": quiet[0], "ends_at": quiet[1]}
        for kind in NoticeKind:
            wanted = [way.value for way in WAYS_TO_CHOOSE if (kind.value, way.value) not in wishes.refused]
            initial[f"wants_{kind.value}"] = wanted
        super().__init__(typed, initial=initial)
        for kind in NoticeKind:
            choices = [(way.value, way.label) for way in WAYS_TO_CHOOSE if may_opt_out(kind, way)]
            self.fields[f"wants_{kind.value}"] = forms.MultipleChoiceField(
                label=kind.label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
            )

    @property
    def kinds(self) -> list[forms.BoundField]:
        return [self[f"wants_{kind.value}"] for kind in NoticeKind]

    @property
    def refused(self) -> list[tuple[str, str]]:
        return [
            (kind.value, way.value)
            for kind in NoticeKind
            for way in WAYS_TO_CHOOSE
            if may_opt_out(kind, way) and way.value not in self.cleaned_data[f"wants_{kind.value}"]
        ]

    @property
    def quiet(self) -> tuple[time, time] | None:
        data = self.cleaned_data
        if not data["own_hours"] or data["starts_at"] is None or data["ends_at"] is None:
            return None
        return data["starts_at"], data["ends_at"]
