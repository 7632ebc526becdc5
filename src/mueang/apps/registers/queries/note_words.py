"""What a note of a report says to a reader."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from mueang.apps.registers.enums import DayMark
from mueang.ui.words import thai_date


def note_words(code: str, params: Mapping[str, Any]) -> str:
    """The sentence of one note, in the reader's language."""
    text = _words().get(code, _("Left out (%(code)s)."))
    return text % {"code": code, **_every(params)}


def note_kind(code: str) -> str:
    """What all notes of one code have in common, for the summary."""
    if code in (said := _kinds()):
        return said[code]
    return " ".join(note_words(code, {}).replace("“…”", "").replace("(…)", "").replace("…", "").split())


def _every(params: Mapping[str, Any]) -> dict[str, Any]:
    blank = dict.fromkeys(("sign", "day", "said", "counted", "other", "school"), "…")
    said = {name: _mark(params[name]) for name in ("sign", "said") if name in params}
    if isinstance(params.get("day"), str):
        said["day"] = thai_date(date.fromisoformat(params["day"]))
    return {**blank, **params, **said}


def _mark(said: Any) -> str:
    """A mark by its word; any other sign as the file has it."""
    return str(DayMark(said).label) if said in DayMark.values else str(said)


def _words() -> dict[str, str]:
    return {
        "not_a_class_sheet": _("This sheet has no days across and names down; it was not read."),
        "no_month": _("Nothing on this sheet says which month it is; it was not read."),
        "no_such_day": _("This month has no day %(day)s; the column was left out."),
        "day_ahead": _("Day %(day)s is still to come; the column was left out."),
        "blank_means_present": _("Only absences are marked on this sheet, so a blank on an open day says present."),
        "unknown_sign": _("Nobody knows what the sign “%(sign)s” means; the day was left out."),
        "formula_error": _("The formula failed (%(sign)s); the day was left out."),
        "name_differs": _("The same number stands beside another name at %(other)s; the line was left out."),
        "wrong_national_id": _("This is no national ID number; the pupil is taken without it."),
        "total_differs": _("The file's total says %(said)s, its marks say %(counted)s. The marks were taken."),
        "no_class": _("Nothing says which class this is; the pupils are taken without a class."),
        "wrong_fields": _("The line has another number of fields than the first; it was left out."),
        "no_number": _("The line has no pupil number; it was left out."),
        "no_such_date": _("“%(said)s” is no day of the calendar; the line was left out."),
        "day_ahead_here": _("“%(said)s” is still to come; the line was left out."),
        "other_school_year": _("“%(said)s” lies in another school year; the line was left out."),
        "unknown_mark": _("Nobody knows what the mark “%(said)s” means; the line was left out."),
        "said_otherwise_later": _("A later line says otherwise of the same pupil and day; the later one was taken."),
        "unknown_pupil": _("No pupil of the school has this number; bring the pupils first. Left out."),
        "unknown_school": _("No school of this city that you keep has the code “%(school)s”; left out."),
        "undecided": _("Somebody must say who this pupil is first; left out."),
        "number_taken": _("Another pupil of the school has this number; the number was left out."),
        "to_be_deleted": _("The file says this is deleted; it was left out."),
        "no_name": _("There is no name; the pupil was left out."),
        "not_a_pupil": _("Not a pupil (teacher, parent, staff); left out."),
        "no_section": _("This enrollment names a class or person that is not in the files; left out."),
        "bad_row": _("The row cannot be read: %(said)s. Left out."),
        "hand_stands": _(
            "The file names no absence on %(day)s, but a person marked “%(sign)s” in the register; that mark stands."
        ),
        "hand_replaced": _("On %(day)s a person had marked “%(sign)s”; the file says “%(said)s”, which was taken."),
        "event_kind": _("Events of the kind “%(said)s” say nothing of a whole day; left out."),
    }


def _kinds() -> dict[str, str]:
    """Sentences that would limp without what differs from note to note."""
    return {
        "no_such_day": _("A column stands for a day that its month does not have; it was left out."),
        "day_ahead": _("A column stands for a day still to come; it was left out."),
        "formula_error": _("A formula failed; the day was left out."),
        "name_differs": _("The same number stands beside two names; the line was left out."),
        "total_differs": _("The file's total and its marks differ. The marks were taken."),
        "no_such_date": _("A date is no day of the calendar; the line was left out."),
        "day_ahead_here": _("A day is still to come; the line was left out."),
        "other_school_year": _("A day lies in another school year; the line was left out."),
        "unknown_school": _("No school of this city that you keep has this code; left out."),
        "bad_row": _("A row cannot be read; left out."),
        "hand_stands": _("The file names no absence where a person marked one in the register; that mark stands."),
        "hand_replaced": _("A person had marked otherwise than the file; the file was taken."),
        "event_kind": _("A kind of event says nothing of a whole day; left out."),
    }
