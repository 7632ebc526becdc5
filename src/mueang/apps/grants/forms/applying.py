"""What a city asks a fund for."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mueang.apps.grants.actions import Asked, PlannedActivity
from mueang.apps.grants.forms.fields import BahtField, PaperField, account_choices
from mueang.apps.grants.models import Application, Call
from mueang.lib.fields import DayField
from mueang.ui.templatetags.ui import name

ROWS = range(1, 5)
_NEEDED = ("title", "starts_on", "ends_on", "account", "satang")


class ApplicationForm(forms.Form):
    """Title, money, partners, an answer to each question, and up to four activities."""

    title = forms.CharField(label=_("What the money is for"), max_length=200)
    satang = BahtField(label=_("Amount asked for, baht"))
    partners = forms.MultipleChoiceField(
        label=_("Partners that apply with the city"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(
        self, *arguments: Any, call: Call, partners: QuerySet[Any], row: Application | None = None, **options: Any
    ) -> None:
        if row is not None:
            options["initial"] = _initial(row)
        super().__init__(*arguments, **options)
        self.call, self.known = call, {str(partner.uuid): partner for partner in partners}
        choice = self.fields["partners"]
        assert isinstance(choice, forms.MultipleChoiceField)  # noqa: S101 -- for the type checker
        choice.choices = [(uuid, name(partner)) for uuid, partner in self.known.items()]
        for question in call.questions:
            self.fields[question["code"]] = forms.CharField(
                label=question["words"], widget=forms.Textarea({"rows": 3}), max_length=4000, required=False
            )
        for n in ROWS:
            self.fields |= _row_fields(n)
        self.version = forms.IntegerField(widget=forms.HiddenInput, required=False)
        self.fields["version"] = self.version

    def questions(self) -> list[Any]:
        return [self[question["code"]] for question in self.call.questions]

    def rows(self) -> list[dict[str, Any]]:
        """The fields of each activity, for the page."""
        names = (*_NEEDED, "milestone", "due_on")
        return [{"number": n, **{field: self[f"{field}_{n}"] for field in names}} for n in ROWS]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        for n in ROWS:
            given = [field for field in _NEEDED if typed.get(f"{field}_{n}")]
            # The account is chosen from the start: it says nothing alone.
            if set(given) - {"account"}:
                for field in _NEEDED:
                    if not typed.get(f"{field}_{n}") and f"{field}_{n}" not in self.errors:
                        self.add_error(f"{field}_{n}", _("Please fill this in for the activity."))
            starts_on, ends_on = typed.get(f"starts_on_{n}"), typed.get(f"ends_on_{n}")
            if starts_on and ends_on and ends_on < starts_on:
                self.add_error(f"ends_on_{n}", _("The last day is before the first."))
        return typed

    def asked(self) -> Asked:
        typed = self.cleaned_data
        return Asked(
            title=typed["title"],
            satang=typed["satang"],
            answers={question["code"]: typed[question["code"]].strip() for question in self.call.questions},
            plan=[self._activity(n) for n in ROWS if typed.get(f"title_{n}")],
            partners=[self.known[uuid] for uuid in typed["partners"]],
        )

    def _activity(self, n: int) -> PlannedActivity:
        typed = self.cleaned_data
        milestone, due_on = typed.get(f"milestone_{n}"), typed.get(f"due_on_{n}")
        return PlannedActivity(
            title=typed[f"title_{n}"],
            starts_on=typed[f"starts_on_{n}"],
            ends_on=typed[f"ends_on_{n}"],
            account=typed[f"account_{n}"],
            satang=typed[f"satang_{n}"],
            milestones=((milestone, due_on or typed[f"ends_on_{n}"]),) if milestone else (),
        )


class PaperForm(forms.Form):
    paper = PaperField(label=_("A paper to hand in"))


def _row_fields(n: int) -> dict[str, forms.Field]:
    return {
        f"title_{n}": forms.CharField(label=_("Activity"), max_length=200, required=False),
        f"starts_on_{n}": DayField(label=_("First day"), required=False),
        f"ends_on_{n}": DayField(label=_("Last day"), required=False),
        f"account_{n}": forms.ChoiceField(label=_("Kind of expense"), choices=account_choices, required=False),
        f"satang_{n}": BahtField(label=_("Baht"), required=False),
        f"milestone_{n}": forms.CharField(label=_("What is to be there"), max_length=200, required=False),
        f"due_on_{n}": DayField(label=_("By the day"), required=False),
    }


def _initial(row: Application) -> dict[str, Any]:
    found: dict[str, Any] = {"title": row.title, "satang": row.satang, "version": row.version, **row.answers}
    found["partners"] = [str(partner.uuid) for partner in row.partners.all()]
    for n, activity in zip(ROWS, row.plan, strict=False):
        found |= {f"{key}_{n}": activity[key] for key in ("title", "account", "satang")}
        found |= {f"{key}_{n}": date.fromisoformat(activity[key]) for key in ("starts_on", "ends_on")}
        for milestone in activity["milestones"][:1]:
            found |= {f"milestone_{n}": milestone["title"], f"due_on_{n}": date.fromisoformat(milestone["due_on"])}
    return found
