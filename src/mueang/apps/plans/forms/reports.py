"""A report of a plan: over which part of the year, of whose money, and what a person adds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mueang.apps.plans.models import FundingSource, WorkPlan
from mueang.lib.fields import DayField
from mueang.methods.thai import Period
from mueang.ui.templatetags.ui import name
from mueang.ui.words import period as shown_period

OWN = "own"
_A_DAY = timedelta(days=1)
# First and last month of each part, counted from October.
PARTS = {
    "q1": (0, 3, _("First quarter, October to December")),
    "q2": (3, 6, _("Second quarter, January to March")),
    "q3": (6, 9, _("Third quarter, April to June")),
    "q4": (9, 12, _("Fourth quarter, July to September")),
    "half": (0, 6, _("First half of the year")),
    "year": (0, 12, _("The whole budget year")),
}


class BeginReportForm(forms.Form):
    """The part of the year, or two days; the title is made of it where none is typed."""

    part = forms.ChoiceField(label=_("Reported on"), widget=forms.RadioSelect)
    starts_on = DayField(label=_("First day"), required=False)
    ends_on = DayField(label=_("Last day"), required=False)
    source = forms.ChoiceField(
        label=_("Whose money"),
        required=False,
        help_text=_("For a fund: only the activities that its money pays for, and only its money"),
    )
    title = forms.CharField(label=_("Title"), max_length=200, required=False, help_text=_("Made of the above if empty"))

    def __init__(self, *arguments: Any, plan: WorkPlan, sources: Iterable[FundingSource], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.plan = plan
        self.sources = {str(row.uuid): row for row in sources}
        for field, rows in (
            ("part", [*((code, words) for code, (_a, _b, words) in PARTS.items()), (OWN, _("Between two days"))]),
            ("source", [("", _("All money of the plan")), *((key, name(row)) for key, row in self.sources.items())]),
        ):
            choice = self.fields[field]
            assert isinstance(choice, forms.ChoiceField)  # noqa: S101 -- for the type checker
            choice.choices = rows

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("part") == OWN and not self.errors:
            for field in ("starts_on", "ends_on"):
                if not said[field]:
                    self.add_error(field, _("Please write both days."))
            if not self.errors and said["ends_on"] < said["starts_on"]:
                self.add_error("ends_on", _("This is before the first day."))
        return said

    def said(self) -> dict[str, Any]:
        said = self.cleaned_data
        period = self._period(said)
        source = self.sources.get(said["source"])
        made = f"รายงานผลการดำเนินงาน {shown_period(period)}" + (f": {source.name_th}" if source else "")
        return {"title": said["title"].strip() or made[:200], "period": period, "source": source}

    def _period(self, said: dict[str, Any]) -> Period:
        if said["part"] == OWN:
            return Period(said["starts_on"], said["ends_on"])
        first, last, _words = PARTS[said["part"]]
        return part_of_year(self.plan, first=first, last=last)


def part_of_year(plan: WorkPlan, *, first: int, last: int) -> Period:
    """Months `first` to `last` of the plan's budget year, counted from October, the last one left out."""
    begins, ends = plan.period.starts_on, plan.period.ends_on
    months = [begins.replace(year=begins.year + (9 + n) // 12, month=(9 + n) % 12 + 1) for n in range(12)]
    return Period(months[first], ends if last == len(months) else months[last] - _A_DAY)


class ReportWordsForm(forms.Form):
    """What a person adds to the whole or to one activity, over which version of it."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    text = forms.CharField(
        label=_("In your own words"),
        required=False,
        max_length=6000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_(
            "What went well, what was in the way, what comes next. Name no child, and nobody who did not agree."
        ),
    )
