"""Derived indicators as data: what is counted above and below the line, of which rows, times what."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from mueang.methods.derived.relations import RELATIONS

# A person's band is that of the age they reach in the year in which the period ends.
AGE_BANDS = (("small", 0, 5), ("pupils", 6, 14), ("youth", 15, 24), ("adults", 25, 59), ("older", 60, 120))
# The last three lead to the rows that were counted; no number is told by them.
Group = Literal["", "neighbourhood", "age_band", "mode", "offering", "place", "promise"]
# Whose numbers may be told: everybody's, with few people withheld, or as a protected room gives them.
Secrecy = Literal["open", "few", "protected"]


@dataclass(frozen=True, slots=True)
class Condition:
    """A column is `is` a value, one of several (`in`), or a day after the period (`after_end`; no value)."""

    column: str
    op: Literal["is", "in", "after_end"]
    value: int | str | tuple[str, ...] = ""


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows, how many different values of a column, or the sum of one; whole numbers always.

    `day` names the column that must lie in the period; without one rows of any day count.
    """

    relation: str
    how: Literal["rows", "different", "sum"] = "rows"
    of: str = ""
    where: tuple[Condition, ...] = ()
    day: str = ""


@dataclass(frozen=True, slots=True)
class Definition:
    """One indicator: `per` times numerator over denominator (over 1 where there is none), for the city and `groups`.

    `known` over `knowable` says how complete it is; both None where nothing can be missing.
    """

    code: str
    numerator: Count
    denominator: Count | None
    per: Fraction
    groups: tuple[Group, ...] = ()
    secrecy: Secrecy = "open"
    known: Count | None = None
    knowable: Count | None = None

    @property
    def version(self) -> str:
        """A hash of all that decides the number: another text, another version."""
        said = {**asdict(self), "per": str(self.per), "bands": AGE_BANDS}
        columns = {one.relation: RELATIONS[one.relation].about for one in (self.numerator, self.denominator) if one}
        text = json.dumps([said, columns], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    @property
    def is_share(self) -> bool:
        """Whether the numerator is part of the denominator, and the value at most 100 per cent."""
        return self.per == 100


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `starts_on` to `ends_on`, both inside."""

    starts_on: date
    ends_on: date


_RESIDENTS = Count("residents", "sum", "people")
_COUNTED, _COMMUNITIES = Count("neighbourhoods", where=(Condition("is_counted", "is", 1),)), Count("neighbourhoods")
_ROLLED, _HELD = Count("sessions", where=(Condition("has_roll", "is", 1),), day="day"), Count("sessions", day="day")
_ENDED = Condition("state", "in", ("completed", "not_completed", "withdrawn"))

DEFINITIONS: tuple[Definition, ...] = (
    Definition(
        "learning-places",
        Count("places", where=(Condition("is_confirmed", "is", 1), Condition("closed_on", "after_end"))),
        _RESIDENTS,
        Fraction(100_000),
        ("neighbourhood",),
        known=_COUNTED,
        knowable=_COMMUNITIES,
    ),
    Definition(
        "learners",
        Count("attendance", "different", "person", day="day"),
        _RESIDENTS,
        Fraction(1000),
        ("age_band",),
        "few",
        known=_ROLLED,
        knowable=_HELD,
    ),
    Definition(
        "participations",
        Count("attendance", "different", "enrollment", day="day"),
        _RESIDENTS,
        Fraction(1000),
        ("neighbourhood",),
        "few",
        known=_ROLLED,
        knowable=_HELD,
    ),
    Definition(
        "learning-hours",
        Count("attendance", "sum", "minutes", day="day"),
        None,
        Fraction(1, 60),
        ("mode", "neighbourhood"),
        "few",
        known=_ROLLED,
        knowable=_HELD,
    ),
    Definition(
        "completion-rate",
        Count("enrollments", where=(Condition("state", "is", "completed"),), day="day"),
        Count("enrollments", where=(_ENDED,), day="day"),
        Fraction(100),
        ("age_band", "neighbourhood"),
        "few",
        known=Count("enrollments", where=(_ENDED,), day="day"),
        knowable=Count("enrollments", day="day"),
    ),
    Definition(
        "reserved-seats-used",
        Count("reserved_seats", "sum", "used", day="day"),
        Count("reserved_seats", "sum", "reserved", day="day"),
        Fraction(100),
        secrecy="protected",
    ),
    Definition(
        "returned-and-still-there",
        Count("returns", "sum", "still_there", day="day"),
        Count("returns", "sum", "asked", day="day"),
        Fraction(100),
        secrecy="protected",
        known=Count("returns", "sum", "asked", day="day"),
        knowable=Count("returns", "sum", "back", day="day"),
    ),
    Definition(
        "teachers-from-learners",
        Count("teachers", "different", "person", (Condition("has_learned", "is", 1),), "day"),
        Count("teachers", "different", "person", day="day"),
        Fraction(100),
    ),
    Definition(
        "promises-kept",
        Count("promises", where=(Condition("is_kept", "is", 1),), day="day"),
        Count("promises", day="day"),
        Fraction(100),
    ),
)
BY_CODE = {definition.code: definition for definition in DEFINITIONS}
