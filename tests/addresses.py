"""Every page of the house, and of each an address that leads to rows of the demo city."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.urls import NoReverseMatch, Resolver404, URLResolver, get_resolver, resolve, reverse

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True, slots=True)
class Page:
    """What is written in `urls.py`: the name with its spaces, the route from its beginning, the parameters."""

    name: str
    route: str
    parameters: frozenset[str]


def pages(resolver: URLResolver | None = None, spaces: tuple[str, ...] = (), route: str = "") -> Iterator[Page]:
    """Every page that takes a parameter."""
    for one in (resolver or get_resolver()).url_patterns:
        here = route + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from pages(one, (*spaces, one.namespace) if one.namespace else spaces, here)
        elif PARAMETER.search(here):
            yield Page(":".join((*spaces, one.name or "")), here, frozenset(PARAMETER.findall(here)))


class Known:
    """What walks through the house have met: addresses by page, and the values of their parameters."""

    def __init__(self, addresses: Iterable[str]) -> None:
        self._met: dict[str, str] = {}
        self._values: dict[tuple[str, str], object] = {}
        for address in addresses:
            self._note(urlsplit(address).path)

    def _note(self, path: str) -> None:
        try:
            match = resolve(path)
        except Resolver404:
            return
        self._met.setdefault(match.view_name, path)
        for name, value in match.kwargs.items():
            for beginning in (beginning_of(match.route, name), match.view_name.rpartition(":")[0], ""):
                self._values.setdefault((beginning, name), value)

    def address_of(self, page: Page) -> str:
        """The one met, else one with rows of a page that begins like it or stands beside it; empty if none can be."""
        if page.name in self._met:
            return self._met[page.name]
        values = {name: self._value(page, name) for name in page.parameters}
        try:
            return "" if None in values.values() else reverse(page.name, kwargs=values)
        except NoReverseMatch:
            return ""

    def _value(self, page: Page, name: str) -> object:
        spaces = (beginning_of(page.route, name), page.name.rpartition(":")[0], "")
        return next((self._values[space, name] for space in spaces if (space, name) in self._values), None)


def beginning_of(route: str, name: str) -> str:
    """A route up to one of its parameters: pages that begin alike lead to the same kind of row."""
    found = next((one for one in PARAMETER.finditer(route) if one[1] == name), None)
    return route[: found.end()] if found else ""
