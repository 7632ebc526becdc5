"""What citizens read of a scenario and until when they may speak; and what is done with what they said."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mueang.apps.planning.enums import HiddenBecause, Moderation, Stance
from mueang.apps.planning.models import Publication
from mueang.lib.fields import DayField
from mueang.ui.templatetags.ui import field

_WEEKS_WELCOME = 3
_AREA = forms.Textarea({"rows": 5})


class RenameForm(forms.Form):
    """What a scenario is called among those who plan."""

    name = forms.CharField(label=_("Name of the scenario"), max_length=120)
    note = forms.CharField(label=_("What it is for"), max_length=1000, required=False)


class PublishForm(forms.Form):
    """The words of the public page are the officer's own; the numbers come from the scenario."""

    title_th = forms.CharField(label=_("Title (Thai)"), max_length=160)
    title_en = forms.CharField(label=_("Title (English)"), max_length=160, required=False)
    about_th = forms.CharField(
        label=_("What is asked of citizens (Thai)"),
        max_length=3000,
        widget=_AREA,
        help_text=_("Plainly: what the city thinks of doing, why, and what it wants to hear. Nobody's name."),
    )
    about_en = forms.CharField(
        label=_("What is asked of citizens (English)"), max_length=3000, widget=_AREA, required=False
    )
    comments_until = DayField(label=_("Comments are welcome until"))
    moderation = forms.ChoiceField(
        label=_("When a comment is seen by everybody"), choices=Moderation.choices, widget=forms.RadioSelect
    )
    earlier = forms.ChoiceField(
        label=_("It is the next version of"),
        required=False,
        help_text=_("Comments on that one end, and its page leads here."),
    )

    def __init__(self, *arguments: Any, scenario: Any, versions: Iterable[Publication], **options: Any) -> None:
        first = {
            "title_th": scenario.name,
            "about_th": scenario.note,
            "comments_until": timezone.localdate() + timedelta(weeks=_WEEKS_WELCOME),
            "moderation": Moderation.BEFORE,
        }
        super().__init__(*arguments, **{"initial": first, **options})
        self.versions = {str(row.uuid): row for row in versions}
        choice = self.fields["earlier"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 -- for the type checker
        choice.choices = [
            ("", _("none: it is new")),
            *((key, field(row, "title")) for key, row in self.versions.items()),
        ]

    def clean_comments_until(self) -> Any:
        return _not_over(self.cleaned_data["comments_until"])

    def words(self) -> dict[str, Any]:
        """What the action takes."""
        typed = dict(self.cleaned_data)
        return typed | {"earlier": self.versions.get(typed["earlier"])}


class UntilForm(forms.Form):
    """Another last day."""

    until = DayField(label=_("Comments are welcome until"))

    def clean_until(self) -> Any:
        return _not_over(self.cleaned_data["until"])


class WithdrawForm(forms.Form):
    """Why citizens do not see it any more; they read this."""

    because = forms.CharField(label=_("Why it is withdrawn (citizens read this)"), max_length=300)


class HeardForm(forms.Form):
    """The last word to those who spoke."""

    heard_th = forms.CharField(label=_("We heard, we do (Thai)"), max_length=3000, widget=_AREA)
    heard_en = forms.CharField(label=_("We heard, we do (English)"), max_length=3000, widget=_AREA, required=False)


class ToldForm(forms.Form):
    """What somebody said at a meeting or at the counter."""

    stance = forms.ChoiceField(label=_("What do they think?"), choices=Stance.choices)
    words = forms.CharField(label=_("What they said"), max_length=2000, widget=forms.Textarea({"rows": 3}))
    name = forms.CharField(label=_("Their name, if they want it shown"), max_length=80, required=False)


class HideForm(forms.Form):
    because = forms.ChoiceField(label=_("Why it is hidden"), choices=HiddenBecause.choices)


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("Answer, for everybody to read"), max_length=2000, required=False, widget=forms.Textarea({"rows": 3})
    )


def _not_over(day: date | None) -> date | None:
    if day is not None and day < timezone.localdate():
        raise ValidationError(_("This day is over. Please choose today or a later one."))
    return day
