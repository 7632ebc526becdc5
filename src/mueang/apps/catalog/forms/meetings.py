"""What a keeper may type about sessions."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mueang.apps.catalog.actions.meetings import SessionChanges
from mueang.apps.catalog.enums import Mode
from mueang.apps.catalog.errors import SeatsNeedARoom
from mueang.apps.catalog.forms.fields import ClockField, NamedChoice, NearDayField
from mueang.apps.catalog.models import Offering, Session
from mueang.apps.catalog.queries import PlannedSession, weekly_plan
from mueang.apps.catalog.queries.planning import MOST_REPEATS, WeeklyPlan
from mueang.apps.places.models import Place
from mueang.lib.fields import CountField


class SessionForm(forms.Form):
    """One meeting. The place is left empty where the offering's holds."""

    on = NearDayField(label=_("Day"))
    from_time = ClockField(label=_("Start time"))
    to_time = ClockField(label=_("End time"))
    mode = forms.ChoiceField(label=_("Kind of learning"), choices=Mode, initial=Mode.LAB)
    topic_th = forms.CharField(label=_("Topic in Thai"), max_length=200, required=False)
    topic_en = forms.CharField(label=_("Topic in English"), max_length=200, required=False)
    place = NamedChoice(
        label=_("Another place"), queryset=Place.objects.none(), to_field_name="slug", required=False, empty_label="–"
    )
    room_th = forms.CharField(label=_("Room in Thai"), max_length=80, required=False)
    room_en = forms.CharField(label=_("Room in English"), max_length=80, required=False)
    seats = CountField(
        label=_("Seats in this room"),
        min_value=1,
        required=False,
        help_text=_("Only where several rooms meet at the same time and each participant chooses one."),
    )

    def __init__(self, *arguments: Any, offering: Offering, **options: Any) -> None:
        super().__init__(*arguments, **options)
        open_places = Place.objects.filter(city=offering.city, closed_on=None)
        cast("NamedChoice", self.fields["place"]).queryset = open_places

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        starts, ends = typed.get("from_time"), typed.get("to_time")
        if starts and ends and ends <= starts:
            self.add_error("to_time", _("The end must be after the start."))
        if typed.get("seats") and not typed.get("room_th"):
            self.add_error("room_th", SeatsNeedARoom().sentence)
        return typed

    def span(self) -> tuple[datetime, datetime]:
        typed = self.cleaned_data
        starts, ends = (datetime.combine(typed["on"], typed[name]) for name in ("from_time", "to_time"))
        return timezone.make_aware(starts), timezone.make_aware(ends)

    def changes(self) -> SessionChanges:
        typed = self.cleaned_data
        starts_at, ends_at = self.span()
        return {
            "starts_at": starts_at,
            "ends_at": ends_at,
            "mode": typed["mode"],
            "topic_th": typed["topic_th"],
            "topic_en": typed["topic_en"],
            "place": typed["place"],
            "room_th": typed["room_th"],
            "room_en": typed["room_en"],
            "seats": typed["seats"],
        }


class PlanForm(SessionForm):
    """One meeting more, or one every week."""

    times = CountField(
        label=_("Weekly, how many times"), min_value=1, max_value=MOST_REPEATS, initial=1, help_text=_("1 meets once.")
    )
    skips_holidays = forms.BooleanField(label=_("Not on public holidays"), initial=True, required=False)
    field_order = ("on", "from_time", "to_time", "times", "skips_holidays")

    def plan(self) -> WeeklyPlan:
        typed = self.cleaned_data
        starts_at, ends_at = self.span()
        plan = weekly_plan(
            starts_at=starts_at, ends_at=ends_at, times=typed["times"], skips_holidays=typed["skips_holidays"]
        )
        sessions = tuple(
            PlannedSession(
                starts_at=session.starts_at,
                ends_at=session.ends_at,
                mode=Mode(typed["mode"]),
                topic_th=typed["topic_th"],
                topic_en=typed["topic_en"],
                place=typed["place"],
                room_th=typed["room_th"],
                room_en=typed["room_en"],
                seats=typed["seats"],
            )
            for session in plan.sessions
        )
        return WeeklyPlan(sessions, plan.skipped)


def session_initial(session: Session) -> dict[str, Any]:
    starts_at, ends_at = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
    return {
        "on": starts_at.date(),
        "from_time": starts_at.time(),
        "to_time": ends_at.time(),
        "mode": session.mode,
        "topic_th": session.topic_th,
        "topic_en": session.topic_en,
        "place": session.place.slug if session.place else None,
        "room_th": session.room_th,
        "room_en": session.room_en,
        "seats": session.seats,
    }
