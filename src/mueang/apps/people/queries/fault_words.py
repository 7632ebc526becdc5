"""Every fault of a roster row in words: what is wrong, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault as a sentence, with the cell that Excel shows for it."""

    cell: str
    what: str
    is_warning: bool
    field: str

    def __str__(self) -> str:
        return f"{self.cell}: {self.what}" if self.cell else self.what


_WORDS: Mapping[str, Promise] = {
    "note_line": _("Looks like a note or a total below the list, not a person. It is left out."),
    "no_name": _("There is no name. Type the name, or leave the row out."),
    "not_a_name": _("This does not look like a name. Type the name, or leave the row out."),
    "no_family_name": _("There is no family name. Fine if the person has none."),
    "unknown_prefix": _("The prefix is not one we know. Check its spelling; it will be kept as typed."),
    "too_long": _("The text is longer than %(limit)s characters. Shorten it."),
    "formula_error": _("The formula in this cell shows %(error)s. Type the value itself."),
    "missing_phone": _("There is no phone number. The person can be added without one, but cannot be called."),
    "phone_not_a_number": _("The phone number holds other things than digits. Keep the number only."),
    "phone_several_numbers": _("There are several phone numbers. Keep one."),
    "phone_too_short": _(
        "The phone number has only %(digits)s digits; a mobile number has 10. Complete it or clear it."
    ),
    "phone_too_long": _("The phone number has %(digits)s digits; a mobile number has 10. Correct it or clear it."),
    "phone_not_a_thai_number": _(
        "No Thai phone number begins like this. Correct it; write a foreign number with + and the country code."
    ),
    "not_an_email": _("This is not an e-mail address. Correct it or clear it."),
    "birth_not_a_date": _("The birth date cannot be read. Type day/month/year, for example 9/7/2520."),
    "birth_year_only": _(
        "There is only a year of birth, so no birth date will be kept. Type day/month/year if you know."
    ),
    "birth_no_such_month": _("There is no such month. Type day/month/year, for example 9/7/2520."),
    "birth_no_such_day": _("There is no such day in the calendar. Correct the birth date or clear it."),
    "birth_year_out_of_range": _("The year of birth cannot be right. Correct it; พ.ศ. and ค.ศ. are both understood."),
    "birth_in_the_future": _("The birth date lies in the future (พ.ศ. %(year)s). Correct it or clear it."),
    "birth_too_long_ago": _("The birth date lies more than 120 years back (พ.ศ. %(year)s). Correct it or clear it."),
    "age_differs": _("The age written is %(age)s, but the birth date makes %(years)s. Check which is right."),
    "id_not_a_number": _("The national ID number holds other things than digits. Correct it or clear it."),
    "id_lost_digits": _(
        "Excel cut the end of the national ID number (it shows E+12). Type all 13 digits again, as text, or clear it."
    ),
    "id_wrong_length": _("The national ID number has %(digits)s digits instead of 13. Correct it or clear it."),
    "id_wrong_checksum": _(
        "The national ID number has a typing error: its last digit does not fit. Correct it or clear it."
    ),
}


def fault_words(code: str, **params: str | int) -> str:
    """What is wrong and what to do, for a code of roster_reading."""
    return str(_WORDS[code]) % params


def fault_of(problem: Mapping[str, Any]) -> Fault:
    """The words for one stored problem."""
    what = fault_words(problem["code"], **problem["params"])
    return Fault(problem["cell"], what, problem["is_warning"], problem["field"])
