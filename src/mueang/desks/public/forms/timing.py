"""When somebody could come to an activity whose times are still open."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mueang.apps.planning.enums import MOST_COMING_TOGETHER, DayPart
from mueang.apps.planning.queries import parts_of_week


class TimingForm(forms.Form):
    """A box for each part of each day; nobody is asked who they are."""

    parts = forms.MultipleChoiceField(
        label=_("When could you come?"), error_messages={"required": _("Please tick at least one time.")}
    )
    n_people = forms.TypedChoiceField(
        label=_("How many of you would come"), coerce=int, choices=[(n, n) for n in range(1, MOST_COMING_TOGETHER + 1)]
    )
    request_key = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        choice = self.fields["parts"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 -- for the type checker
        choice.choices = [(code, f"{day.label}: {part.label}") for code, day, part in parts_of_week()]

    def grid(self) -> list[tuple[str, list[tuple[str, str, bool]]]]:
        """Days with their boxes: code, words and whether it is ticked."""
        ticked = set(self.data.getlist("parts")) if self.is_bound else set()  # type: ignore[attr-defined]
        boxes = [(code, f"{day.label}: {part.label}", code in ticked) for code, day, part in parts_of_week()]
        days = list(dict.fromkeys(str(day.label) for _code, day, _part in parts_of_week()))
        return [(day, boxes[n * len(DayPart) : (n + 1) * len(DayPart)]) for n, day in enumerate(days)]
