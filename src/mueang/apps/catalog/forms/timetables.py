"""What a keeper may type about when an offering meets, by rule and by exception, and when the city is closed."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mueang.apps.catalog.enums import Mode
from mueang.apps.catalog.forms.fields import ClockField, NearDayField
from mueang.apps.catalog.queries.timetables import Rhythm
from mueang.apps.places.enums import Weekday
from mueang.lib.fields import HOW_TO_WRITE_A_DAY, CountField
from mueang.methods.recurrence import LAST_OF_THE_MONTH, MOST_MEETINGS, WEEKDAYS, monthly_rule, weekly_rule
from mueang.methods.thai import ThaiTextError, parse_date
from mueang.ui.words import thai_date

_MOST_EXTRA_DAYS = 50
_NTH = [
    (1, _("the first")),
    (2, _("the second")),
    (3, _("the third")),
    (4, _("the fourth")),
    (LAST_OF_THE_MONTH, _("the last")),
]


class DaysField(forms.CharField):
    """Several days, one a line or separated by commas; cleans to dates in order."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"widget": forms.Textarea({"rows": 2}), "required": False, **options})

    def clean(self, value: Any) -> Any:
        texts = [text for line in (super().clean(value) or "").splitlines() for text in line.split(",") if text.strip()]
        if len(texts) > _MOST_EXTRA_DAYS:
            raise forms.ValidationError(_("These are too many days. Please use a rule instead."))
        try:
            return tuple(sorted({parse_date(text, today=timezone.localdate()) for text in texts}))
        except ThaiTextError as refusal:
            raise forms.ValidationError(HOW_TO_WRITE_A_DAY) from refusal

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(thai_date(day) for day in value) if isinstance(value, tuple) else value


class TicksField(forms.MultipleChoiceField):
    """Days ticked in the preview; whatever else was sent ticks nothing."""

    def clean(self, value: Any) -> list[str]:
        return [text for text in value or [] if _is_day(text)]


class TimetableForm(forms.Form):
    """A rule in plain words. The days it skips or holds anyway are ticked in the preview."""

    first_on = NearDayField(label=_("From day"))
    from_time = ClockField(label=_("Start time"))
    to_time = ClockField(label=_("End time"))
    repeats = forms.ChoiceField(
        label=_("Repeats"), choices=[("weekly", _("By the week")), ("monthly", _("By the month"))], initial="weekly"
    )
    every = CountField(
        label=_("Every how many weeks or months"), min_value=1, max_value=12, initial=1, help_text=_("1 is every one.")
    )
    weekdays = forms.MultipleChoiceField(
        label=_("On these days of the week"),
        choices=Weekday.choices,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "row"}),
        required=False,
        help_text=_("Left empty, the weekday of the first day."),
    )
    nth = forms.TypedChoiceField(
        label=_("By the month: which one"), choices=_NTH, coerce=int, initial=1, required=False
    )
    times = CountField(label=_("How many times"), min_value=1, max_value=MOST_MEETINGS, required=False)
    until = NearDayField(label=_("Or until"), required=False)
    skips_holidays = forms.BooleanField(
        label=_("Not on public holidays and the city's closed days"), initial=True, required=False
    )
    added = DaysField(label=_("Days besides"), help_text=_("One a line, for example 4/11/2566."))
    mode = forms.ChoiceField(label=_("Kind of learning"), choices=Mode, initial=Mode.LAB)
    skipped = TicksField(required=False)
    held_anyway = TicksField(required=False)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        starts, ends = typed.get("from_time"), typed.get("to_time")
        if starts and ends and ends <= starts:
            self.add_error("to_time", _("The end must be after the start."))
        first, until = typed.get("first_on"), typed.get("until")
        if bool(typed.get("times")) == bool(until) and not {"times", "until"} & self.errors.keys():
            self.add_error("times", _("Say how many times, or until which day: one of the two."))
        if first and until and until < first:
            self.add_error("until", _("This is before the first day."))
        return typed

    def rhythm(self) -> Rhythm:
        typed = self.cleaned_data
        return Rhythm(
            rule=self._rule(typed),
            first_on=typed["first_on"],
            from_time=typed["from_time"],
            to_time=typed["to_time"],
            mode=Mode(typed["mode"]),
            skips_holidays=typed["skips_holidays"],
            skipped=_days(typed["skipped"]),
            added=typed["added"],
            held_anyway=_days(typed["held_anyway"]),
        )

    def _rule(self, typed: dict[str, Any]) -> str:
        own = WEEKDAYS[typed["first_on"].weekday()]
        ends = {"every": typed["every"], "count": typed["times"] or 0, "until": typed["until"]}
        if typed["repeats"] == "monthly":
            return monthly_rule((typed["weekdays"] or [own])[0], nth=typed["nth"] or 1, **ends)
        return weekly_rule(typed["weekdays"] or [own], **ends)

    @staticmethod
    def initial_for(rhythm: Rhythm | None) -> dict[str, Any]:
        """What the form shows of a timetable as it stands."""
        if rhythm is None:
            return {}
        parts = dict(part.split("=", 1) for part in rhythm.rule.split(";"))
        by_month = parts["FREQ"] == "MONTHLY"
        return {
            "first_on": rhythm.first_on,
            "from_time": rhythm.from_time,
            "to_time": rhythm.to_time,
            "repeats": "monthly" if by_month else "weekly",
            "every": int(parts["INTERVAL"]),
            "weekdays": [parts["BYDAY"][-2:]] if by_month else parts["BYDAY"].split(","),
            "nth": int(parts["BYDAY"][:-2]) if by_month else 1,
            "times": int(parts["COUNT"]) if "COUNT" in parts else None,
            "until": date.fromisoformat(parts["UNTIL"]) if "UNTIL" in parts else None,
            "skips_holidays": rhythm.skips_holidays,
            "added": rhythm.added,
            "mode": rhythm.mode,
            "skipped": [day.isoformat() for day in rhythm.skipped],
            "held_anyway": [day.isoformat() for day in rhythm.held_anyway],
        }


class ClosedDaysForm(forms.Form):
    first_on = NearDayField(label=_("First day"))
    last_on = NearDayField(label=_("Last day"), required=False, help_text=_("Left empty, it is one day."))
    name_th = forms.CharField(label=_("Name in Thai"), max_length=120)
    name_en = forms.CharField(label=_("Name in English"), max_length=120, required=False)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        first, last = typed.get("first_on"), typed.get("last_on")
        if first and last and last < first:
            self.add_error("last_on", _("This is before the first day."))
        return typed

    def span(self) -> dict[str, Any]:
        typed = self.cleaned_data
        return {**typed, "last_on": typed["last_on"] or typed["first_on"]}


def _days(texts: list[str]) -> tuple[date, ...]:
    return tuple(date.fromisoformat(text) for text in texts)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
