"""The form that a questionnaire makes: for a telephone, and for whoever types a sheet of paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django import forms
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from mueang.apps.surveys.enums import AgeBand, Outcome, Sampling, Sex
from mueang.apps.surveys.queries import Said, said_name
from mueang.methods.questionnaires import LONGEST_ANSWER, Choice, Question, check_answers
from mueang.ui.words import current_language, in_language

WRONG: dict[str, str | Promise] = {
    "missing": _("Please answer this question."),
    "unknown": _("This answer cannot be read. Please choose or type it again."),
    "too_long": _("Please write shorter: 1,000 characters at most."),
}
_A = "a-"


@dataclass(frozen=True, slots=True)
class Item:
    """One question on the page; a script shows it only after the choices it depends on."""

    field: BoundField
    code: str
    depends_on: str = ""
    choices: str = ""


class AnswerForm(forms.Form):
    """A field for each question, and who answers where the survey asks that."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, survey: Any, questions: Sequence[Question], places: Any = (), **options: Any
    ) -> None:
        super().__init__(*args, **({"initial": {"uuid": uuid4()}} | options))
        self.survey, self.questions = survey, questions
        for question in questions:
            self.fields[_A + question.code] = _field(question, questions)
        if survey.asks_background:
            self._ask_background(list(places))

    def _ask_background(self, places: list[Any]) -> None:
        if places:
            names = sorted(((place.code, said_name(place)) for place in places), key=lambda pair: pair[1])
            self.fields["neighbourhood"] = forms.ChoiceField(
                label=_("Where do you live?"), choices=[("", "–"), *names], required=False
            )
        ages = [pair for pair in AgeBand.choices if self.survey.asks_minors or pair[0] != AgeBand.MINOR]
        self.fields["age_band"] = _radio(pgettext_lazy("survey", "Your age"), ages)
        self.fields["sex"] = _radio(pgettext_lazy("survey", "Your sex"), Sex.choices)
        if self.survey.asks_minors:
            self.fields["has_guardian"] = forms.BooleanField(
                label=_("Who answers is under 18, and a parent or guardian has read this page and agrees."),
                required=False,
            )

    def items(self) -> Iterator[Item]:
        """Fields of the questions in their order."""
        for question in self.questions:
            depends_on, wanted = question.only_if or ("", frozenset())
            yield Item(
                self[_A + question.code], question.code, _A + depends_on if depends_on else "", " ".join(sorted(wanted))
            )

    def background(self) -> list[BoundField]:
        names = ("neighbourhood", "age_band", "sex", "has_guardian")
        return [self[name] for name in names if name in self.fields]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        given = {one.code: typed.get(_A + one.code) for one in self.questions}
        checked = check_answers(self.questions, given)
        for code, wrong in checked.wrong.items():
            if _A + code not in self.errors:
                self.add_error(_A + code, str(WRONG[wrong]))
        if not checked.answers and not self.errors:
            self.add_error(None, gettext("Nothing is answered yet."))
        if typed.get("age_band") == AgeBand.MINOR and not typed.get("has_guardian"):
            self.add_error("has_guardian", gettext("Under 18, a parent or guardian must agree first."))
        return typed

    def said(self) -> Said:
        typed = self.cleaned_data
        return Said(
            uuid=typed["uuid"],
            answers={one.code: typed.get(_A + one.code) for one in self.questions},
            neighbourhood=typed.get("neighbourhood", ""),
            age_band=typed.get("age_band", ""),
            sex=typed.get("sex", ""),
            has_guardian=bool(typed.get("has_guardian")),
            sheet=typed.get("sheet", ""),
            outcome=typed.get("outcome") or Outcome.ANSWERED,
        )


class PaperForm(AnswerForm):
    """The same, with the sheet's number and what became of it."""

    sheet = forms.CharField(label=_("Number of the sheet"), max_length=20)

    def __init__(self, *args: Any, survey: Any, places: Any = (), **options: Any) -> None:
        super().__init__(*args, survey=survey, places=[] if survey.sampling == Sampling.FRAME else places, **options)
        if survey.sampling == Sampling.QUOTA and "neighbourhood" not in self.fields:
            self.fields["neighbourhood"] = forms.ChoiceField(
                label=_("Where do you live?"), choices=[(one.code, said_name(one)) for one in places]
            )

    def clean_sheet(self) -> str:
        return str(self.cleaned_data["sheet"]).strip().upper()


def _field(question: Question, questions: Sequence[Question]) -> forms.Field:
    common: dict[str, Any] = {"label": said_name(question), "help_text": _when(question, questions)}
    common["required"] = question.is_required and question.only_if is None
    if question.kind == "one":
        return _radio(choices=_pairs(question.choices), **common)
    if question.kind == "several":
        choices = _pairs(question.choices)
        return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **common)
    if question.kind == "scale":
        return _radio(choices=[(str(step), _step(question, step)) for step in question.steps], **common)
    if question.kind == "number":
        widget = forms.TextInput({"inputmode": "decimal", "autocomplete": "off", "size": 8})
        return forms.CharField(max_length=20, widget=widget, **common)
    return forms.CharField(max_length=LONGEST_ANSWER, widget=forms.Textarea({"rows": 3}), **common)


def _radio(label: Any, choices: Any, *, required: bool = False, help_text: str = "") -> forms.ChoiceField:
    widget = forms.RadioSelect
    return forms.ChoiceField(label=label, choices=choices, widget=widget, required=required, help_text=help_text)


def _pairs(choices: Sequence[Choice]) -> list[tuple[str, str]]:
    return [(choice.code, said_name(choice)) for choice in choices]


def _step(question: Question, step: int) -> str:
    end = "low" if step == question.least else "high" if step == question.most else ""
    words = (
        in_language(current_language(), getattr(question, f"{end}_th"), getattr(question, f"{end}_en")) if end else ""
    )
    return f"{step} – {words}" if words else str(step)


def _when(question: Question, questions: Sequence[Question]) -> str:
    """For whoever has no script or a sheet of paper: when this question is meant."""
    if question.only_if is None:
        return ""
    code, wanted = question.only_if
    asked = next(one for one in questions if one.code == code)
    words = " / ".join(said_name(choice) for choice in asked.choices if choice.code in wanted)
    return gettext("Only if you answered “%(words)s” above.") % {"words": words}
