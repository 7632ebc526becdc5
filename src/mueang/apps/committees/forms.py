"""What a person may type about committees."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mueang.apps.committees.enums import DecisionState, Presence, Seat, Section
from mueang.lib.fields import CountField, DayField


class CommitteeForm(forms.Form):
    name_th = forms.CharField(label=_("Name in Thai"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    mandate = forms.CharField(
        label=_("What it is for"), max_length=2000, required=False, widget=forms.Textarea({"rows": 3})
    )
    quorum_percent = CountField(
        label=_("Quorum"), min_value=1, max_value=100, initial=50, help_text=_("Percent of the members who must come.")
    )


class MemberForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    position = forms.CharField(label=_("Position"), max_length=200, required=False)
    seat = forms.ChoiceField(label=_("Seat"), choices=Seat.choices, initial=Seat.MEMBER)
    user = forms.ChoiceField(
        label=_("Account"), required=False, help_text=_("Gets the invitation here; others get it through you.")
    )
    since = DayField(label=_("From"))
    until = DayField(label=_("Until"), required=False)

    def __init__(self, *arguments: Any, staff: list[Any], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.staff = {str(one.uuid): one for one in staff}
        self.fields["user"].choices = [("", "–"), *((key, str(one)) for key, one in self.staff.items())]  # type: ignore[attr-defined]  # a ChoiceField

    def clean_user(self) -> Any:
        return self.staff.get(self.cleaned_data["user"])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        since, until = values.get("since"), values.get("until")
        if since and until and until < since:
            self.add_error("until", _("A term cannot end before it began."))
        return values


class MeetingForm(forms.Form):
    """Cleaned to `starts_at` and `ends_at`."""

    day = DayField(label=_("Day"))
    begins = forms.TimeField(label=_("Begins"), initial=time(13, 30), widget=forms.TimeInput({"type": "time"}))
    hours = forms.IntegerField(label=_("Hours"), min_value=1, max_value=12, initial=2)
    where = forms.CharField(label=_("Place"), max_length=200)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("day") and values.get("begins") and values.get("hours"):
            naive = datetime.combine(values.pop("day"), values.pop("begins"))
            values["starts_at"] = timezone.make_aware(naive)
            values["ends_at"] = values["starts_at"] + timedelta(hours=values.pop("hours"))
        return values


class PointForm(forms.Form):
    section = forms.ChoiceField(
        label=_("Part of the agenda"),
        choices=[(one.value, f"{one.value}. {one.label}") for one in Section],
        initial="5",
    )
    title = forms.CharField(label=_("Matter"), max_length=300)


class DecisionForm(forms.Form):
    what = forms.CharField(label=_("What was decided"), max_length=300)
    owner = forms.ChoiceField(label=_("Who does it"))
    due_on = DayField(label=_("To be done by"))

    def __init__(self, *arguments: Any, staff: list[Any], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.staff = {str(one.uuid): one for one in staff}
        self.fields["owner"].choices = [(key, str(one)) for key, one in self.staff.items()]  # type: ignore[attr-defined]  # a ChoiceField

    def clean_owner(self) -> Any:
        return self.staff[self.cleaned_data["owner"]]


class EndForm(forms.Form):
    state = forms.ChoiceField(choices=DecisionState.choices[1:])
    note = forms.CharField(max_length=300, required=False)


def came_of(data: Any, members: list[Any]) -> dict[Any, str]:
    """Who was marked how, of what was sent."""
    marks = {one: data.get(f"member-{one.uuid}", "") for one in members}
    return {one: mark for one, mark in marks.items() if mark in Presence.values}


def said_of(data: Any, points: list[Any]) -> dict[Any, str]:
    """What was written under each matter; 8000 letters each."""
    return {one: data[f"said-{one.uuid}"].strip()[:8000] for one in points if f"said-{one.uuid}" in data}
