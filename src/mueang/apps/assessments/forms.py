"""What a person may type about quizzes, assignments and hand-ins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mueang.apps.assessments.enums import LARGEST_FILE, LEVELS, LONGEST_TEXT, AssignmentKind, Counts, Level
from mueang.apps.assessments.errors import FileRefused
from mueang.lib.fields import CountField, DayField


class QuizForm(forms.Form):
    title_th = forms.CharField(label=_("Name in Thai"), max_length=200)
    title_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    n_drawn = CountField(label=_("Questions drawn for each try"), min_value=1, max_value=50, initial=5)
    n_tries = CountField(
        label=_("How often one may try"), min_value=0, max_value=50, initial=3, help_text=_("0: as often as one likes.")
    )
    wait_minutes = CountField(label=_("Minutes between two tries"), min_value=0, max_value=40_320, initial=0)
    limit_minutes = CountField(
        label=_("Minutes for one try"), min_value=0, max_value=600, initial=0, help_text=_("0: without a limit.")
    )
    counts = forms.ChoiceField(label=_("What counts"), choices=Counts.choices, initial=Counts.BEST)
    pass_percent = CountField(label=_("Percent needed to pass"), min_value=0, max_value=100, initial=80)
    ends_on = DayField(label=_("Last day"), required=False)
    is_open = forms.BooleanField(label=_("Learners may begin"), required=False)


class GiftForm(forms.Form):
    """Questions pasted or in a file; cleans to `text`."""

    pasted = forms.CharField(
        label=_("Questions as GIFT text"),
        required=False,
        widget=forms.Textarea({"rows": 6, "class": "mono", "spellcheck": "false"}),
    )
    file = forms.FileField(label=_("Or a file from Moodle (.txt)"), required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        file = values.get("file")
        if file is not None and file.size <= LARGEST_FILE:
            try:
                values["text"] = file.read().decode("utf-8-sig")
            except UnicodeDecodeError:
                self.add_error("file", _("The file is not UTF-8 text. Save it as UTF-8 and try again."))
        elif values.get("pasted"):
            values["text"] = values["pasted"]
        else:
            self.add_error("pasted", _("Paste the questions or choose a file of at most 10 MB."))
        return values


class AssignmentForm(forms.Form):
    title_th = forms.CharField(label=_("Name in Thai"), max_length=200)
    title_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    task_th = forms.CharField(label=_("The task in Thai"), max_length=8000, widget=forms.Textarea({"rows": 5}))
    task_en = forms.CharField(
        label=_("The task in English"), max_length=8000, required=False, widget=forms.Textarea({"rows": 3})
    )
    kind = forms.ChoiceField(label=_("What is handed in"), choices=AssignmentKind.choices, initial=AssignmentKind.WORK)
    n_assessors = forms.TypedChoiceField(
        label=_("Assessors for each hand-in"), coerce=int, choices=[(n, str(n)) for n in (1, 2, 3, 5, 7)], initial=2
    )
    pass_level = forms.ChoiceField(
        label=_("Level needed in every criterion"), choices=Level.choices, initial="adequate"
    )
    n_tries = CountField(
        label=_("How often one may try"), min_value=0, max_value=20, initial=3, help_text=_("0: as often as one likes.")
    )
    appeal_days = CountField(label=_("Days to appeal"), min_value=0, max_value=90, initial=14)
    spares_own_city = forms.BooleanField(
        label=_("Nobody judges work of a city they work for"), required=False, initial=True
    )
    ends_on = DayField(label=_("Last day"), required=False)
    is_open = forms.BooleanField(label=_("Learners may hand in"), required=False)


class NewAssignmentForm(AssignmentForm):
    """With its rubric, which is not changed later; cleans to `criteria`."""

    rubric = forms.CharField(
        label=_("Rubric"),
        max_length=8000,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("A line for each criterion: its name, then how each of the four levels shows itself, parted by |."),
    )

    def clean_rubric(self) -> list[dict[str, Any]]:
        lines = [line.split("|") for line in self.cleaned_data["rubric"].splitlines() if line.strip()]
        if any(len(line) != len(LEVELS) + 1 or not all(part.strip() for part in line) for line in lines):
            raise forms.ValidationError(_("Each line has a name and four levels, parted by |."))
        return [
            {
                "key": f"criterion-{number}",
                "name_th": line[0].strip()[:200],
                "levels": [{"th": part.strip(), "en": ""} for part in line[1:]],
            }
            for number, line in enumerate(lines, start=1)
        ]


class AssessorForm(forms.Form):
    user = forms.ChoiceField(label=_("Who judges"))

    def __init__(self, *arguments: Any, people: Sequence[Any], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.people = {str(one.uuid): one for one in people}
        self.fields["user"].choices = [(key, str(one)) for key, one in self.people.items()]  # type: ignore[attr-defined]  # a ChoiceField

    def clean_user(self) -> Any:
        return self.people[self.cleaned_data["user"]]


class WorkForm(forms.Form):
    """What a learner writes; a work plan where one is asked for."""

    text = forms.CharField(
        label=_("Your text"), max_length=LONGEST_TEXT, required=False, widget=forms.Textarea({"rows": 10})
    )
    plan = forms.ChoiceField(label=_("Work plan of your city"), required=False)

    def __init__(self, *arguments: Any, plans: Sequence[Any] | None, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if plans is None:
            del self.fields["plan"]
            return
        self.plans = {str(one.uuid): one for one in plans}
        self.fields["plan"].choices = [("", "–"), *((key, str(one)) for key, one in self.plans.items())]  # type: ignore[attr-defined]  # a ChoiceField

    def clean_plan(self) -> Any:
        found = self.plans.get(self.cleaned_data["plan"])
        return found.uuid if found else None


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("PDF or picture"),
        widget=forms.FileInput({"accept": "application/pdf,image/jpeg,image/png,image/webp"}),
        help_text=_("At most 10 MB; five files in all. Where a picture was taken is not kept."),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(FileRefused().sentence)
        return file


class AppealForm(forms.Form):
    reason = forms.CharField(label=_("Why you do not agree"), max_length=4000, widget=forms.Textarea({"rows": 4}))


def answers_of(data: Any, places: Sequence[int]) -> dict[int, list[Any]]:
    """What was answered at each place, of what was sent: numbers of options, or one text."""
    found: dict[int, list[Any]] = {}
    for place in places:
        if f"option-{place}" in data:
            found[place] = [int(one) for one in data.getlist(f"option-{place}") if one.isdecimal() and len(one) < 4]
        elif f"typed-{place}" in data:
            found[place] = [data[f"typed-{place}"]]
        elif data.get("only") == str(place):
            # The last tick taken off by hand is an answer too: none.
            found[place] = []
    return found


def judged_of(data: Any, keys: Sequence[str]) -> dict[str, dict[str, str]]:
    """Levels and remarks by criterion, of what was sent."""
    return {
        "levels": {key: level for key in keys if (level := data.get(f"level-{key}", "")) in LEVELS},
        "remarks": {key: data.get(f"remark-{key}", "")[:1000] for key in keys},
    }
