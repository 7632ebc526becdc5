"""What a person may type to open a city."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from mueang.apps.network.enums import CityKind
from mueang.facts import Area, districts, subdistricts


class AreaSearchForm(forms.Form):
    words = forms.CharField(label=_("Province, district or sub-district"), required=False, max_length=100)


class OpenCityForm(forms.Form):
    """A city within one province; names and address may be left to us."""

    code = forms.ChoiceField(label=_("Area"), help_text=_("The whole province, a district, or one sub-district."))
    kind = forms.ChoiceField(
        label=_("Kind of city"), choices=CityKind.choices, initial=CityKind.CITY_MUNICIPALITY, widget=forms.RadioSelect
    )
    name_th = forms.CharField(
        label=_("Name in Thai"),
        max_length=120,
        required=False,
        help_text=_("Left empty, it follows from area and kind."),
    )
    name_en = forms.CharField(label=_("Name in English"), max_length=120, required=False)
    slug = forms.SlugField(
        label=_("Address in the web"),
        max_length=60,
        required=False,
        help_text=_("Small letters, digits and hyphens, such as yala. Left empty, we choose a free one."),
    )
    is_invented = forms.BooleanField(label=_("An invented city, for practice: every page says so"), required=False)

    def __init__(self, *arguments: Any, province: Area, **options: Any) -> None:
        super().__init__(*arguments, **options)
        choice = self.fields["code"]
        choice.choices = area_choices(province)  # type: ignore[attr-defined]  # a ChoiceField, declared above


def area_choices(province: Area) -> list[Any]:
    """The province itself, then each district with its sub-districts."""
    is_thai = (get_language() or "th").startswith("th")

    def named(area: Area) -> tuple[str, str]:
        return area.code, f"{area.name_th if is_thai else area.name_en} ({area.code})"

    groups = [
        (named(district)[1], [named(district), *map(named, subdistricts(district.code))])
        for district in districts(province.code)
    ]
    return [named(province), *groups]
