"""The filters as a reader sees them: groups of choices with their counts, and what is chosen, to take away again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mueang.apps.catalog.enums import Cost, CourseLanguage, Day, DayPart, Way, When
from mueang.apps.catalog.queries import AGES, MOST_SEATS, RADII_KM, Browse
from mueang.desks.public.filters import FILTERS, NEEDS, SEVERAL, Asked
from mueang.ui.templatetags.ui import icon
from mueang.ui.words import current_language, in_language


class Choice(NamedTuple):
    """One value with how many it finds. `at` is the middle of a neighbourhood: latitude and longitude."""

    value: str
    label: str
    n: int
    is_chosen: bool
    at: tuple[float, float] | None = None


@dataclass(slots=True)
class Group:
    """One filter, drawn: boxes to tick where several values go together, else a list to choose from."""

    name: str
    is_empty: bool
    markup: SafeString


@dataclass(slots=True)
class Chip:
    """A filter that is set; its address is the list without it."""

    label: str
    query: str


def groups(asked: Asked, found: Browse) -> list[Group]:
    """Every filter but words and interest, each value with its count; values that find nothing are left out."""
    words = _words(current_language())
    drawn = [_group(asked, found.facets, words, name) for name in ("when", "day", "part", "age", "cost", "seats")]
    drawn.append(_near(asked, found))
    if asked.one("near"):
        drawn.append(_group(asked, found.facets, words, "km"))
    drawn += [_group(asked, found.facets, words, name) for name in ("way", "language", "access")]
    return [group for group in drawn if not group.is_empty]


def _group(asked: Asked, facets: Mapping[str, Mapping[str, int]], words: _Words, facet: str) -> Group:
    held, counts = asked.values.get(facet, ()), facets[facet]
    labels = words.values[facet]
    known = labels.keys() | held if facet == "age" else labels.keys()
    choices = [
        Choice(value, labels.get(value, value), counts.get(value, 0), value in held)
        for value in (labels if len(known) == len(labels) else sorted(known, key=int))
        if counts.get(value) or value in held
    ]
    return _drawn(facet, choices, words)


def _near(asked: Asked, found: Browse) -> Group:
    held, counts, language = asked.values.get("near", ()), found.facets["area"], current_language()
    choices = [
        Choice(
            one.code,
            in_language(language, one.name_th, one.name_en),
            counts.get(one.code, 0),
            one.code in held,
            (one.latitude, one.longitude),
        )
        for one in found.areas
    ]
    return _drawn("near", choices, _words(language))


# Filled in by hand and not by a template: there are a hundred on every page. Values are codes of closed lists, or of
# neighbourhoods, which are letters and digits; labels are escaped.
_BOX = '<label><input type="checkbox" id="f-{}-{}" name="{}" value="{}"{}>{} <small>{}</small></label>'
_OPTION, _PLACED = (
    '<option value="{}"{}>{} ({})</option>',
    '<option value="{}"{} data-lat="{:.4f}" data-lon="{:.4f}">{} ({})</option>',
)
_CODE = "code-of-the-interest"
_CHIP = '<a class="chip" href="?{}"{}>{}{} <small>{}</small></a>'


_TICKS = '<fieldset class="ticks"><legend>{}</legend>{}</fieldset>'
_PICK = (
    '<p class="pick"><label for="f-{}">{}</label>'
    '<select id="f-{}" name="{}"><option value="">{}</option>{}</select></p>'
)


def _drawn(facet: str, choices: list[Choice], words: _Words) -> Group:
    label = escape(words.groups[facet])
    if facet in SEVERAL:
        markup = _TICKS.format(label, _boxes(facet, choices))
    else:
        markup = _PICK.format(facet, label, facet, facet, escape(words.groups["any"]), _options(choices))
    return Group(facet, not choices, mark_safe(markup))  # noqa: S308 -- labels are escaped, the rest is ours


def _boxes(facet: str, choices: Iterable[Choice]) -> str:
    rows = (
        _BOX.format(facet, one.value, facet, one.value, " checked" * one.is_chosen, escape(one.label), one.n)
        for one in choices
    )
    return "".join(rows)


def _options(choices: Iterable[Choice]) -> str:
    rows = (
        _PLACED.format(one.value, " selected" * one.is_chosen, *one.at, escape(one.label), one.n)
        if one.at
        else _OPTION.format(one.value, " selected" * one.is_chosen, escape(one.label), one.n)
        for one in choices
    )
    return "".join(rows)


def interest_chips(asked: Asked, found: Browse) -> SafeString:
    """The interests with their counts, each put in or taken out at a press."""
    held, language, current = asked.values.get("interest", ()), current_language(), ' aria-current="true"'
    # Where none is held, the addresses differ in the code alone.
    pattern = escape(asked.address(interest=_CODE))
    everything = _CHIP.format(escape(asked.address(interest=None)), "" if held else current, "", escape(_("All")), "")
    rows = []
    for row in found.counts:
        line = row.interest
        is_held = line.code in held
        query = escape(asked.toggled("interest", line.code)) if held else pattern.replace(_CODE, line.code)
        label = escape(in_language(language, line.name_th, line.name_en))
        rows.append(_CHIP.format(query, current if is_held else "", icon(line.icon), label, row.n_offerings))
    return mark_safe("".join([everything, *rows]))  # noqa: S308 -- every part is escaped or ours


def chips(asked: Asked, found: Browse) -> list[Chip]:
    """Each value that is set, in words."""
    if not asked.wanted:
        return []
    words = _words(current_language())
    interests, areas = _names(found)
    drawn = []
    for facet in FILTERS:
        for value in asked.values.get(facet, ()):
            label = _label(facet, value, words=words, interests=interests, areas=areas)
            drawn.append(Chip(label, asked.toggled(facet, value)))
    return drawn


def said(asked: Asked, found: Browse, facet: str) -> str:
    """The values of one filter in words."""
    words = _words(current_language())
    interests, areas = _names(found)
    values = asked.values.get(facet, ())
    return ", ".join(_label(facet, value, words=words, interests=interests, areas=areas) for value in values)


def _names(found: Browse) -> tuple[dict[str, str], dict[str, str]]:
    """Interests and neighbourhoods by code, in the reader's language."""
    language = current_language()
    interests = {code: in_language(language, one.name_th, one.name_en) for code, one in found.interests.items()}
    return interests, {area.code: in_language(language, area.name_th, area.name_en) for area in found.areas}


