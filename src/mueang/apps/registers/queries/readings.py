"""What was read of a file, whatever its kind: pupils as it names them, their months, and what was not understood."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from mueang.apps.registers.queries.months import Masks
from mueang.methods.thai import match_key

MOST_NOTES = 20_000


@dataclass(frozen=True, slots=True)
class Note:
    """What was skipped or looks wrong: a cell or line by name, a code that `note_words` says, and its numbers."""

    where: str
    code: str
    params: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class SaidPupil:
    """A pupil as a file names them. `school` is that school's code there; "" is the school of the upload."""

    where: str
    given_name: str = ""
    family_name: str = ""
    prefix: str = ""
    number: str = ""
    seat: int | None = None
    sex: str = ""
    birth_on: date | None = None
    national_id: str = ""
    source_key: str = ""
    school: str = ""
    grade: int | None = None
    room: str = ""

    @property
    def place(self) -> str:
        """Where a reader finds the pupil in the file: the cell or line, or in long lists the number."""
        return self.where or self.number or "–"

    @property
    def name_key(self) -> str:
        return match_key(f"{self.given_name} {self.family_name}")

    @property
    def key(self) -> str:
        """Equal for the same pupil of the same file read again; says nothing of who it is."""
        words = [self.school, self.source_key, self.number, self.name_key, str(self.birth_on or ""), self.national_id]
        if not (self.source_key or self.number or self.national_id):
            words += [str(self.grade), self.room]
        return hashlib.sha256("\x1f".join(words).encode()).hexdigest()


Told = Callable[[int, int], object]
"""Hears how many parts of a file are read, of how many."""


def to_nobody(_done: int, _of: int) -> None:
    """Where nobody waits to hear."""


class SaidMonth(NamedTuple):
    """Marks of `touched` days of one month of pupil number `pupil` of the reading."""

    pupil: int
    school_year: int
    month: int
    touched: int
    masks: Masks


@dataclass(frozen=True, slots=True)
class SaidSchool:
    key: str
    name: str
    code: str = ""


@dataclass(slots=True)
class Reading:
    """Everything of one file. `n_notes` counts all, also those beyond what is kept, by code.

    `spans` are, by school, days on which whoever is not named was there (absences only are said).
    """

    pupils: list[SaidPupil] = field(default_factory=list)
    months: list[SaidMonth] = field(default_factory=list)
    schools: list[SaidSchool] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    n_notes: dict[str, int] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    spans: dict[str, tuple[tuple[date, date], ...]] = field(default_factory=dict)

    def note(self, where: str, code: str, **params: Any) -> None:
        self.n_notes[code] = self.n_notes.get(code, 0) + 1
        if len(self.notes) < MOST_NOTES:
            self.notes.append(Note(where, code, params))
