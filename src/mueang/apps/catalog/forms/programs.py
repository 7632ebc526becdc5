"""What an officer or keeper may type about a program."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mueang.apps.catalog.actions.programs import ProgramChanges
from mueang.apps.catalog.forms.fields import NamedChoice, NamedChoices
from mueang.apps.catalog.models import Interest, Program
from mueang.apps.catalog.queries import interests
from mueang.lib.fields import AmountField, CountField
from mueang.methods.thai import clean

MOST_HOURS = 5_000
MOST_OUTCOMES = 12
LONGEST_OUTCOME = 200


class HoursField(AmountField):
    """Hours, in quarters if need be; cleans to minutes."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_value=MOST_HOURS, initial=0, required=False, **options)

    def clean(self, value: Any) -> Any:
        hours = super().clean(value)
        return round((hours or 0) * 60)

    def prepare_value(self, value: Any) -> Any:
        """Stored minutes are an int; what was typed is text and stands as it is."""
        return f"{value / 60:g}" if isinstance(value, int) else value


class LinesField(forms.CharField):
    """One statement a line; cleans to a list."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, max_length=4_000, widget=forms.Textarea({"rows": 4}), **options)

    def clean(self, value: Any) -> Any:
        lines = [line for line in map(clean, super().clean(value).splitlines()) if line]
        if len(lines) > MOST_OUTCOMES or any(len(line) > LONGEST_OUTCOME for line in lines):
            raise forms.ValidationError(
                _("At most %(lines)s lines of %(letters)s letters.")
                % {"lines": MOST_OUTCOMES, "letters": LONGEST_OUTCOME}
            )
        return lines

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value


class ProgramForm(forms.Form):
    name_th = forms.CharField(label=_("Name in Thai"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    summary_th = forms.CharField(label=_("Summary in Thai"), max_length=400, required=False)
    summary_en = forms.CharField(label=_("Summary in English"), max_length=400, required=False)
    interests = NamedChoices(label=_("Interests"), queryset=interests(), to_field_name="code", required=False)
    builds_on = NamedChoice(
        label=_("Builds on"),
        queryset=None,
        required=False,
        help_text=_("Whoever finished that program is told of this one. Nobody is kept out by it."),
    )
    about_th = forms.CharField(
        label=_("More in Thai"), max_length=8_000, required=False, widget=forms.Textarea({"rows": 5})
    )
    about_en = forms.CharField(
        label=_("More in English"), max_length=8_000, required=False, widget=forms.Textarea({"rows": 5})
    )
    outcomes_th = LinesField(label=_("What one can do afterwards, in Thai"), help_text=_("One statement a line."))
    outcomes_en = LinesField(label=_("What one can do afterwards, in English"), help_text=_("One statement a line."))
    lecture_minutes = HoursField(label=_("Hours of lecture"))
    lab_minutes = HoursField(label=_("Hours of lab or workshop"))
    practice_minutes = HoursField(label=_("Hours of practice"))
    required_minutes = HoursField(
        label=_("Hours needed to complete"), help_text=_("0 if only the share of attendance counts.")
    )
    required_share_percent = CountField(
        label=_("Share of attendance needed, in per cent"), min_value=0, max_value=100, initial=80
    )
    needs_assessment = forms.BooleanField(label=_("Completing needs a passed assessment"), required=False)

    def __init__(self, *args: Any, others: QuerySet[Program] | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = Program.objects.none() if others is None else others
        self.fields["builds_on"].queryset = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        given = sum(typed.get(name) or 0 for name in ("lecture_minutes", "lab_minutes", "practice_minutes"))
        if (typed.get("required_minutes") or 0) > given:
            self.add_error("required_minutes", _("More hours are needed than the program gives."))
        return typed

    def chosen_interests(self) -> list[Interest]:
        return list(self.cleaned_data["interests"])

    def changes(self) -> ProgramChanges:
        typed = self.cleaned_data
        return {
            "name_th": typed["name_th"],
            "name_en": typed["name_en"],
            "summary_th": typed["summary_th"],
            "summary_en": typed["summary_en"],
            "builds_on": typed["builds_on"],
            "about_th": typed["about_th"],
            "about_en": typed["about_en"],
            "outcomes_th": typed["outcomes_th"],
            "outcomes_en": typed["outcomes_en"],
            "lecture_minutes": typed["lecture_minutes"],
            "lab_minutes": typed["lab_minutes"],
            "practice_minutes": typed["practice_minutes"],
            "required_minutes": typed["required_minutes"],
            "required_share_percent": typed["required_share_percent"],
            "needs_assessment": typed["needs_assessment"],
        }


def program_initial(program: Program) -> dict[str, Any]:
    names = [name for name in ProgramForm.base_fields if name != "interests"]
    return {
        **{name: getattr(program, name) for name in names},
        "interests": [interest.code for interest in program.interests.all()],
    }