def _label(facet: str, value: str, *, words: _Words, interests: Mapping[str, str], areas: Mapping[str, str]) -> str:
    if facet == "words":
        return f"“{value}”"
    if facet == "interest":
        return interests.get(value, value)
    if facet == "area":
        return areas.get(value, value)
    if facet == "near":
        return _("near %(place)s") % {"place": areas.get(value, value)}
    if facet == "age":
        return _("age %(n)s") % {"n": value}
    return words.values[facet].get(value, value)


@dataclass(frozen=True, slots=True)
class _Words:
    """Labels in one language, looked up once."""

    groups: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]


@lru_cache(maxsize=8)
def _words(language: str) -> _Words:
    """The labels in the language that is active, which is the key."""
    del language
    return _Words(
        groups={
            "when": _("When"),
            "day": _("Day of the week"),
            "part": _("Time of day"),
            "age": _("For the age of"),
            "cost": _("Cost"),
            "seats": _("Seats left for"),
            "near": _("Near"),
            "km": _("No farther than"),
            "way": _("How"),
            "language": _("Taught in"),
            "access": _("What I need"),
            "any": _("Any"),
        },
        values={
            "when": _labels(When.choices),
            "day": _labels(Day.choices),
            "part": _labels(DayPart.choices),
            "age": {str(age): str(age) for age in AGES},
            "cost": _labels(Cost.choices),
            "seats": {str(n): ngettext("%(n)s person", "%(n)s people", n) % {"n": n} for n in range(1, MOST_SEATS + 1)},
            "km": {str(km): _("%(n)s km") % {"n": km} for km in RADII_KM},
            "way": _labels(Way.choices),
            "language": _labels(CourseLanguage.choices),
            "access": _labels(NEEDS.items()),
        },
    )


def _labels(choices: Iterable[tuple[object, object]]) -> dict[str, str]:
    return {str(value): str(label) for value, label in choices}
