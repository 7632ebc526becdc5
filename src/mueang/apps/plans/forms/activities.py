"""An activity, how far it is, its milestones, money and evidence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mueang.apps.network.models import Organization
from mueang.apps.places.models import Neighbourhood
from mueang.apps.plans.enums import Category
from mueang.apps.plans.forms.plans import SATANG, owner_field
from mueang.apps.plans.models import Activity, FundingSource, WorkPlan
from mueang.lib.fields import AmountField, CountField, DayField
from mueang.lib.photographs import LARGEST_BYTES
from mueang.ui.templatetags.ui import name

WORDS = {"rows": 3}


class ActivityForm(forms.Form):
    """What an activity says of itself."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    title_th = forms.CharField(label=_("Activity, in Thai"), max_length=200)
    title_en = forms.CharField(label=_("Activity, in English"), max_length=200, required=False)
    aim = forms.CharField(label=_("Aim"), max_length=2000, required=False, widget=forms.Textarea(WORDS))
    owner = forms.ChoiceField(label=_("Who answers for it"))
    partner = forms.ChoiceField(label=_("Partner who carries it"), required=False)
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"))
    neighbourhoods = forms.MultipleChoiceField(
        label=_("In which neighbourhoods"), required=False, widget=forms.CheckboxSelectMultiple
    )
    for_whom = forms.CharField(label=pgettext_lazy("plan", "For whom"), max_length=200, required=False)
    n_people = CountField(label=_("How many people are expected"), required=False, max_value=10_000_000)
    expected = forms.CharField(
        label=_("Expected results"), max_length=2000, required=False, widget=forms.Textarea(WORDS)
    )

    def __init__(
        self,
        data: Any = None,
        *,
        plan: WorkPlan,
        partners: Iterable[Organization],
        places: Iterable[Neighbourhood],
        activity: Activity | None = None,
    ) -> None:
        super().__init__(data, initial=_initial(plan, activity))
        owner_field(self, plan.city, also=activity.owner if activity else plan.owner)
        self.partners = {str(row.uuid): row for row in partners}
        self.places = {row.code: row for row in places}
        for field, rows in (
            ("partner", [("", "–"), *((key, name(row)) for key, row in self.partners.items())]),
            ("neighbourhoods", [(row.code, name(row)) for row in self.places.values()]),
        ):
            choice = self.fields[field]
            assert isinstance(choice, forms.ChoiceField)  # noqa: S101 -- for the type checker
            choice.choices = rows

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("starts_on") and said.get("ends_on") and said["ends_on"] < said["starts_on"]:
            self.add_error("ends_on", _("This is before the first day."))
        return said

    def said(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        said.pop("version")
        said["owner"] = self.people[said["owner"]]  # type: ignore[attr-defined]  # set with the choices
        said["partner"] = self.partners.get(said["partner"])
        said["neighbourhoods"] = [self.places[code] for code in said["neighbourhoods"]]
        return said


def _initial(plan: WorkPlan, activity: Activity | None) -> dict[str, Any]:
    if activity is None:
        return {"owner": str(plan.owner.uuid)}
    same = ("version", "title_th", "title_en", "aim", "starts_on", "ends_on", "for_whom", "n_people", "expected")
    return {name: getattr(activity, name) for name in same} | {
        "owner": str(activity.owner.uuid),
        "partner": str(activity.partner.uuid) if activity.partner else "",
        "neighbourhoods": [row.code for row in activity.neighbourhoods.all()],
    }


class ProgressForm(forms.Form):
    """How far an activity is, over which version of it."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    percent = CountField(label=_("Progress, per cent"), max_value=100)
    note = forms.CharField(
        label=_("What was done, what is in the way"), max_length=600, required=False, widget=forms.Textarea(WORDS)
    )


class DropForm(forms.Form):
    """Why an activity is given up."""

    why = forms.CharField(label=_("Why it is dropped"), max_length=300)


class MilestoneForm(forms.Form):
    """Something that is to be there by a day."""

    title_th = forms.CharField(label=pgettext_lazy("plan", "Milestone"), max_length=200)
    due_on = DayField(label=_("Due on"))


class BudgetForm(forms.Form):
    """Money of a source for a group of expenses; 0 takes the line away."""

    source = forms.ChoiceField(label=pgettext_lazy("money", "Source"))
    category = forms.ChoiceField(label=_("Group of expenses"), choices=Category.choices)
    amount = AmountField(label=_("Amount, baht"), help_text=_("0 takes the line away"))

    def __init__(self, *arguments: Any, sources: Iterable[FundingSource], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.sources = {str(row.uuid): row for row in sources}
        choice = self.fields["source"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 -- for the type checker
        choice.choices = [(key, name(row)) for key, row in self.sources.items()]

    def said(self) -> dict[str, Any]:
        said = self.cleaned_data
        amount = int(said["amount"] * SATANG)
        return {"source": self.sources[said["source"]], "category": said["category"], "amount_satang": amount}


class EvidenceForm(forms.Form):
    """Which rows, counted between which days."""

    rows = forms.MultipleChoiceField(label=_("What to point at"), widget=forms.CheckboxSelectMultiple)
    starts_on = DayField(label=_("Counted from"))
    ends_on = DayField(label=_("Counted until"))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("starts_on") and said.get("ends_on") and said["ends_on"] < said["starts_on"]:
            self.add_error("ends_on", _("This is before the first day."))
        return said


class PictureForm(forms.Form):
    """A picture and what it shows."""

    picture = forms.FileField(label=_("Picture"), help_text=_("Where, when and with what it was taken is not kept"))
    words_th = forms.CharField(label=_("What the picture shows, in Thai"), max_length=300)
    words_en = forms.CharField(label=_("What the picture shows, in English"), max_length=300, required=False)

    def clean_picture(self) -> bytes:
        file = self.cleaned_data["picture"]
        if file.size > LARGEST_BYTES:
            raise forms.ValidationError(_("This picture is too large."))
        data: bytes = file.read()
        return data
