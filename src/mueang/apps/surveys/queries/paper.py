"""Sheets that two people typed differently."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from mueang.apps.accounts.rules import Viewer
from mueang.apps.surveys.enums import AgeBand, Outcome, Sex
from mueang.apps.surveys.models import PaperEntry, Reply, Survey
from mueang.apps.surveys.queries.results import said_name
from mueang.apps.surveys.rules import neighbourhoods_of, visible_entries

_Words = dict[str, tuple[str, Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class SheetPair:
    """A sheet waiting: for its second typing, or for somebody to choose where the two differ."""

    sheet: str
    entries: list[PaperEntry]
    differences: list[tuple[str, list[str]]]


def sheets_to_settle(*, viewer: Viewer, survey: Survey) -> list[SheetPair]:
    """Sheets typed and not yet counted. Three SQL statements."""
    done = set(Reply.objects.filter(survey=survey).exclude(sheet="").values_list("sheet", flat=True))
    sheets: dict[str, list[PaperEntry]] = defaultdict(list)
    for entry in visible_entries(viewer).filter(survey=survey).select_related("clerk"):
        if entry.sheet not in done:
            sheets[entry.sheet].append(entry)
    words = _words_of(survey)
    return [SheetPair(sheet, entries, _differences(entries, words)) for sheet, entries in sorted(sheets.items())]


def _differences(entries: list[PaperEntry], words: _Words) -> list[tuple[str, list[str]]]:
    if len(entries) < 2:
        return []
    flat = [{**entry.typed, **entry.typed["answers"]} for entry in entries]
    keys = [key for key in dict.fromkeys(key for one in flat for key in one) if key != "answers"]
    rows = [(key, [one.get(key, "") for one in flat]) for key in keys]
    differing = [(key, values) for key, values in rows if any(value != values[0] for value in values)]
    return [(words[key][0], [_said(value, words[key][1]) for value in values]) for key, values in differing]


def _words_of(survey: Survey) -> _Words:
    """Each part of a sheet: its words, and the words of what may be answered."""
    places = {place.code: said_name(place) for place in neighbourhoods_of(survey.city)}
    words: _Words = {
        "outcome": (_("What became of it"), dict(Outcome.choices)),
        "neighbourhood": (_("Community"), places),
        "age_band": (_("Age"), dict(AgeBand.choices)),
        "sex": (_("Sex"), dict(Sex.choices)),
        "has_guardian": (_("A parent or guardian has heard this and agrees."), {"True": _("Yes"), "False": _("No")}),
    }
    for one in survey.questionnaire.read:
        words[one.code] = said_name(one), {choice.code: said_name(choice) for choice in one.choices}
    return words


def _said(value: Any, options: Mapping[str, Any]) -> str:
    values = value if isinstance(value, list) else [value]
    return ", ".join(str(options.get(str(one), one)) for one in values) or "–"
