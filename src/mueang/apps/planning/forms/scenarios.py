"""A scenario's name and question, and one change of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mueang.apps.places.enums import Weekday
from mueang.apps.planning.enums import ChangeKind
from mueang.apps.planning.forms.asked import AskForm
from mueang.apps.planning.queries import Area, Site
from mueang.lib.fields import AmountField, CountField
from mueang.ui.templatetags.ui import name

MOST_SEATS = 100_000


class ScenarioForm(AskForm):
    """What a new scenario is called and what it is about."""

    name = forms.CharField(label=_("Name of the scenario"), max_length=120)
    note = forms.CharField(label=_("What it is for"), max_length=1000, required=False)

    field_order = ("name", "note", "group", "interest", "way", "minutes", "need")


class ChangeForm(forms.Form):
    """One place opened, moved, extended or closed. Where it stands is moved by hand on the map afterwards."""

    kind = forms.ChoiceField(label=_("What happens"), choices=ChangeKind.choices, widget=forms.RadioSelect)
    place = forms.ChoiceField(label=_("Which place of today"), required=False)
    name = forms.CharField(label=_("Name of the new place"), max_length=120, required=False)
    neighbourhood = forms.ChoiceField(
        label=_("In which neighbourhood"),
        required=False,
        help_text=_("It is put in the middle; drag it on the map afterwards, or move it with the arrow keys."),
    )
    seats = CountField(label=_("How many people fit"), required=False, min_value=1, max_value=MOST_SEATS)
    weekdays = forms.MultipleChoiceField(
        label=_("Open on"), choices=Weekday.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    opens_at = forms.TimeField(label=_("Opens at"), widget=forms.TimeInput({"type": "time"}), required=False)
    closes_at = forms.TimeField(label=_("Closes at"), widget=forms.TimeInput({"type": "time"}), required=False)
    cost = AmountField(label=_("Cost in the first year, baht"), required=False)

    def __init__(self, *arguments: Any, sites: Iterable[Site], areas: Iterable[Area], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.areas = {area.code: area for area in areas}
        for field, rows in (
            ("place", [(site.key, name(site)) for site in sites]),
            ("neighbourhood", [(area.code, name(area)) for area in self.areas.values()]),
        ):
            choice = self.fields[field]
            assert isinstance(choice, forms.ChoiceField)  # noqa: S101 -- for the type checker
            choice.choices = [("", "–"), *rows]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        needed: dict[str, tuple[str, ...]] = {
            ChangeKind.OPENED: ("name", "neighbourhood", "seats", "weekdays", "opens_at", "closes_at"),
            ChangeKind.MOVED: ("place", "neighbourhood"),
            ChangeKind.EXTENDED: ("place",),
            ChangeKind.CLOSED: ("place",),
        }
        for field in needed.get(typed.get("kind", ""), ()):
            if not typed.get(field) and field not in self.errors:
                self.add_error(field, _("Please fill this in for what you chose."))
        opens, closes = typed.get("opens_at"), typed.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("It must close after it opens."))
        return typed

    def values(self) -> dict[str, Any]:
        """What the action takes: only what belongs to the kind that was chosen."""
        typed = self.cleaned_data
        kind = typed["kind"]
        found: dict[str, Any] = {"kind": kind, "cost_satang": round(100 * typed["cost"]) if typed["cost"] else None}
        if kind != ChangeKind.OPENED:
            found["place"] = typed["place"]
        if kind in {ChangeKind.OPENED, ChangeKind.MOVED}:
            found["latitude"], found["longitude"] = self.areas[typed["neighbourhood"]].point
        if kind in {ChangeKind.OPENED, ChangeKind.EXTENDED}:
            found |= {field: typed[field] for field in ("seats", "weekdays", "opens_at", "closes_at")}
        return found | ({"name": typed["name"]} if kind == ChangeKind.OPENED else {})


class DraggedForm(forms.Form):
    """A place let go somewhere on the map."""

    key = forms.UUIDField()
    latitude = forms.FloatField(min_value=-90, max_value=90)
    longitude = forms.FloatField(min_value=-180, max_value=180)
