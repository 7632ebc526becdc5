"""What a learner and an officer choose on the pages of a course."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mueang.apps.accounts.rules import Viewer
from mueang.apps.catalog.models import Offering
from mueang.apps.courses.actions import STAFF
from mueang.apps.courses.queries import RunLine, offerings_to_teach, strands_of
from mueang.apps.courses.rules import desk_cities
from mueang.apps.network.models import City
from mueang.ui.words import clock, current_language, in_language, thai_date

if TYPE_CHECKING:
    _Choice = forms.ModelChoiceField[Any]
else:
    _Choice = forms.ModelChoiceField


def _name(row: Any) -> str:
    return str(in_language(current_language(), row.name_th, row.name_en) or row.name_th)


class CityChoice(_Choice):
    def label_from_instance(self, obj: Any) -> str:
        return _name(obj)


class CityForm(forms.Form):
    """The city one does the activities on."""

    city = CityChoice(label=_("The city you work on"), queryset=City.objects.none(), empty_label=None)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["city"].queryset = desk_cities(viewer).order_by("name_th")  # type: ignore[attr-defined]


class OfferingChoice(_Choice):
    def label_from_instance(self, obj: Any) -> str:
        return f"{_name(obj.program)} · {thai_date(obj.starts_on)}"


class OpenForm(forms.Form):
    """Which activity of the catalog becomes the cohort."""

    offering = OfferingChoice(label=_("Activity of the catalog"), queryset=Offering.objects.none())

    def __init__(self, *args: Any, viewer: Viewer, city: City, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = [row.pk for row in offerings_to_teach(viewer=viewer, city=city)]
        rows = Offering.objects.filter(pk__in=keys).select_related("program").order_by("-starts_on", "pk")
        self.fields["offering"].queryset = rows  # type: ignore[attr-defined]


class StrandsForm(forms.Form):
    """Which strand each meeting teaches."""

    def __init__(self, *args: Any, meetings: Sequence[RunLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = current_language()
        none = [("", str(_("None: its hours count for no strand")))]
        choices = none + [(one.key, f"{n}. {one.name.in_language(language)}") for n, one in enumerate(strands_of(), 1)]
        for line in meetings:
            at = line.session.starts_at
            self.fields[f"s{line.session.number}"] = forms.ChoiceField(
                label=f"{thai_date(at)} {clock(at, line.session.ends_at)}",
                help_text=line.session.topic_th,
                choices=choices,
                required=False,
                initial=line.strand.key if line.strand else "",
            )

    def strands(self) -> dict[int, str]:
        return {int(name[1:]): value for name, value in self.cleaned_data.items()}


class StrandForm(forms.Form):
    """The strand that an equivalent stands for."""

    strand = forms.ChoiceField(label=_("Counts for the strand"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(one.key, one.name.in_language(current_language())) for one in strands_of()]
        self.fields["strand"].choices = names  # type: ignore[attr-defined]


class AnnounceForm(forms.Form):
    """Words to everybody who has a seat."""

    subject = forms.CharField(label=_("Subject"), max_length=150)
    words = forms.CharField(label=_("What they should know"), max_length=3000, widget=forms.Textarea(attrs={"rows": 5}))
    request_key = forms.CharField(widget=forms.HiddenInput, max_length=40)


class AccountForm(forms.Form):
    """Whose account a learner has."""

    username = forms.CharField(label=_("Name they sign in under"), max_length=150)


class AppointForm(forms.Form):
    """Who is to teach or judge."""

    username = forms.CharField(label=_("Name they sign in under"), max_length=150)
    role = forms.ChoiceField(label=_("Role in this course"), choices=[(one.value, one.label) for one in STAFF])
