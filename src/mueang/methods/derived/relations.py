"""The relations that derived indicators count in: their columns, with kind and meaning; no column is ever empty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Kind = Literal["integer", "text", "date"]
# A day no period ends on: "has no end yet" in a column that is never empty.
NEVER = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. A key is an opaque number: it tells rows apart and says nothing else."""

    name: str
    kind: Kind
    about: str


@dataclass(frozen=True, slots=True)
class Relation:
    """Rows of one kind of many cities; every relation begins with `city`, the city's short name."""

    name: str
    about: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


def _relation(name: str, about: str, columns: str) -> Relation:
    """Columns as lines of `name kind meaning`."""
    lines = [line.split(maxsplit=2) for line in columns.strip().splitlines()]
    own = tuple(Column(column, kind, words) for column, kind, words in lines)  # type: ignore[arg-type]  # read below
    return Relation(name, about, (Column("city", "text", "short name of the city"), *own))


_AREA = "neighbourhood text code of the community of the place; '' where it is not known"
_ALL = (
    _relation(
        "neighbourhoods",
        "one row a community",
        """neighbourhood text its code
        is_counted integer 1 where its residents are known, else 0""",
    ),
    _relation(
        "residents",
        "one row a community and age band",
        """neighbourhood text code of the community
        age_band text a band of AGE_BANDS
        people integer how many live there""",
    ),
    _relation(
        "places",
        "one row a learning place, those online left out",
        f"""{_AREA}
        place integer key
        is_confirmed integer 1 where its keeper confirmed it in time, else 0
        closed_on date the day it closed for good; NEVER while it is open""",
    ),
    _relation(
        "sessions",
        "one row a session that was not cancelled and is over",
        f"""{_AREA}
        offering integer key
        day date when it was held
        has_roll integer 1 where its roll was saved, else 0""",
    ),
    _relation(
        "attendance",
        "one row a learner and session they were at",
        f"""{_AREA}
        offering integer key
        enrollment integer key
        person integer key
        birth_year integer common era; 0 where it is not known
        mode text lecture, lab or practice
        minutes integer minutes present
        day date when the session was held""",
    ),
    _relation(
        "enrollments",
        "one row a learner who had a seat on the first day of an activity",
        f"""{_AREA}
        offering integer key
        person integer key
        birth_year integer common era; 0 where it is not known
        state text completed, not_completed, withdrawn or enrolled (nobody has decided yet)
        day date the last day of the activity""",
    ),
    _relation(
        "reserved_seats",
        "one row an activity whose seats were shared in a published round, with seats kept for groups",
        """offering integer key
        reserved integer seats kept
        used integer of those, taken by somebody of the group
        day date when the round was published""",
    ),
    _relation(
        "teachers",
        "one row an instructor and announced activity",
        f"""{_AREA}
        offering integer key
        person integer key
        has_learned integer 1 where they had completed learning here before it began, else 0
        day date the first day of the activity""",
    ),
    _relation(
        "promises",
        "one row a contribution promised in an agreement, with a day it is due",
        """promise integer key
        is_kept integer 1 where it was given in full, else 0
        day date when it is due""",
    ),
    _relation(
        "returns",
        "one row a day, of protected counts without a person: children whose case was closed as back in learning",
        """back integer how many
        still_there integer of those, learning still when somebody asked again
        asked integer of those, how many were asked again
        day date when the cases were closed""",
    ),
)
RELATIONS: Mapping[str, Relation] = MappingProxyType({relation.name: relation for relation in _ALL})
