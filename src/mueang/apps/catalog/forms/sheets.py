"""What one line of a workbook of offerings may say: read with the same care as a page that is typed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from mueang.apps.accounts.rules import Viewer
from mueang.apps.catalog.actions import NewProgram, SimpleOffering
from mueang.apps.catalog.enums import CourseLanguage, Mode
from mueang.apps.catalog.forms.fields import BahtField, ClockField, NearDayField
from mueang.apps.catalog.forms.offerings import MOST_SEATS, OLDEST
from mueang.apps.catalog.models import Interest, Program
from mueang.apps.catalog.queries.clock_words import read_span
from mueang.apps.catalog.queries.timetables import Rhythm, planned_by
from mueang.apps.catalog.rules import teaching_places, visible_programs
from mueang.apps.network.models import City
from mueang.apps.places.models import Place
from mueang.lib.fields import CountField
from mueang.methods.recurrence import MOST_MEETINGS, WEEKDAYS, monthly_rule, weekly_rule
from mueang.methods.thai import arabic_digits, clean, normalise

LARGEST_FILE = 5_000_000
_EVERY = re.compile(r"(\d+)")
_ONCE = ("", "ครั้งเดียว", "ไม่ซ้ำ", "once", "1")
_DAY_WORDS = {
    "MO": ("จันทร์", "จ", "mon", "monday"),
    "TU": ("อังคาร", "อ", "tue", "tuesday"),
    "WE": ("พุธ", "พ", "wed", "wednesday"),
    "TH": ("พฤหัสบดี", "พฤหัส", "พฤ", "thu", "thursday"),
    "FR": ("ศุกร์", "ศ", "fri", "friday"),
    "SA": ("เสาร์", "ส", "sat", "saturday"),
    "SU": ("อาทิตย์", "อา", "sun", "sunday"),
}


class Known:
    """What the lines of one sheet may name, looked up once: places, programs, interests by each of their names."""

    def __init__(self, *, viewer: Viewer, city: City) -> None:
        self.city = city
        self.places: dict[str, Place] = {}
        for place in teaching_places(viewer, city):
            self.places |= {_fold(name): place for name in (place.name_en, place.slug, place.name_th) if name}
        rows = visible_programs(viewer).filter(city=city).order_by("-pk")
        self.programs: dict[str, Program] = {_fold(row.name_th): row for row in rows}
        self.interests: dict[str, Interest] = {}
        for row in Interest.objects.all():
            self.interests |= {_fold(name): row for name in (row.code, row.name_en, row.name_th)}


class SheetUploadForm(forms.Form):
    workbook = forms.FileField(
        label=_("File"),
        help_text=_("Excel, OpenDocument or CSV with one activity a row. Titles and merged cells are fine."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
    )

    def clean_workbook(self) -> Any:
        file = self.cleaned_data["workbook"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file is too large. Please split it."))
        return file


class LineForm(forms.Form):
    """One activity. Its fields are the columns of the workbook, and are corrected under the same names."""

    name_th = forms.CharField(label=_("Name in Thai"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    summary_th = forms.CharField(label=_("What one learns, in a sentence"), max_length=400, required=False)
    interests = forms.CharField(label=_("Interests"), max_length=200, required=False)
    place = forms.CharField(label=_("Place"), max_length=200)
    first_on = NearDayField(label=_("First day"))
    clock = forms.CharField(label=_("Time"), max_length=60, required=False)
    from_time = ClockField(label=_("Start time"), required=False)
    to_time = ClockField(label=_("End time"), required=False)
    repeats = forms.CharField(label=_("Repeats"), max_length=60, required=False)
    weekdays = forms.CharField(label=_("On these days of the week"), max_length=100, required=False)
    times = CountField(label=_("How many times"), min_value=1, max_value=MOST_MEETINGS, required=False)
    until = NearDayField(label=_("Or until"), required=False)
    seats = CountField(label=_("Seats"), min_value=1, max_value=MOST_SEATS)
    cost = BahtField(label=_("Cost in baht"), required=False)
    age_min = CountField(label=_("From age"), max_value=OLDEST, required=False)
    age_max = CountField(label=_("To age"), max_value=OLDEST, required=False)
    language = forms.CharField(label=_("Taught in"), max_length=40, required=False)
    mode = forms.CharField(label=_("Kind of learning"), max_length=60, required=False)
    contact = forms.CharField(label=_("Whom to ask"), max_length=200, required=False)

    def __init__(self, cells: Mapping[str, str], *, known: Known) -> None:
        super().__init__(dict(cells))
        self.known = known

    def clean_place(self) -> Place:
        found = self.known.places.get(_fold(self.cleaned_data["place"]))
        if found is None:
            raise forms.ValidationError(_("No place of yours has this name. Please write it as in the list of places."))
        return found

    def clean_interests(self) -> list[Interest]:
        words = [word for word in re.split(r"[,;/|]", self.cleaned_data["interests"]) if word.strip()]
        unknown = next((word for word in words if _fold(word) not in self.known.interests), None)
        if unknown is not None:
            raise forms.ValidationError(_("No interest has this name: %(word)s") % {"word": unknown.strip()})
        return [self.known.interests[_fold(word)] for word in words]

    def clean_weekdays(self) -> list[str]:
        words = [word for word in re.split(r"[\s,;/.]+|และ", _plain(self.cleaned_data["weekdays"])) if word]
        codes = [_weekday(word.removeprefix("วัน")) for word in words]
        if None in codes:
            raise forms.ValidationError(_("Please write the days like: จันทร์, พุธ"))
        return [code for code in codes if code]

    def clean_repeats(self) -> tuple[str, int]:
        said = _plain(self.cleaned_data["repeats"])
        number = _EVERY.search(said)
        every = int(number[1]) if number else 1
        if said in _ONCE:
            return ("once", 1)
        if not 1 <= every <= 12:
            raise forms.ValidationError(_("Please write it like: ทุกสัปดาห์, ทุก 2 สัปดาห์, ทุกเดือน"))
        if "เดือน" in said or "month" in said:
            return ("monthly", every)
        if "สัปดาห์" in said or "อาทิตย์" in said or "week" in said:
            return ("weekly", every)
        raise forms.ValidationError(_("Please write it like: ทุกสัปดาห์, ทุก 2 สัปดาห์, ทุกเดือน"))

    def clean_language(self) -> str:
        return _choice(self.cleaned_data["language"], CourseLanguage, default=CourseLanguage.THAI)

    def clean_mode(self) -> str:
        return _choice(self.cleaned_data["mode"], Mode, default=Mode.LAB)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        self._read_clock(typed)
        starts, ends = typed.get("from_time"), typed.get("to_time")
        if starts and ends and ends <= starts:
            self.add_error("to_time" if typed.get("clock") == "" else "clock", _("The end must be after the start."))
        first, until = typed.get("first_on"), typed.get("until")
        if first and until and until < first:
            self.add_error("until", _("This is before the first day."))
        if typed.get("repeats", ("once", 1))[0] != "once" and not (typed.get("times") or until):
            self.add_error("times", _("Say how many times, or until which day."))
        least, most = typed.get("age_min"), typed.get("age_max")
        if least is not None and most is not None and most < least:
            self.add_error("age_max", _("This is below the age it starts from."))
        return typed

    def _read_clock(self, typed: dict[str, Any]) -> None:
        if typed.get("clock"):
            span = read_span(typed["clock"])
            if span is None:
                self.add_error("clock", _("Write the time like 09:00 - 12:00."))
            else:
                typed["from_time"], typed["to_time"] = span
        elif not (typed.get("from_time") and typed.get("to_time")) and not self.errors.keys() & {
            "from_time",
            "to_time",
        }:
            self.add_error("clock", _("Write the time like 09:00 - 12:00."))

    def rhythm(self) -> Rhythm:
        typed = self.cleaned_data
        kind, every = typed["repeats"]
        first = typed["first_on"]
        days = typed["weekdays"] or [WEEKDAYS[first.weekday()]]
        until = typed["until"] if not typed["times"] else None
        ends: dict[str, Any] = {"every": every, "count": 0 if until else typed["times"] or 1, "until": until}
        if kind == "monthly":
            nth = -1 if first.day > 28 else (first.day - 1) // 7 + 1
            rule = monthly_rule(days[0], nth=nth, **ends)
        else:
            rule = weekly_rule(days, **(ends if kind == "weekly" or len(days) > 1 else {"count": typed["times"] or 1}))
        return Rhythm(
            rule=rule,
            first_on=first,
            from_time=typed["from_time"],
            to_time=typed["to_time"],
            mode=Mode(typed["mode"]),
        )

    def simple(self) -> SimpleOffering:
        """The offering of a valid line. Raises NothingPlanned where its rule meets on no day."""
        typed = self.cleaned_data
        program = self.known.programs.get(_fold(typed["name_th"]))
        rhythm = self.rhythm()
        return SimpleOffering(
            program=program
            or NewProgram(typed["name_th"], typed["name_en"], typed["summary_th"], interests=typed["interests"]),
            place=typed["place"],
            seats=typed["seats"],
            sessions=planned_by(rhythm, city=self.known.city),
            details={
                "age_min": typed["age_min"],
                "age_max": typed["age_max"],
                "cost_satang": typed["cost"] or 0,
                "language": typed["language"],
                "contact": typed["contact"],
            },
            rhythm=rhythm,
        )


def _choice(said: str, words: Any, *, default: str) -> str:
    """The value whose own word or label this is, in Thai or English."""
    if not said:
        return default
    for language in ("th", "en"):
        with translation.override(language):
            found = {_fold(str(label)): value for value, label in words.choices}
        found |= {_fold(value): value for value in words.values}
        if _fold(said.removeprefix("ภาษา")) in found:
            return str(found[_fold(said.removeprefix("ภาษา"))])
    raise forms.ValidationError(_("This is not understood: %(word)s") % {"word": said[:40]})


def _weekday(word: str) -> str | None:
    return next((code for code, words in _DAY_WORDS.items() if word in words), None)


def _plain(said: str) -> str:
    return arabic_digits(clean(said)).lower()


def _fold(name: str) -> str:
    return "".join(normalise(name).split())
