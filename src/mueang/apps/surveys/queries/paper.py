"""Sheets that two people typed differently."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from mueang.apps.accounts.rules import Viewer
from mueang.apps.surveys.models import PaperEntry, Reply, Survey
from mueang.apps.surveys.rules import visible_entries


@dataclass(frozen=True, slots=True)
class SheetPair:
    """A sheet waiting: for its second typing, or for somebody to choose where the two differ."""

    sheet: str
    entries: list[PaperEntry]
    differences: list[tuple[str, list[Any]]]


def sheets_to_settle(*, viewer: Viewer, survey: Survey) -> list[SheetPair]:
    """Sheets typed and not yet counted. Two SQL statements."""
    done = set(Reply.objects.filter(survey=survey).exclude(sheet="").values_list("sheet", flat=True))
    sheets: dict[str, list[PaperEntry]] = defaultdict(list)
    for entry in visible_entries(viewer).filter(survey=survey).select_related("clerk"):
        if entry.sheet not in done:
            sheets[entry.sheet].append(entry)
    return [SheetPair(sheet, entries, _differences(entries)) for sheet, entries in sorted(sheets.items())]


def _differences(entries: list[PaperEntry]) -> list[tuple[str, list[Any]]]:
    if len(entries) < 2:
        return []
    flat = [{**entry.typed, **entry.typed["answers"]} for entry in entries]
    keys = [key for key in dict.fromkeys(key for one in flat for key in one) if key != "answers"]
    rows = [(key, [one.get(key, "") for one in flat]) for key in keys]
    return [(key, values) for key, values in rows if any(value != values[0] for value in values)]
