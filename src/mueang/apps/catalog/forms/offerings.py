"""What a keeper may type about an offering."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mueang.apps.accounts.rules import Viewer
from mueang.apps.catalog.actions import NewProgram, SimpleOffering
from mueang.apps.catalog.actions.offerings import OfferingChanges, OfferingDetails
from mueang.apps.catalog.enums import CourseLanguage, Mode, OfferingState
from mueang.apps.catalog.forms.fields import BahtField, ClockField, NamedChoice, NamedChoices, NearDayField
from mueang.apps.catalog.models import Offering, Program
from mueang.apps.catalog.queries import OfferingFilter, WeeklyPlan, interests, weekly_plan
from mueang.apps.catalog.queries.planning import MOST_REPEATS
from mueang.apps.catalog.queries.templates import Shape, program_named
from mueang.apps.catalog.rules import teaching_places, visible_programs
from mueang.apps.network.models import City
from mueang.apps.places.models import Place
from mueang.lib.fields import CountField

MOST_SEATS = 5_000
OLDEST = 120


class _Conditions(forms.Form):
    """Who may come, what it costs, and whom to ask."""

    seats = CountField(label=_("Seats"), min_value=1, max_value=MOST_SEATS)
    age_min = CountField(label=_("From age"), min_value=0, max_value=OLDEST, required=False)
    age_max = CountField(label=_("To age"), min_value=0, max_value=OLDEST, required=False)
    cost = BahtField(label=_("Cost in baht"), initial=0, required=False, help_text=_("0 is free of charge."))
    language = forms.ChoiceField(label=_("Taught in"), choices=CourseLanguage, initial=CourseLanguage.THAI)
    contact = forms.CharField(
        label=_("Whom to ask"),
        max_length=200,
        required=False,
        help_text=_("Shown in public: a telephone number or LINE of the office, not of a private person."),
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        least, most = typed.get("age_min"), typed.get("age_max")
        if least is not None and most is not None and most < least:
            self.add_error("age_max", _("This is below the age it starts from."))
        return typed

    def details(self) -> OfferingDetails:
        typed = self.cleaned_data
        return {
            "age_min": typed["age_min"],
            "age_max": typed["age_max"],
            "cost_satang": typed["cost"] or 0,
            "language": typed["language"],
            "contact": typed["contact"],
        }


class OfferForm(_Conditions):
    """A whole simple offering on one page: what, where, when, for whom."""

    program = NamedChoice(
        label=_("Program"),
        queryset=Program.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label=_("A new one: I type its name below"),
    )
    name_th = forms.CharField(
        label=_("Name in Thai"), max_length=200, required=False, help_text=_("Only for a new program.")
    )
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    summary_th = forms.CharField(
        label=_("What one learns, in a sentence"),
        max_length=400,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    interests = NamedChoices(label=_("Interests"), queryset=interests(), to_field_name="code", required=False)
    place = NamedChoice(label=_("Place"), queryset=Place.objects.none(), to_field_name="slug", empty_label=None)
    first_on = NearDayField(label=_("First day"))
    from_time = ClockField(label=_("Start time"))
    to_time = ClockField(label=_("End time"))
    times = CountField(
        label=_("Weekly, how many times"), min_value=1, max_value=MOST_REPEATS, initial=1, help_text=_("1 meets once.")
    )
    skips_holidays = forms.BooleanField(label=_("Not on public holidays"), initial=True, required=False)
    mode = forms.ChoiceField(label=_("Kind of learning"), choices=Mode, initial=Mode.LAB)
    field_order = (
        *("program", "name_th", "name_en", "summary_th", "interests"),
        *("first_on", "from_time", "to_time", "times", "skips_holidays"),
        *("place", "seats", "cost", "age_min", "age_max", "mode", "language", "contact"),
    )

    def __init__(self, *arguments: Any, viewer: Viewer, city: City, shape: Shape | None = None, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.city, self.shape = city, shape
        choose_from(self.fields["program"], visible_programs(viewer).filter(city=city))
        choose_from(self.fields["place"], teaching_places(viewer, city))

    def clean(self) -> dict[str, Any]:
        typed = super().clean()
        if not typed.get("program") and not typed.get("name_th") and "program" not in self.errors:
            self.add_error("name_th", _("Choose a program above, or type the name of a new one."))
        starts, ends = typed.get("from_time"), typed.get("to_time")
        if starts and ends and ends <= starts:
            self.add_error("to_time", _("The end must be after the start."))
        return typed

    @property
    def publishes(self) -> bool:
        return "draft" not in self.data

    def plan(self) -> WeeklyPlan:
        typed = self.cleaned_data
        return weekly_plan(
            starts_at=moment_at(typed["first_on"], typed["from_time"]),
            ends_at=moment_at(typed["first_on"], typed["to_time"]),
            times=typed["times"],
            mode=Mode(typed["mode"]),
            skips_holidays=typed["skips_holidays"],
        )

    def simple(self, plan: WeeklyPlan) -> SimpleOffering:
        typed = self.cleaned_data
        names = {name: typed[name] for name in ("name_th", "name_en", "summary_th", "interests")}
        if self.shape is not None:
            names |= self.shape.program_details
        return SimpleOffering(
            program=typed["program"] or NewProgram(**names),
            place=typed["place"],
            seats=typed["seats"],
            sessions=plan.sessions,
            details=cast("OfferingDetails", {**self.details(), **(self.shape.details if self.shape else {})}),
        )

    @staticmethod
    def initial_for(shape: Shape, *, city: City) -> dict[str, Any]:
        """What a template fills in; the first day and the place are the keeper's to say."""
        said, program = shape.contents, program_named(city, shape.name_th)
        own = {} if program else {name: said["program"][name] for name in ("name_th", "name_en", "summary_th")}
        return {
            **own,
            "program": program and program.slug,
            "interests": [] if program else said["program"]["interests"],
            "from_time": shape.starts,
            "to_time": shape.ends,
            "cost": said["cost_satang"],
            **{name: said[name] for name in ("times", "mode", "seats", "age_min", "age_max", "language")},
        }


