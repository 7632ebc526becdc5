"""Whose access, to what, how they travel and how far."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from mueang.apps.planning.enums import CATCHMENTS, AgeGroup, Way
from mueang.apps.planning.queries import Asked


def minutes_of(values: Iterable[int]) -> list[tuple[int, str]]:
    """Choices in the language of whoever reads, which is not known before a form is made."""
    return [(n, ngettext("%d minute", "%d minutes", n) % n) for n in values]


class AskForm(forms.Form):
    """Sent by GET; what is not among the choices counts as the default."""

    group = forms.ChoiceField(label=_("Whose learning"), choices=AgeGroup.choices)
    interest = forms.ChoiceField(label=_("Interest"), required=False)
    way = forms.ChoiceField(label=_("How they travel"), choices=Way.choices)
    minutes = forms.ChoiceField(label=_("At most"), choices=lambda: minutes_of(CATCHMENTS))
    need = forms.BooleanField(label=_("Count people of deprived neighbourhoods for more"), required=False)

    def __init__(self, *, asked: Asked, interests: Iterable[tuple[str, str]], **options: Any) -> None:
        first = {"group": asked.group, "interest": asked.interest, "way": asked.way, "minutes": asked.minutes}
        super().__init__(initial=first | {"need": asked.counts_need}, **options)
        choice = self.fields["interest"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 -- for the type checker
        choice.choices = [("", _("Anything: the place is open")), *interests]
