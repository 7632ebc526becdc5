"""Opening a panel, and judging on one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mueang.apps.accounts.models import User
from mueang.apps.accounts.queries import account_by_name
from mueang.apps.indicators.enums import RUBRIC
from mueang.apps.indicators.forms.figures import PeriodField


class PanelForm(forms.Form):
    """What is asked, of when, and of whom: one sign-in name a line."""

    name = forms.CharField(label=_("Name of the panel"), max_length=200)
    period = PeriodField(
        label=pgettext_lazy("of a figure", "Period"),
        max_length=60,
        help_text=_("For example 2566, budget year 2567, school year 2566, or 4-6 Nov 2566"),
    )
    indicators = forms.TypedMultipleChoiceField(
        label=_("What is to be judged"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    reviewers = forms.CharField(
        label=_("Reviewers"),
        help_text=_("Sign-in names, one a line, at least two. Choose people who do not report to one another."),
        widget=forms.Textarea({"rows": 4}),
        max_length=2000,
    )

    def __init__(self, *args: Any, indicators: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["indicators"].choices = indicators  # type: ignore[attr-defined]  # a choice field

    def clean_reviewers(self) -> list[User]:
        names = [line.strip() for line in str(self.cleaned_data["reviewers"]).replace(",", "\n").splitlines()]
        found = {name: account_by_name(name) for name in names if name}
        unknown = [name for name, user in found.items() if user is None]
        if unknown:
            raise forms.ValidationError(
                _("No account signs in as: %(names)s. Invite them first, on the page of roles."),
                params={"names": ", ".join(unknown)},
            )
        return [user for user in found.values() if user is not None]


class JudgementForm(forms.Form):
    """A level with its evidence."""

    level = forms.TypedChoiceField(
        label=_("Level by the rubric"),
        coerce=int,
        choices=lambda: [(level, f"{level} · {words}") for level, words in RUBRIC.items()],
        widget=forms.RadioSelect,
    )
    evidence = forms.CharField(label=_("Evidence"), max_length=800, widget=forms.Textarea({"rows": 3}))
