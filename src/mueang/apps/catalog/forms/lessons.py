"""What is asked between a heritage item and its lesson: who teaches, where and when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mueang.apps.accounts.rules import Viewer
from mueang.apps.catalog.actions import Lesson
from mueang.apps.catalog.actions.programs import interest_code
from mueang.apps.catalog.forms.fields import ClockField, NamedChoice, NamedChoices, NearDayField
from mueang.apps.catalog.forms.offerings import MOST_SEATS, choose_from, moment_at
from mueang.apps.catalog.models import Program
from mueang.apps.catalog.queries import interests, weekly_plan
from mueang.apps.catalog.queries.planning import MOST_REPEATS
from mueang.apps.catalog.rules import teaching_places
from mueang.apps.heritage.models import HeritageItem, Holder
from mueang.apps.places.models import Place
from mueang.lib.fields import CountField

USUAL_SEATS = 12


class LessonForm(forms.Form):
    """One page of questions; the rest stands in the inventory."""

    teacher = forms.ChoiceField(label=_("Who teaches"), widget=forms.RadioSelect)
    place = NamedChoice(label=_("Place"), queryset=Place.objects.none(), to_field_name="slug", empty_label=None)
    first_on = NearDayField(label=_("First day"))
    from_time = ClockField(label=_("Start time"))
    to_time = ClockField(label=_("End time"))
    times = CountField(
        label=_("Weekly, how many times"), min_value=1, max_value=MOST_REPEATS, initial=1, help_text=_("1 meets once.")
    )
    seats = CountField(label=_("Seats"), min_value=1, max_value=MOST_SEATS, initial=USUAL_SEATS)
    interests = NamedChoices(label=_("Interests"), queryset=interests(), to_field_name="code")

    def __init__(
        self,
        typed: Any = None,
        *,
        viewer: Viewer,
        item: HeritageItem,
        holders: Sequence[Holder],
        program: Program | None,
    ) -> None:
        codes = list(program.interests.values_list("code", flat=True)) if program else [interest_code(item)]
        initial = {"interests": codes, "place": item.place.slug if item.place else None}
        if len(holders) == 1:
            initial["teacher"] = str(holders[0].person.uuid)
        super().__init__(typed, initial=initial)
        self._holders = {str(holder.person.uuid): holder for holder in holders}
        choices = [
            (key, f"{row.person.full_name} · {row.get_willingness_display()}") for key, row in self._holders.items()
        ]
        self.fields["teacher"].choices = choices  # type: ignore[attr-defined]
        choose_from(self.fields["place"], teaching_places(viewer, item.city))

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        starts, ends = typed.get("from_time"), typed.get("to_time")
        if starts and ends and ends <= starts:
            self.add_error("to_time", _("The end must be after the start."))
        return typed

    def lesson(self) -> Lesson:
        typed = self.cleaned_data
        plan = weekly_plan(
            starts_at=moment_at(typed["first_on"], typed["from_time"]),
            ends_at=moment_at(typed["first_on"], typed["to_time"]),
            times=typed["times"],
            skips_holidays=True,
        )
        return Lesson(
            teacher=self._holders[typed["teacher"]].person,
            place=typed["place"],
            seats=typed["seats"],
            sessions=plan.sessions,
            interests=list(typed["interests"]),
        )
