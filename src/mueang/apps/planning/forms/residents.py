"""How many people live where: one line a neighbourhood."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mueang.apps.places.models import Neighbourhood
from mueang.apps.planning.actions import ResidentsLine
from mueang.apps.planning.enums import AgeGroup
from mueang.lib.fields import CountField, DayField

MOST_PEOPLE = 10_000_000


class ResidentsForm(forms.Form):
    """A line left empty stays unknown; one that is begun is complete."""

    counted_on = DayField(label=_("Counted on"))
    source = forms.CharField(
        label=_("Source"), max_length=200, help_text=_("For example: civil registration of the municipality")
    )

    def __init__(self, *arguments: Any, neighbourhoods: Iterable[Neighbourhood], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.rows = list(neighbourhoods)
        for row in self.rows:
            before = getattr(row, "residents", None)
            for group in AgeGroup:
                first = before.of(group) if before else None
                self.fields[f"{row.code}-{group}"] = CountField(
                    label=group.label, required=False, max_value=MOST_PEOPLE, initial=first
                )
            need = before.deprivation_percent if before else None
            self.fields[f"{row.code}-need"] = CountField(
                label=_("Deprived (per cent)"), required=False, max_value=100, initial=need
            )
            if before and not self.is_bound:
                self.initial.update(counted_on=before.counted_on, source=before.source)

    def table(self) -> list[tuple[Neighbourhood, list[forms.BoundField]]]:
        """Each neighbourhood with its fields, for the page."""
        return [(row, [self[f"{row.code}-{name}"] for name in (*AgeGroup, "need")]) for row in self.rows]

    def clean_counted_on(self) -> Any:
        day = self.cleaned_data["counted_on"]
        if day and day > timezone.localdate():
            raise ValidationError(_("This day is still to come."))
        return day

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        for row in self.rows:
            counts = [typed.get(f"{row.code}-{group}") for group in AgeGroup]
            if any(one is not None for one in counts):
                for group, count in zip(AgeGroup, counts, strict=True):
                    name = f"{row.code}-{group}"
                    if count is None and name not in self.errors:
                        self.add_error(name, _("Please fill in the whole line; nobody of this age is 0."))
        return typed

    def lines(self) -> list[ResidentsLine]:
        """What was typed, neighbourhood by neighbourhood."""
        typed = self.cleaned_data
        return [
            ResidentsLine(
                code=row.code,
                deprivation_percent=typed[f"{row.code}-need"],
                **{str(group): typed[f"{row.code}-{group}"] for group in AgeGroup},
            )
            for row in self.rows
            if typed[f"{row.code}-{AgeGroup.SMALL}"] is not None
        ]
