"""Up to five wishes in order, with who wants them; plain lists, so that any phone can fill them in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from mueang.apps.enrollment.actions.rounds import Wishes
from mueang.apps.enrollment.enums import MOST_WISHES
from mueang.desks.public.forms.joining import JoinForm

Choices = Sequence[tuple[str, str]]
LABELS = [_("First wish"), _("Second wish"), _("Third wish"), _("Fourth wish"), _("Fifth wish")]


class _WishFields(forms.Form):
    """The wishes themselves; empty lines between them close up."""

    use_required_attribute = False

    def add_wishes(self, choices: Choices, *, neighbourhoods: Choices, chosen: Iterable[str] = ()) -> None:
        before = list(chosen)
        for number in range(MOST_WISHES):
            self.fields[f"wish{number + 1}"] = forms.ChoiceField(
                label=LABELS[number],
                choices=[("", _("No more wishes") if number else _("Please choose")), *choices],
                required=number == 0,
                initial=before[number] if number < len(before) else "",
                error_messages={"required": _("Please choose at least one activity.")},
            )
        if neighbourhoods:
            self.fields["neighbourhood"] = forms.ChoiceField(
                label=_("Your neighbourhood"),
                choices=[("", _("I would rather not say")), *neighbourhoods],
                required=False,
                help_text=_("It changes nothing in the draw. The city sees only whether seats are spread fairly."),
            )
        self.fields["invitation"] = forms.CharField(
            label=_("Invitation code, if you were given one"),
            max_length=20,
            required=False,
            widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters"}),
        )

    @property
    def wish_rows(self) -> list[forms.BoundField]:
        return [self[f"wish{number}"] for number in range(1, MOST_WISHES + 1)]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        seen: set[str] = set()
        for number in range(1, MOST_WISHES + 1):
            wish = typed.get(f"wish{number}")
            if wish and wish in seen:
                self.add_error(f"wish{number}", _("You have chosen this one already. Each wish counts once."))
            seen.add(wish or "")
        return typed

    def wishes(self) -> Wishes:
        typed = self.cleaned_data
        chosen = [typed[f"wish{number}"] for number in range(1, MOST_WISHES + 1) if typed[f"wish{number}"]]
        near = typed.get("neighbourhood")
        return Wishes(
            [UUID(one) for one in chosen], invitation=typed["invitation"], neighbourhood=UUID(near) if near else None
        )


class WishForm(_WishFields, JoinForm):
    """One person, or a carer with children, and what they wish for."""

    def __init__(self, *arguments: Any, choices: Choices, neighbourhoods: Choices, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.add_wishes(choices, neighbourhoods=neighbourhoods)


class ChangeWishesForm(_WishFields):
    """Other wishes of the same people."""

    def __init__(
        self, *arguments: Any, choices: Choices, neighbourhoods: Choices, chosen: Iterable[str], **options: Any
    ) -> None:
        super().__init__(*arguments, **options)
        self.add_wishes(choices, neighbourhoods=neighbourhoods, chosen=chosen)
