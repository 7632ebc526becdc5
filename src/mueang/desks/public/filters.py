"""The filters of the list as an address holds them, and one way to write each state of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.http import HttpRequest, QueryDict

from mueang.apps.catalog.enums import Cost, CourseLanguage, Day, DayPart, Order, Support, Way, When
from mueang.apps.catalog.queries import MOST_SEATS, OLDEST, RADII_KM, Wanted
from mueang.apps.places.enums import Accessibility

# In the order in which an address names them.
FILTERS = (
    "words", "interest", "when", "day", "part", "age", "cost", "language", "access", "seats", "way",
    "area", "near", "km",
)  # fmt: skip
NAMES = (*FILTERS, "order", "page")
LONGEST_WORDS, MOST_VALUES, LONGEST_PAGE_NUMBER = 100, 12, 5
_CODE = re.compile(r"[a-z0-9-]{1,40}")
# What a place has and what an offering provides are looked for together.
NEEDS = {one.value: one.label for one in (*Accessibility, *Support)}
_CLOSED: Mapping[str, tuple[str, ...]] = {
    "when": tuple(When.values),
    "day": tuple(Day.values),
    "part": tuple(DayPart.values),
    "cost": tuple(Cost.values),
    "language": tuple(CourseLanguage.values),
    "access": tuple(NEEDS),
    "seats": tuple(str(n) for n in range(1, MOST_SEATS + 1)),
    "way": tuple(Way.values),
    "km": tuple(str(km) for km in RADII_KM),
    "order": (Order.SOON.value, Order.NEAR.value),
}
SEVERAL = frozenset({"interest", "day", "part", "language", "access"})
_NUMBERS = frozenset({"age", "seats", "km"})


@dataclass(frozen=True, slots=True)
class Asked:
    """One state of the list: the values of each filter as text, in their one order."""

    values: Mapping[str, tuple[str, ...]]

    @property
    def wanted(self) -> Wanted:
        """As the catalog takes it."""
        found: dict[str, Any] = {name: self.values[name] for name in FILTERS if name in self.values}
        for name, values in found.items():
            if name not in SEVERAL:
                found[name] = int(values[0]) if name in _NUMBERS else values[0]
        return found  # type: ignore[return-value]

    @property
    def order(self) -> str:
        return self.one("order") or Order.SUGGESTED.value

    @property
    def page(self) -> int:
        return int(self.one("page") or 1)

    def one(self, name: str) -> str:
        values = self.values.get(name)
        return values[0] if values else ""

    @property
    def query(self) -> str:
        return urlencode(self.pairs)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        return [(name, value) for name in NAMES for value in self.values.get(name, ())]

    def address(self, **changes: str | Iterable[str] | None) -> str:
        """The query of this state with some filters changed; what changes the list starts it from the first page."""
        values = dict(self.values)
        if "page" not in changes:
            values.pop("page", None)
        for name, value in changes.items():
            values[name] = (value,) if isinstance(value, str) else tuple(value or ())
        return urlencode(Asked(_settled(values)).pairs)

    def toggled(self, name: str, value: str) -> str:
        """The query with one value of a filter put in or taken out."""
        held = self.values.get(name, ())
        if value in held:
            return self.address(**{name: tuple(one for one in held if one != value)})
        return self.address(**{name: (*held, value) if name in SEVERAL else (value,)})


def asked_of(request: HttpRequest) -> Asked:
    """What an address asks for; whatever is not understood is left out."""
    return read_asked(request.GET)


def read_asked(query: QueryDict) -> Asked:
    return Asked(_settled({name: tuple(query.getlist(name)) for name in NAMES if name in query}))


def is_canonical(request: HttpRequest, asked: Asked) -> bool:
    """Whether the address says what it asks for in the one way, however its letters are encoded."""
    return parse_qsl(request.META.get("QUERY_STRING", ""), keep_blank_values=True) == asked.pairs


def _settled(typed: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    values = {name: found for name in NAMES if name in typed and (found := tuple(_clean(name, typed[name])))}
    if "near" not in values:
        # A radius around nowhere, and an order by no distance, say nothing.
        values.pop("km", None)
        if values.get("order") == (Order.NEAR.value,):
            del values["order"]
    return values


def _clean(name: str, typed: Iterable[str]) -> list[str]:
    if name in _CLOSED:
        given = set(typed)
        found = [value for value in _CLOSED[name] if value in given]
    else:
        found = sorted({clean for value in typed if (clean := _OPEN[name](value))})
    return found[: MOST_VALUES if name in SEVERAL else 1]


def _words(text: str) -> str:
    return " ".join(text.replace("\0", " ").split())[:LONGEST_WORDS].strip()


def _code(text: str) -> str:
    return text if _CODE.fullmatch(text) else ""


def _number(most: int, least: int) -> Callable[[str], str]:
    def clean(text: str) -> str:
        is_number = text.isascii() and text.isdigit() and len(text) <= LONGEST_PAGE_NUMBER
        return str(int(text)) if is_number and least <= int(text) <= most else ""

    return clean


_OPEN: Mapping[str, Callable[[str], str]] = {
    "words": _words,
    "interest": _code,
    "area": _code,
    "near": _code,
    "age": _number(OLDEST, 0),
    "page": _number(10**LONGEST_PAGE_NUMBER, 2),
}