class OfferingForm(_Conditions):
    """What can be changed in an offering afterwards."""

    place = NamedChoice(label=_("Place"), queryset=Place.objects.none(), to_field_name="slug", empty_label=None)
    enroll_until = NearDayField(
        label=_("Last day to join"), required=False, help_text=_("Left empty, people may join until the last day.")
    )
    field_order = ("place", "seats")

    def __init__(self, *arguments: Any, viewer: Viewer, offering: Offering, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.initial = _initial(offering)
        self.offering = offering
        kept = Place.objects.filter(pk=offering.place_id)
        choose_from(self.fields["place"], teaching_places(viewer, offering.city) | kept)

    def clean_seats(self) -> int:
        seats: int = self.cleaned_data["seats"]
        if seats < self.offering.seats_taken:
            raise forms.ValidationError(
                _("%(taken)s people have a seat. Please give at least as many.") % {"taken": self.offering.seats_taken}
            )
        return seats

    def changes(self) -> OfferingChanges:
        typed = self.cleaned_data
        last_day = typed["enroll_until"]
        own = {
            "place": typed["place"],
            "seats": typed["seats"],
            "enroll_until": moment_at(last_day, time(23, 59, 59)) if last_day else None,
        }
        return cast("OfferingChanges", {**self.details(), **own})


class CopyForm(forms.Form):
    starts_on = NearDayField(
        label=_("First day of the copy"), help_text=_("All sessions move by as many days. The copy is a draft.")
    )


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=200, required=False, help_text=_("Shown in public. Please name nobody.")
    )


class OfferingFilterForm(forms.Form):
    """Filters of the keepers' list; whatever is not understood filters nothing."""

    words = forms.CharField(label=_("Search"), max_length=100, required=False)
    state = forms.ChoiceField(label=_("State"), choices=[("", _("All")), *OfferingState.choices], required=False)
    place = NamedChoice(
        label=_("Place"), queryset=Place.objects.none(), to_field_name="slug", required=False, empty_label=_("All")
    )

    def __init__(self, *arguments: Any, city: City, **options: Any) -> None:
        super().__init__(*arguments, **options)
        choose_from(self.fields["place"], Place.objects.filter(city=city))

    def chosen(self) -> OfferingFilter:
        self.is_valid()
        typed = self.cleaned_data
        place = typed.get("place")
        return OfferingFilter(typed.get("words", ""), typed.get("state", ""), place.slug if place else "")


class WordsForm(forms.Form):
    words = forms.CharField(label=_("Search"), max_length=100, required=False)

    def typed(self) -> str:
        self.is_valid()
        words: str = self.cleaned_data.get("words", "")
        return words


def moment_at(day: Any, clock: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))


def _initial(offering: Offering) -> dict[str, Any]:
    until = offering.enroll_until
    return {
        "place": offering.place.slug,
        "seats": offering.seats,
        "age_min": offering.age_min,
        "age_max": offering.age_max,
        "cost": offering.cost_satang,
        "language": offering.language,
        "contact": offering.contact,
        "enroll_until": timezone.localdate(until) if until else None,
    }


def choose_from(field: forms.Field, rows: QuerySet[Any]) -> None:
    cast("NamedChoice", field).queryset = rows
