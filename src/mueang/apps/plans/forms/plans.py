"""A plan begun or changed, and a source of money."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mueang.apps.accounts.models import User
from mueang.apps.network.models import City, Organization
from mueang.apps.plans.enums import SourceKind
from mueang.apps.plans.models import WorkPlan
from mueang.apps.plans.queries.plans import budget_year_of
from mueang.apps.plans.queries.templates import TEMPLATES
from mueang.apps.plans.rules import workers_of
from mueang.lib.fields import LAST_COMMON_YEAR, AmountField, CountField, DayField
from mueang.ui.templatetags.ui import name
from mueang.ui.words import period

SATANG = 100
YEARS_AHEAD = 3
ERA = 543
LARGEST_FILE = 5_000_000


def owner_field(form: forms.Form, city: City, *, also: User | None = None) -> None:
    """Who can answer for something: those who work for the city, and who does so already."""
    field = form.fields["owner"]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the type checker
    people = {str(row.uuid): row for row in workers_of(city)}
    if also is not None:
        people.setdefault(str(also.uuid), also)
    form.people = people  # type: ignore[attr-defined]
    field.choices = [(key, str(row)) for key, row in people.items()]


class BeginForm(forms.Form):
    """Of which budget year, and from what."""

    year = CountField(
        label=_("Budget year"), help_text=_("For example 2570; it begins on 1 October of the year before")
    )
    start = forms.ChoiceField(label=_("Begin from"), widget=forms.RadioSelect, initial="")

    def __init__(self, *arguments: Any, earlier: Iterable[WorkPlan], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.earlier = {f"plan-{row.year}": row for row in earlier}
        choice = self.fields["start"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 -- for the type checker
        choice.required = False
        choice.choices = [
            ("", _("An empty plan")),
            *(
                (key, _("Copy of the plan of %(year)s") % {"year": period(row.period)})
                for key, row in self.earlier.items()
            ),
            *((code, _("Template: %(name)s") % {"name": name(template)}) for code, template in TEMPLATES.items()),
        ]

    def clean_year(self) -> int:
        """The common era year of a budget year not long ago and not far ahead."""
        year: int = self.cleaned_data["year"]
        year -= ERA if year > LAST_COMMON_YEAR else 0
        this = budget_year_of(timezone.localdate())
        if not this - 10 <= year <= this + YEARS_AHEAD:
            raise forms.ValidationError(_("Please check the year."))
        return year


class PlanForm(forms.Form):
    """What a plan says of itself."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    title_th = forms.CharField(label=_("Title in Thai"), max_length=200)
    title_en = forms.CharField(label=_("Title in English"), max_length=200, required=False)
    aim = forms.CharField(label=_("What the year is for"), max_length=4000, required=False, widget=forms.Textarea)
    owner = forms.ChoiceField(label=_("Who answers for it"))

    def __init__(self, data: Any = None, *, plan: WorkPlan) -> None:
        said = {name: getattr(plan, name) for name in ("version", "title_th", "title_en", "aim")}
        super().__init__(data, initial=said | {"owner": str(plan.owner.uuid)})
        owner_field(self, plan.city, also=plan.owner)

    def said(self) -> dict[str, Any]:
        return self.cleaned_data | {"owner": self.people[self.cleaned_data["owner"]]}  # type: ignore[attr-defined]


class SourceForm(forms.Form):
    """Where money comes from."""

    kind = forms.ChoiceField(label=_("Kind of source"), choices=SourceKind.choices, widget=forms.RadioSelect)
    name_th = forms.CharField(
        label=_("Name in Thai"), max_length=200, help_text=_("As the budget or the contract calls it")
    )
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    organization = forms.ChoiceField(
        label=_("Who gives it"), required=False, help_text=_("Not needed for the city's own budget")
    )
    amount = AmountField(
        label=_("Amount, baht"),
        required=False,
        help_text=_("Leave empty while it is not known; help in kind by its worth"),
    )
    starts_on = DayField(label=pgettext_lazy("source of money", "From"))
    ends_on = DayField(label=pgettext_lazy("source of money", "Until"), required=False)

    def __init__(self, *arguments: Any, givers: Iterable[Organization], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.givers = {str(row.uuid): row for row in givers}
        choice = self.fields["organization"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 -- for the type checker
        choice.choices = [("", "–"), *((key, name(row)) for key, row in self.givers.items())]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("kind") not in {None, SourceKind.OWN} and not said.get("organization"):
            self.add_error("organization", _("Please choose who gives it; add them under Partners first."))
        if said.get("starts_on") and said.get("ends_on") and said["ends_on"] < said["starts_on"]:
            self.add_error("ends_on", _("This is before the first day."))
        return said

    def said(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        amount = said.pop("amount")
        said["amount_satang"] = None if amount is None else int(amount * SATANG)
        said["organization"] = self.givers.get(said["organization"])
        return said


class PlanSheetForm(forms.Form):
    """A workbook with activities, their milestones and their money."""

    workbook = forms.FileField(
        label=_("File"),
        help_text=_("Excel, OpenDocument or CSV with one activity a row. Titles and merged cells are fine."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
    )

    def clean_workbook(self) -> Any:
        file = self.cleaned_data["workbook"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file is too large. Please split it."))
        return file
