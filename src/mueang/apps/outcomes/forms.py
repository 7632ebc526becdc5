"""What may be typed about outcomes and proposals."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mueang.apps.catalog.queries import PlannedSession, weekly_plan
from mueang.apps.outcomes.enums import CheckedHow, OutcomeKind
from mueang.apps.places.models import Place
from mueang.methods.thai import ThaiTextError, parse_date
from mueang.ui.templatetags.ui import name

if TYPE_CHECKING:
    _Choice = forms.ModelChoiceField[Any]
else:
    _Choice = forms.ModelChoiceField


class PlaceChoice(_Choice):
    def label_from_instance(self, obj: Any) -> str:
        return name(obj)


class SaidForm(forms.Form):
    """What somebody said on the phone."""

    kind = forms.ChoiceField(label=_("What they said"), choices=OutcomeKind.choices, widget=forms.RadioSelect)
    words = forms.CharField(label=_("In their words"), max_length=300, required=False)


class CheckForm(forms.Form):
    """What was found when somebody looked."""

    is_so = forms.TypedChoiceField(
        label=_("Is it so?"),
        choices=[("yes", _("Yes, it is so")), ("no", _("No, or not any more"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    how = forms.ChoiceField(label=_("How did you find out?"), choices=CheckedHow.choices)
    evidence = forms.CharField(label=_("Evidence"), max_length=400, widget=forms.Textarea({"rows": 3}))


class WordsForm(forms.Form):
    """Words that the proposer reads."""

    words = forms.CharField(label=_("To the proposer"), max_length=400, widget=forms.Textarea({"rows": 3}))


class DraftForm(forms.Form):
    """Where, for how many, and when: enough for a draft that the catalog can refine."""

    place = PlaceChoice(label=_("Place"), queryset=Place.objects.none())
    seats = forms.IntegerField(label=_("Seats"), min_value=1, max_value=500, initial=12)
    first = forms.CharField(label=_("First day"), max_length=40, help_text=_("Such as 4/11/2566 or 4 Nov 2023."))
    starts = forms.TimeField(label=_("From"), initial="09:00")
    ends = forms.TimeField(label=_("Until"), initial="12:00")
    times = forms.IntegerField(label=_("How many weekly sessions"), min_value=1, max_value=20, initial=1)

    def __init__(self, *arguments: Any, places: QuerySet[Place], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["place"].queryset = places  # type: ignore[attr-defined]  # the stubs type every field alike

    def clean_first(self) -> date:
        try:
            day = parse_date(str(self.cleaned_data["first"]), today=timezone.localdate())
        except ThaiTextError as error:
            raise forms.ValidationError(_("This cannot be a date. Example: 4/11/2566.")) from error
        if day < timezone.localdate():
            raise forms.ValidationError(_("This day is over."))
        return day

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if "starts" in typed and "ends" in typed and typed["ends"] <= typed["starts"]:
            self.add_error("ends", _("The end must come after the beginning."))
        return typed

    def sessions(self) -> list[PlannedSession]:
        typed = self.cleaned_data
        starts, ends = (
            timezone.make_aware(datetime.combine(typed["first"], typed[which])) for which in ("starts", "ends")
        )
        return list(weekly_plan(starts_at=starts, ends_at=ends, times=typed["times"]).sessions)
