"""What the facts of an event are called, and how they are read out."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from mueang.methods.thai import format_date

N_LETTERS = 8

# What a fact is called by the record is a code too.
FACT_WORDS = {
    "added": _("Added"),
    "after": _("After the change"),
    "answer": _("Answer"),
    "as_file": _("Taken as a file"),
    "basis": _("Lawful basis"),
    "before": _("Before the change"),
    "book": _("Book of the record"),
    "came": _("What came of it"),
    "category": _("Category"),
    "change": _("Change"),
    "changed": _("What changed"),
    "channel": _("How it came in"),
    "code": _("Code"),
    "copy": _("Copy"),
    "danger": _("In danger"),
    "day": _("Day"),
    "days": _("Days"),
    "digest": _("Fingerprint of the file"),
    "done": _("Done"),
    "fields": _("What changed"),
    "file_format": _("Kind of file"),
    "first_on": _("First day"),
    "found": _("What was found"),
    "given": _("Given"),
    "how": _("In which way"),
    "indicator": _("Indicator"),
    "is_active": _("In use"),
    "is_correction": _("A correction"),
    "is_named": _("Named"),
    "is_published": _("Published"),
    "is_so": _("It is so"),
    "kind": _("Kind"),
    "last_on": _("Last day"),
    "language": _("Language"),
    "lawful_basis": _("Lawful basis"),
    "learner": _("Learner"),
    "leaver": _("Who leaves"),
    "level": _("Level"),
    "list": _("Which list"),
    "month": _("Month"),
    "months": _("Months"),
    "n": _("How many"),
    "n_agencies": _("Agencies"),
    "n_cases": _("Cases"),
    "n_days": _("Days"),
    "n_ended": _("Ended"),
    "n_facts": _("Facts"),
    "n_invitations": _("Invitations"),
    "n_known": _("Known already"),
    "n_lines": _("Lines"),
    "n_lists": _("Lists"),
    "n_meetings": _("Sessions"),
    "n_needs": _("Needs"),
    "n_new": _("New"),
    "n_offerings": _("Offerings"),
    "n_parties": _("Parties"),
    "n_people": _("People"),
    "n_persons": _("People"),
    "n_pupils": _("Pupils"),
    "n_raised": _("Raised"),
    "n_rows": _("Lines"),
    "n_seated": _("Seated"),
    "n_seats": _("Seats"),
    "n_steps": _("Steps"),
    "n_unusable": _("Not usable"),
    "n_waiting": _("Waiting"),
    "n_wishes": _("Wishes"),
    "need": _("Need"),
    "n_passes": _("Passes"),
    "number": _("Its number"),
    "numbers": _("Their numbers"),
    "offering": _("Offering"),
    "offerings": _("Offerings"),
    "on": _("Day"),
    "outcome": _("What became of it"),
    "page": _("Page"),
    "parts": _("What is sent"),
    "person": _("Person"),
    "photo": _("Photo"),
    "percent": _("Per cent"),
    "place": _("Place"),
    "program": _("Program"),
    "promised": _("Promised"),
    "purpose": _("Purpose"),
    "question": _("Question"),
    "reason": _("Reason"),
    "referral": _("Referral"),
    "relation": _("Relation"),
    "release_on": _("Given to others on"),
    "report": _("Report"),
    "result": _("Result"),
    "role": _("Role"),
    "round": _("Round"),
    "rules": _("Rules"),
    "school_year": _("School year"),
    "scope": _("By what right"),
    "scope_kind": _("Where the role holds"),
    "seats": _("Seats"),
    "session": _("Session"),
    "sessions": _("Sessions"),
    "severity": _("How urgent"),
    "since_year": _("Since"),
    "slug": _("Address"),
    "state": _("State"),
    "teacher": _("Teacher"),
    "teller": _("The teller is named"),
    "template": _("Template"),
    "text_version": _("Version of the text"),
    "to": _("To"),
    "total": _("In all"),
    "version": _("Version"),
    "until": _("Lent until"),
    "via": _("How it came in"),
    "walk_ins": _("Walked in"),
    "way": _("In which way"),
    "willingness": _("Willingness"),
}


def read_out(value: Any) -> str:
    """A fact as its reader would say it: yes or no, a day of their calendar, the beginning of a row's number."""
    if isinstance(value, bool):
        return _now("Yes") if value else _now("No")
    if isinstance(value, list):
        return ", ".join(map(read_out, value)) or "–"
    text = str(value)
    if (day := _day(text)) is not None:
        return format_date(day, language=(get_language() or "th")[:2], style="short")
    return f"{text[:N_LETTERS]}…" if _is_number_of_a_row(text) else text or "–"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == len("2023-11-04") else None
    except ValueError:
        return None


def _is_number_of_a_row(text: str) -> bool:
    try:
        return bool(UUID(text)) and "-" in text
    except ValueError:
        return False
