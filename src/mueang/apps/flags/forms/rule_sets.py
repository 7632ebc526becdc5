"""What may be typed about rules: a draft's levels, and one line a rule."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mueang.apps.flags.actions import Levels, check_rule
from mueang.apps.flags.enums import Comparison, DefaultRule, Variable
from mueang.apps.flags.errors import FlagRefused
from mueang.apps.flags.forms.queue import day_of
from mueang.apps.flags.models import Rule, RuleSet
from mueang.apps.flags.queries import shown_source, stored_source

EMPTY_LINES = 2


class LevelsForm(forms.Form):
    """From how many points on what happens."""

    look_from = forms.IntegerField(label=_("See in turn from (points)"), min_value=1, max_value=99)
    urgent_from = forms.IntegerField(label=_("See soon from (points)"), min_value=1, max_value=99)
    visit_from = forms.IntegerField(
        label=_("Ask or visit from (points of what is not known)"), min_value=1, max_value=99
    )
    life_days = forms.IntegerField(label=_("Days a flag stands without being seen again"), min_value=1, max_value=90)
    note = forms.CharField(label=_("What was changed, and why"), max_length=400, required=False)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if "look_from" in typed and typed.get("urgent_from", 99) < typed["look_from"]:
            self.add_error("urgent_from", _("“See soon” takes at least as many points as “see in turn”."))
        return typed

    def levels(self) -> Levels:
        return Levels(
            **{name: self.cleaned_data[name] for name in ("look_from", "urgent_from", "visit_from", "life_days")}
        )


class RuleForm(forms.Form):
    """One rule. A line left empty is no rule; the key of a rule stays while its numbers change."""

    key = forms.SlugField(max_length=40, required=False, widget=forms.HiddenInput)
    variable = forms.ChoiceField(label=_("If"), choices=[("", "–"), *Variable.choices])
    comparison = forms.ChoiceField(label=_("compared"), choices=[("", "–"), *Comparison.choices])
    threshold = forms.FloatField(label=_("Threshold"), min_value=0, required=False)
    points = forms.IntegerField(label=_("Points"), min_value=1, max_value=99)
    says_th = forms.CharField(label=_("Sentence in Thai"), max_length=200)
    says_en = forms.CharField(label=_("Sentence in English"), max_length=200)
    source = forms.CharField(label=pgettext_lazy("rule", "Source"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("threshold") is None and typed.get("comparison") != Comparison.UNKNOWN:
            self.add_error("threshold", _("Please give a number."))
        if not self.errors:
            try:
                check_rule(self.rule())
            except FlagRefused as refusal:
                self.add_error(None, refusal.sentence)
        return typed

    def rule(self) -> DefaultRule:
        typed = self.cleaned_data
        threshold = typed["threshold"] or 0
        if typed["comparison"] == Comparison.UNKNOWN:
            threshold = 0
        key = typed["key"] or slugify(f"{typed['variable']}-{typed['comparison']}-{threshold:g}".replace("_", "-"))[:40]
        words = {name: typed[name] for name in ("variable", "comparison", "points", "says_th", "says_en")}
        return DefaultRule(key=key, threshold=threshold, source=stored_source(typed["source"]), **words)


if TYPE_CHECKING:
    _Lines = forms.BaseFormSet[RuleForm]
else:
    _Lines = forms.BaseFormSet


class RuleLines(_Lines):
    """All rules of a draft; two rules of one key are one too many."""

    def rules(self) -> list[DefaultRule]:
        kept = [form for form in self.forms if form.has_changed() or form.initial]
        return [
            form.rule() for form in kept if not form.cleaned_data.get("DELETE") and form.cleaned_data.get("variable")
        ]

    def clean(self) -> None:
        super().clean()
        if any(self.errors):
            return
        keys = [rule.key for rule in self.rules()]
        if len(keys) != len(set(keys)):
            raise forms.ValidationError(_("Two rules look at the same with the same threshold."))


RuleFormSet = forms.formset_factory(RuleForm, formset=RuleLines, extra=EMPTY_LINES, can_delete=True, max_num=60)


def lines_of(draft: RuleSet) -> list[dict[str, Any]]:
    """A draft's rules as the form takes them."""
    return [
        {name: getattr(rule, name) for name in RuleForm.base_fields} | {"source": shown_source(rule.source)}
        for rule in Rule.objects.filter(rule_set=draft)
    ]


class DayForm(forms.Form):
    """As of which day the preview is drawn."""

    as_of = forms.CharField(label=_("As of"), max_length=40, help_text=_("Such as 4/11/2566 or 4 Nov 2023."))

    def clean_as_of(self) -> date:
        day = day_of(str(self.cleaned_data["as_of"]))
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return day
