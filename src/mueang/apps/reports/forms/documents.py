"""A report begun, an answer, a remark, and where a question was compared."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mueang.apps.reports.enums import Kind, Language
from mueang.methods.thai import Period, ThaiTextError, parse_period

LONGEST_ANSWER = 20_000


class BeginForm(forms.Form):
    """Which document, of which period, handed in in which language."""

    kind = forms.ChoiceField(label=_("Document"), choices=Kind.choices, widget=forms.RadioSelect)
    title = forms.CharField(label=pgettext_lazy("report", "Title"), max_length=200)
    period = forms.CharField(
        label=_("Period reported on"),
        max_length=60,
        help_text=_("For example 2566, budget year 2567, or 1 Jan 2565 - 31 Dec 2566"),
    )
    language = forms.ChoiceField(
        label=_("Language it is handed in in"),
        choices=Language.choices,
        help_text=_("Both can be written; in this one every question must be answered"),
    )

    def clean_period(self) -> Period:
        try:
            return parse_period(self.cleaned_data["period"], today=timezone.localdate())
        except ThaiTextError as refusal:
            raise forms.ValidationError(
                _("Write a year such as 2566, a budget year such as FY 2567, a school year, or days.")
            ) from refusal


class AnswerForm(forms.Form):
    """What is written to a question, and over which version of it."""

    text = forms.CharField(required=False, strip=False, max_length=LONGEST_ANSWER)
    version = forms.IntegerField(min_value=0, max_value=2_000_000_000)

    def said(self) -> dict[str, Any]:
        """Text and version; raises LookupError where what was sent is no answer."""
        if not self.is_valid():
            raise LookupError(list(self.errors))
        return dict(self.cleaned_data)


class RemarkForm(forms.Form):
    """A word to the writers."""

    remark = forms.CharField(label=_("What should be changed"), max_length=600, widget=forms.Textarea({"rows": 3}))


class CheckForm(forms.Form):
    """With which printed form a question was compared."""

    source = forms.CharField(label=_("Compared with (document, year, page)"), max_length=300)
