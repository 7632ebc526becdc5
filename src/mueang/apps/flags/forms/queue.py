"""What may be typed about flags: what the queue is narrowed to, and what is decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mueang.apps.flags.enums import DecisionKind, FlagState, Found, Level
from mueang.apps.flags.queries import Wanted
from mueang.apps.registers.enums import Grade
from mueang.apps.registers.models import School
from mueang.methods.thai import ThaiTextError, parse_date
from mueang.ui.templatetags.ui import name
from mueang.ui.widgets import LongSelect


class QueueForm(forms.Form):
    """Sent by GET: nothing in it says who a child is."""

    level = forms.ChoiceField(label=_("How pressing"), choices=[("", _("All")), *Level.choices], required=False)
    school = forms.ChoiceField(label=_("School"), required=False, widget=LongSelect)
    grade = forms.TypedChoiceField(
        label=_("Grade"), choices=[("", _("All")), *Grade.choices], coerce=int, empty_value=None, required=False
    )
    state = forms.ChoiceField(
        label=pgettext_lazy("flag", "State"), choices=FlagState.choices, required=False, initial=FlagState.OPEN
    )

    def __init__(self, *arguments: Any, schools: Sequence[School], **options: Any) -> None:
        super().__init__(*arguments, **options)
        choices = [("", _("All")), *((str(school.uuid), name(school)) for school in schools)]
        self.fields["school"].choices = choices  # type: ignore[attr-defined]  # the stubs type every field alike

    def wanted(self) -> Wanted:
        """What is not a choice narrows nothing."""
        typed = self.cleaned_data if self.is_valid() else {}
        school = typed.get("school")
        return Wanted(
            school=UUID(school) if school else None,
            level=typed.get("level", ""),
            grade=typed.get("grade"),
            state=typed.get("state") or FlagState.OPEN,
        )


class DecisionForm(forms.Form):
    """Every flag ends in a human decision."""

    kind = forms.ChoiceField(label=_("What do you decide?"), choices=DecisionKind.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=pgettext_lazy("flag", "Reason"),
        max_length=400,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_(
            "Needed for “not now” and “the record was wrong”. No diagnosis, please: what you know and from whom."
        ),
    )
    until = forms.CharField(
        label=_("Not now: until when?"),
        max_length=40,
        required=False,
        help_text=_("Such as 4/11/2566 or 4 Nov 2023."),
    )

    def clean_until(self) -> date | None:
        typed = str(self.cleaned_data["until"]).strip()
        return day_of(typed) if typed else None


class FoundForm(forms.Form):
    """What came of looking into it."""

    found = forms.ChoiceField(label=_("What was found?"), choices=Found.choices, widget=forms.RadioSelect)


def day_of(typed: str) -> date:
    """A day as Thai officers type it; raises ValidationError."""
    try:
        return parse_date(typed, today=timezone.localdate())
    except ThaiTextError as error:
        raise forms.ValidationError(_("This cannot be a date. Example: 4/11/2566.")) from error
