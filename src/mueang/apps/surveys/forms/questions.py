"""A questionnaire's name, and one of its questions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from mueang.apps.surveys.enums import Kind
from mueang.apps.surveys.queries import said_name
from mueang.methods.questionnaires import SCALE_ENDS, Question

_LOWEST, _HIGHEST = SCALE_ENDS


class NewQuestionnaireForm(forms.Form):
    """An empty questionnaire."""

    code = forms.SlugField(
        label=_("Short code"), max_length=40, help_text=_("Small Latin letters, for example market-day-2567")
    )
    name_th = forms.CharField(label=_("Name in Thai"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200)


class QuestionForm(forms.Form):
    """One question; the kind says which of the fields matter."""

    kind = forms.ChoiceField(label=pgettext_lazy("question", "Kind"), choices=Kind.choices)
    th = forms.CharField(label=_("Question in Thai"), max_length=400)
    en = forms.CharField(label=_("Question in English"), max_length=400)
    choices = forms.CharField(
        label=_("Choices"),
        required=False,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("One a line: Thai | English. For one choice or several."),
    )
    least = forms.IntegerField(label=_("Scale from"), min_value=_LOWEST, max_value=_HIGHEST, initial=1, required=False)
    most = forms.IntegerField(label=_("Scale to"), min_value=_LOWEST, max_value=_HIGHEST, initial=5, required=False)
    low_th = forms.CharField(label=_("Lowest means (Thai)"), max_length=100, required=False)
    low_en = forms.CharField(label=_("Lowest means (English)"), max_length=100, required=False)
    high_th = forms.CharField(label=_("Highest means (Thai)"), max_length=100, required=False)
    high_en = forms.CharField(label=_("Highest means (English)"), max_length=100, required=False)
    is_required = forms.BooleanField(label=_("Must be answered"), required=False)
    only_if = forms.MultipleChoiceField(
        label=_("Ask only after these choices"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Of one earlier question. Without a tick everybody is asked."),
    )

    def __init__(self, *args: Any, earlier: list[Question], **options: Any) -> None:
        super().__init__(*args, **options)
        pairs = [
            (f"{one.code}:{choice.code}", f"{said_name(one)} – {said_name(choice)}")
            for one in earlier
            for choice in one.choices
        ]
        if pairs:
            self.fields["only_if"].choices = pairs  # type: ignore[attr-defined]  # a choice field
        else:
            del self.fields["only_if"]

    def clean_choices(self) -> list[tuple[str, str]]:
        pairs = []
        for line in self.cleaned_data["choices"].splitlines():
            if not line.strip():
                continue
            thai, _bar, english = (part.strip() for part in line.partition("|"))
            if not thai or not english:
                raise forms.ValidationError(
                    gettext("Write Thai | English in each line: %(line)s") % {"line": line[:60]}
                )
            pairs.append((thai, english))
        return pairs

    def clean_only_if(self) -> list[str]:
        ticked: list[str] = self.cleaned_data["only_if"]
        if len({pair.partition(":")[0] for pair in ticked}) > 1:
            raise forms.ValidationError(gettext("Tick choices of one question only."))
        return ticked

    def raw(self, code: str, *, known: dict[str, Any]) -> dict[str, Any]:
        """The question as it is kept; choices whose words stay keep their code."""
        typed = self.cleaned_data
        line: dict[str, Any] = {name: typed[name] for name in ("kind", "th", "en", "is_required")} | {"code": code}
        if typed["kind"] in {Kind.ONE, Kind.SEVERAL}:
            line["choices"] = _coded(typed["choices"], known.get("choices", []))
        if typed["kind"] == Kind.SCALE:
            line |= {"least": typed["least"], "most": typed["most"]}
            line |= {name: typed[name] for name in ("low_th", "low_en", "high_th", "high_en")}
        ticked = typed.get("only_if") or []
        if ticked:
            line["only_if"] = {
                "question": ticked[0].partition(":")[0],
                "choices": [pair.partition(":")[2] for pair in ticked],
            }
        return line


def typed_question(line: dict[str, Any]) -> dict[str, Any]:
    """A kept question as its form shows it."""
    shown = dict(line)
    shown["choices"] = "\n".join(f"{one['th']} | {one['en']}" for one in line.get("choices", []))
    when = line.get("only_if")
    shown["only_if"] = [f"{when['question']}:{code}" for code in when["choices"]] if when else []
    return shown


def _coded(pairs: list[tuple[str, str]], known: list[dict[str, str]]) -> list[dict[str, str]]:
    codes = {one["th"]: one["code"] for one in known}
    free = iter(code for code in (f"c{n}" for n in range(1, 100)) if code not in codes.values())
    return [{"code": codes.get(thai) or next(free), "th": thai, "en": english} for thai, english in pairs]
