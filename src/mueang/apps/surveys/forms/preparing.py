"""A survey to be: its words and ways, how many in each neighbourhood, the list it is drawn from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from mueang.apps.surveys.enums import KEEP_DAYS, Sampling, Unit
from mueang.lib.fields import CountField, DayField

_LONGEST_DAYS, LARGEST_FILE, _MOST_PEOPLE, _LONGEST_LIST = 366, 10_000_000, 10_000_000, 2_000_000
MARGINS = (3, 4, 5, 7, 10)


class SurveyForm(forms.Form):
    """Everything a survey says of itself before it asks."""

    questionnaire = forms.TypedChoiceField(label=_("Questionnaire"), coerce=int)
    name_th = forms.CharField(label=_("Name in Thai"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200)
    purpose_th = forms.CharField(
        label=_("What it is for, in Thai"),
        max_length=600,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Shown first, to whoever is asked"),
    )
    purpose_en = forms.CharField(
        label=_("What it is for, in English"), max_length=600, widget=forms.Textarea({"rows": 2})
    )
    contact = forms.CharField(
        label=_("Whom to ask about it"), max_length=200, help_text=_("Office and telephone, shown on the first page")
    )
    sampling = forms.ChoiceField(label=_("Whom it asks"), choices=Sampling.choices, widget=forms.RadioSelect)
    unit = forms.ChoiceField(label=pgettext_lazy("survey", "It counts"), choices=Unit.choices)
    closes_on = DayField(label=pgettext_lazy("survey", "Last day"))
    keep_days = forms.TypedChoiceField(
        label=_("Links, house numbers and open answers are erased"),
        coerce=int,
        initial=90,
        choices=lambda: [(n, gettext("%(n)s days after the last day") % {"n": n}) for n in KEEP_DAYS],
    )
    asks_background = forms.BooleanField(label=_("Ask for age band and sex"), required=False, initial=True)
    asks_minors = forms.BooleanField(
        label=_("Also ask people under 18, with the consent of a parent or guardian"), required=False
    )
    is_typed_twice = forms.BooleanField(
        label=_("Paper is typed by two people, and differences are shown"), required=False
    )

    def __init__(self, *args: Any, questionnaires: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["questionnaire"].choices = questionnaires  # type: ignore[attr-defined]  # a choice field

    def clean_closes_on(self) -> Any:
        day, today = self.cleaned_data["closes_on"], timezone.localdate()
        if day is not None and not today <= day <= today + timedelta(days=_LONGEST_DAYS):
            raise forms.ValidationError(_("The last day is from today to a year from now."))
        return day


@dataclass(frozen=True, slots=True)
class AreaFields:
    """One neighbourhood's two numbers."""

    name: str
    people: BoundField
    asked: BoundField


class StrataForm(forms.Form):
    """How many live in each neighbourhood, and how many of them are to be asked."""

    def __init__(self, *args: Any, places: Sequence[tuple[Any, str, int | None, int]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.places = places
        for place, name, people, asked in places:
            labels = {"people": gettext("People in %(name)s"), "asked": gettext("To be asked in %(name)s")}
            for part, number in (("people", people), ("asked", asked)):
                self.fields[f"{part}-{place.pk}"] = CountField(
                    label=labels[part] % {"name": name}, required=False, initial=number, max_value=_MOST_PEOPLE
                )

    def lines(self) -> Iterator[AreaFields]:
        for place, name, _people, _asked in self.places:
            yield AreaFields(name, self[f"people-{place.pk}"], self[f"asked-{place.pk}"])

    def counts(self) -> dict[Any, tuple[int, int]]:
        typed = self.cleaned_data
        return {
            place: (typed[f"people-{place.pk}"] or 0, typed[f"asked-{place.pk}"] or 0) for place, *_rest in self.places
        }


class ShareForm(forms.Form):
    """How sure the figures shall be; the number to ask follows, or is given."""

    margin_percent = forms.TypedChoiceField(
        label=_("Margin of error wanted, in percentage points"),
        coerce=int,
        choices=[(n, f"± {n}") for n in MARGINS],
        initial=5,
    )
    response_percent = CountField(
        label=_("Of a hundred asked, how many will answer?"), min_value=5, max_value=100, initial=60
    )
    least = CountField(label=_("At least in each community"), initial=10, max_value=1000)
    n = CountField(label=_("Or exactly this many in all"), required=False, min_value=1, max_value=100_000)

    def how_many(self, population: int) -> int:
        """To be asked in all. Raises SurveyRefused where nobody lives."""
        # NumPy comes with the methods; only who shares out needs it.
        from mueang.methods.surveys import sample_size

        typed = self.cleaned_data
        if typed["n"]:
            return int(typed["n"])
        wanted = sample_size(
            population=population, margin=typed["margin_percent"] / 100, response_rate=typed["response_percent"] / 100
        )
        return wanted.asked


class ListForm(forms.Form):
    """The list to draw from, as copied from two columns of a spreadsheet, and the words that settle the lot."""

    seed = forms.CharField(
        label=_("Words for the lot"),
        max_length=80,
        help_text=_(
            "Say them in public before the draw, for example the day's lottery number: anybody can then check it."
        ),
    )
    lines = forms.CharField(
        label=_("The list"),
        max_length=_LONGEST_LIST,
        widget=forms.Textarea({"rows": 10, "class": "mono"}),
        help_text=_("One a line: code of the community, then house number. Copy two columns from Excel. No names."),
    )

    def clean_lines(self) -> list[tuple[str, str]]:
        found = []
        for number, line in enumerate(self.cleaned_data["lines"].splitlines(), start=1):
            if not line.strip():
                continue
            code, mark, where = line.strip().partition("\t" if "\t" in line.strip() else ",")
            if not mark or not where.strip():
                raise forms.ValidationError(gettext("Line %(n)s has no code and house number.") % {"n": number})
            found.append((code.strip(), where.strip()))
        return found


class WorkbookForm(forms.Form):
    """Typed sheets as a workbook."""

    workbook = forms.FileField(label=_("Excel or CSV file"))

    def clean_workbook(self) -> Any:
        file = self.cleaned_data["workbook"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file is too large: 10 MB at most."))
        return file
