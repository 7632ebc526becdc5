"""What a person may type about a place."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mueang.apps.network.models import City
from mueang.apps.places.enums import Accessibility, PlaceKind, Weekday
from mueang.apps.places.models import Place
from mueang.lib.fields import CountField
from mueang.lib.geometry import distance_metres
from mueang.methods.thai import arabic_digits, clean
from mueang.ui.templatetags.ui import name

PAIR = re.compile(r"(-?\d{1,3}(?:\.\d+)?)\s*[, ]\s*(-?\d{1,3}(?:\.\d+)?)")
FARTHEST_METRES = 200_000
DISTANCES = ((500, _("500 m")), (1000, _("1 km")), (2000, _("2 km")), (5000, _("5 km")), (20_000, _("20 km")))


class PointField(forms.CharField):
    """Latitude and longitude as maps give them, alone or within a link; cleans to a pair or None."""

    def __init__(self, **options: Any) -> None:
        text = _("Copy it from a map, for example 6.5411, 101.2812")
        super().__init__(**{"max_length": 500, "help_text": text, **options})

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        if not typed:
            return None
        found = PAIR.search(arabic_digits(clean(typed)))
        if found is None:
            raise ValidationError(_("Write two numbers: latitude, then longitude, for example 6.5411, 101.2812."))
        latitude, longitude = float(found[1]), float(found[2])
        if abs(latitude) > 90 and abs(longitude) <= 90:
            raise ValidationError(
                _("The two numbers look swapped: the latitude (about 5 to 21 in Thailand) comes first.")
            )
        if abs(latitude) > 90 or abs(longitude) > 180:
            raise ValidationError(_("There is no such point on the earth."))
        return latitude, longitude

    def prepare_value(self, value: Any) -> Any:
        return f"{value[0]:g}, {value[1]:g}" if isinstance(value, tuple) else value


class PlaceForm(forms.Form):
    """One place's entry; `city` keeps its point near and its choices within."""

    kind = forms.ChoiceField(label=_("Kind"), choices=PlaceKind.choices)
    name_th = forms.CharField(label=_("Name in Thai"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200)
    about_th = forms.CharField(label=_("About, in Thai"), widget=forms.Textarea({"rows": 3}), required=False)
    about_en = forms.CharField(label=_("About, in English"), widget=forms.Textarea({"rows": 3}), required=False)
    point = PointField(label=_("Point on the map"), required=False)
    address = forms.CharField(label=_("Address"), max_length=300, required=False)
    organization = forms.ChoiceField(label=_("Run by"), required=False)
    contact = forms.CharField(label=_("Contact of the place"), max_length=200, required=False)
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    capacity = CountField(label=_("How many people fit"), required=False)
    weekdays = forms.MultipleChoiceField(
        label=_("Open on"), choices=Weekday.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    opens_at = forms.TimeField(label=_("Opens at"), widget=forms.TimeInput({"type": "time"}), required=False)
    closes_at = forms.TimeField(label=_("Closes at"), widget=forms.TimeInput({"type": "time"}), required=False)
    accessibility = forms.MultipleChoiceField(
        label=_("For everybody"), choices=Accessibility.choices, widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *arguments: Any, city: City, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.city = city
        self.partners = {str(row.uuid): row for row in city.organizations.all()}
        names = [(key, name(row)) for key, row in self.partners.items()]
        choice = self.fields["organization"]
        choice.choices = [("", "–"), *names]  # type: ignore[attr-defined]  # a ChoiceField, declared above

    @staticmethod
    def initial_for(place: Place) -> dict[str, Any]:
        """What the form shows of a place as it stands."""
        plain = ("kind", "name_th", "name_en", "about_th", "about_en", "address", "contact", "website", "capacity")
        return {
            **{field: getattr(place, field) for field in (*plain, "accessibility")},
            "point": place.point,
            "organization": str(place.organization.uuid) if place.organization else "",
            "weekdays": [day.value for day in place.weekdays],
            "opens_at": place.opens_at and f"{place.opens_at:%H:%M}",
            "closes_at": place.closes_at and f"{place.closes_at:%H:%M}",
        }

    def clean_point(self) -> Any:
        point = self.cleaned_data["point"]
        here = self.city.latitude, self.city.longitude
        if point is not None and distance_metres(*here, *point) > FARTHEST_METRES:
            raise ValidationError(_("This point is more than 200 km from the city. Please check it."))
        return point

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        opens_at, closes_at = values.get("opens_at"), values.get("closes_at")
        if opens_at and closes_at and closes_at <= opens_at:
            self.add_error("closes_at", _("It must close after it opens."))
        return values

    def details(self) -> dict[str, Any]:
        """The cleaned entry in the words of the place's own fields."""
        values = dict(self.cleaned_data)
        values["latitude"], values["longitude"] = values.pop("point") or (None, None)
        days = values.pop("weekdays")
        values["opening_rule"] = f"FREQ=WEEKLY;BYDAY={','.join(days)}" if days else ""
        values["organization"] = self.partners.get(values["organization"])
        return values


class PlaceFilterForm(forms.Form):
    words = forms.CharField(label=_("Name or address"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All kinds")), *PlaceKind.choices])
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All open places")), ("stale", _("Not confirmed")), ("closed", _("No longer open"))],
    )


class NearForm(forms.Form):
    point = PointField(label=_("Near this point"))
    metres = forms.TypedChoiceField(label=_("Within"), choices=DISTANCES, coerce=int, initial=2000)
