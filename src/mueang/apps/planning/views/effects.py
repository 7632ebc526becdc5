"""The effect of a scenario as words and as a file."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from mueang.apps.planning.enums import NEED_WORDS
from mueang.apps.planning.queries import Effect, EffectLine
from mueang.lib.downloads import excel_response
from mueang.ui.templatetags.ui import name


def need_words() -> dict[str, str]:
    """What the three parts by deprivation are called."""
    return {key: str(words) for key, words in NEED_WORDS.items()}


def effect_excel(effect: Effect, *, scenario: Any) -> HttpResponse:
    """Before and after: by neighbourhood, by age, by deprivation."""
    headings = [
        _("Neighbourhood or group"),
        _("Residents"),
        _("With a place within reach, today"),
        _("With a place within reach, in the scenario"),
        _("Seat hours a week for 100 people, today"),
        _("Seat hours a week for 100 people, in the scenario"),
    ]
    rows: list[list[Any]] = [
        [
            name(before.area),
            before.area.people,
            before.n_within,
            after.n_within,
            None if before.per_hundred is None else round(before.per_hundred, 2),
            None if after.per_hundred is None else round(after.per_hundred, 2),
        ]
        for before, after in effect.areas
    ]
    rows += [_cells(str(group.label), line) for group, line in effect.ages]
    rows += [_cells(need_words()[line.label], line) for line in effect.need]
    return excel_response(file_name=f"scenario-{scenario.uuid}", title=scenario.name, headings=headings, rows=rows)


def _cells(label: str, line: EffectLine) -> list[Any]:
    return [
        label,
        line.people,
        line.within_before,
        line.within_after,
        round(line.access_before, 2),
        round(line.access_after, 2),
    ]
