"""What a fund asks for, gives, and looks at."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mueang.apps.grants.actions import InstalmentPlan, Offer
from mueang.apps.grants.enums import MOST_RUBRIC_POINTS
from mueang.apps.grants.forms.fields import BahtField
from mueang.apps.grants.models import Application, Call
from mueang.lib.fields import DayField

PARTS = range(1, 4)
_CRITERION = re.compile(r"(?P<words>.+?)\s*[=:]\s*(?P<most>\d{1,3})\s*")


class CallForm(forms.Form):
    """A call. Questions stand one a line; criteria one a line with their most points."""

    title_th = forms.CharField(label=_("Title in Thai"), max_length=200)
    title_en = forms.CharField(label=_("Title in English"), max_length=200, required=False)
    purpose = forms.CharField(label=_("What for"), widget=forms.Textarea({"rows": 4}), max_length=4000)
    who_may = forms.CharField(label=_("Who may apply"), widget=forms.Textarea({"rows": 2}), max_length=2000)
    money_satang = BahtField(label=_("Money of the call, baht"))
    most_satang = BahtField(label=_("At most for one city, baht"))
    opens_on = DayField(label=_("Opens on"))
    closes_on = DayField(label=_("Closes on"))
    questions = forms.CharField(label=_("Questions, one a line"), widget=forms.Textarea({"rows": 4}), max_length=4000)
    rubric = forms.CharField(
        label=_("Criteria, one a line with their points"),
        widget=forms.Textarea({"rows": 4}),
        max_length=4000,
        help_text=_("For example: Reaches those furthest behind = 40"),
    )

    def clean_questions(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["questions"].splitlines() if line.strip()]

    def clean_rubric(self) -> list[tuple[str, int]]:
        found = []
        for line in filter(str.strip, self.cleaned_data["rubric"].splitlines()):
            criterion = _CRITERION.fullmatch(line.strip())
            if criterion is None or not 0 < int(criterion["most"]) <= MOST_RUBRIC_POINTS:
                raise forms.ValidationError(_("Write each criterion like this: Reaches those furthest behind = 40"))
            found.append((criterion["words"], int(criterion["most"])))
        return found

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("opens_on") and typed.get("closes_on") and typed["closes_on"] < typed["opens_on"]:
            self.add_error("closes_on", _("The last day is before the first."))
        if (typed.get("most_satang") or 0) > (typed.get("money_satang") or 0):
            self.add_error("most_satang", _("This is more than the money of the call."))
        return typed


class ScoreForm(forms.Form):
    """Points by criterion of the call."""

    note = forms.CharField(label=_("Note"), max_length=600, required=False)

    def __init__(self, *arguments: Any, call: Call, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for criterion in call.rubric:
            label = f"{criterion['words']} (0–{criterion['most']})"
            self.fields[criterion["code"]] = forms.IntegerField(label=label, min_value=0, max_value=criterion["most"])
        self.order_fields([*(criterion["code"] for criterion in call.rubric), "note"])

    def points(self) -> dict[str, int]:
        return {code: points for code, points in self.cleaned_data.items() if code != "note"}


class OfferForm(forms.Form):
    """What the fund grants, in up to three instalments."""

    satang = BahtField(label=_("Amount granted, baht"))
    starts_on = DayField(label=_("From"))
    ends_on = DayField(label=_("Until"))
    words = forms.CharField(label=_("Why, in a sentence"), max_length=300)

    def __init__(self, *arguments: Any, application: Application, **options: Any) -> None:
        days = [date.fromisoformat(activity[key]) for activity in application.plan for key in ("starts_on", "ends_on")]
        first: dict[str, Any] = {"satang": application.satang, "satang_1": application.satang}
        if days:
            first |= {"starts_on": min(days), "ends_on": max(days), "due_on_1": min(days)}
        super().__init__(*arguments, **{"initial": first, **options})
        for n in PARTS:
            self.fields |= {
                f"satang_{n}": BahtField(label=_("Instalment, baht"), required=n == 1),
                f"due_on_{n}": DayField(label=_("Due on"), required=n == 1),
                f"condition_{n}": forms.CharField(label=_("Condition"), max_length=300, required=False),
            }

    def parts(self) -> list[dict[str, Any]]:
        names = ("satang", "due_on", "condition")
        return [{"number": n, **{name: self[f"{name}_{n}"] for name in names}} for n in PARTS]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        for n in PARTS:
            if typed.get(f"satang_{n}") and not typed.get(f"due_on_{n}") and f"due_on_{n}" not in self.errors:
                self.add_error(f"due_on_{n}", _("Write the day and the month too."))
        return typed

    def offer(self) -> Offer:
        typed = self.cleaned_data
        parts = tuple(
            InstalmentPlan(typed[f"satang_{n}"], typed[f"due_on_{n}"], typed[f"condition_{n}"])
            for n in PARTS
            if typed.get(f"satang_{n}")
        )
        return Offer(typed["satang"], typed["starts_on"], typed["ends_on"], parts)


class SampleForm(forms.Form):
    seed = forms.CharField(
        label=_("Seed"),
        max_length=80,
        help_text=_("Any words stated before the draw: whoever has them draws the same."),
    )
    n = forms.IntegerField(label=_("How many rows"), min_value=1, max_value=50, initial=5)
