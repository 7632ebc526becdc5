"""Whether rolls show faces."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

ON, OFF, AS_CITY = "on", "off", "city"
_SAYS = {ON: True, OFF: False, AS_CITY: None}


class CityFacesForm(forms.Form):
    """What holds for activities that say nothing themselves."""

    faces = forms.ChoiceField(
        label=_("Faces on the roll"),
        choices=[(ON, _("Show faces")), (OFF, _("Show no faces"))],
        widget=forms.RadioSelect,
    )

    @property
    def is_on(self) -> bool | None:
        return _SAYS[self.cleaned_data["faces"]]


class FacesForm(CityFacesForm):
    """Of one activity; it may leave it to its city."""

    def __init__(self, *args: Any, city_shows: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        citys = _("As the city says: show faces") if city_shows else _("As the city says: show no faces")
        faces = self.fields["faces"]
        assert isinstance(faces, forms.ChoiceField)  # noqa: S101 (tells the type checker what stands above)
        faces.choices = [(AS_CITY, citys), (ON, _("Show faces")), (OFF, _("Show no faces"))]


def said(is_on: bool | None) -> str:
    """The choice that stands."""
    return next(choice for choice, says in _SAYS.items() if says is is_on)
