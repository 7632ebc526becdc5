"""What has moved in a report's figures since it was last drawn, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mueang.apps.plans.enums import ActivityState
from mueang.apps.plans.queries.report_words import evidence_words, kind_words, milestone_words, money_words
from mueang.ui.templatetags.ui import field, name
from mueang.ui.words import baht, number, thai_date

Told = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Move:
    """One thing that the report said and that the rows no longer say."""

    of: str
    what: str
    before: str
    now: str


def moves_between(before: Told, now: Told) -> list[Move]:
    """Of figures that differ, in the reader's language and in the order of the report."""
    earlier, later = _by_uuid(before.get("activities", [])), _by_uuid(now["activities"])
    found = [move for uuid in {**later, **earlier} for move in _of_activity(earlier.get(uuid), later.get(uuid))]
    found += _of_money(_by_uuid(before.get("money", [])), _by_uuid(now["money"]))
    # Whatever has moved is told: a report is not signed over it, and nobody should search for why.
    return found or [Move("–", _("Wording or details"), "–", "–")]


def _of_activity(before: Told | None, now: Told | None) -> Iterator[Move]:
    if before is None or now is None:
        told = now or before or {}
        yield Move(field(told, "title"), _("Activity"), _here(before), _here(now))
        return
    of = field(now, "title")
    for key, asked, words in _ASKED:
        if before[key] != now[key]:
            yield Move(of, asked(), words(before[key]), words(now[key]))
    for key, told_of in (("milestones", _milestone), ("evidence", _evidence)):
        earlier, later = _by_uuid(before[key]), _by_uuid(now[key])
        for uuid in {**later, **earlier}:
            one, other = earlier.get(uuid), later.get(uuid)
            what, (was, stands) = told_of(other or one or {})[0], (_state(told_of, one), _state(told_of, other))
            if was != stands:
                yield Move(of, what, was, stands)


def _of_money(before: Mapping[str, Told], now: Mapping[str, Told]) -> Iterator[Move]:
    for uuid in {**now, **before}:
        one, other = before.get(uuid), now.get(uuid)
        for key, what in (("there_is", _("There is")), ("set_aside", _("Set aside")), ("until", _("Spent"))):
            was, stands = (baht(told[key]) if told else _here(None) for told in (one, other))
            if was != stands:
                yield Move(name(other or one), what, was, stands)


def _here(told: Told | None) -> str:
    return _("in the report") if told else _("not in the report")


def _state(told_of: Callable[[Told], tuple[str, str]], told: Told | None) -> str:
    return told_of(told)[1] if told else _here(None)


def _milestone(told: Told) -> tuple[str, str]:
    return field(told, "title"), milestone_words(told)


def _evidence(told: Told) -> tuple[str, str]:
    return f"{kind_words(told)} {field(told, 'about')}".strip(), evidence_words(told)


def _by_uuid(rows: list[dict[str, Any]]) -> dict[str, Told]:
    return {row["uuid"]: row for row in rows}


def _day(value: str) -> str:
    return thai_date(date.fromisoformat(value))


def _budget(rows: list[dict[str, Any]]) -> str:
    return baht(sum(row["satang"] for row in rows))


def _plain(value: Any) -> str:
    return str(value or "–")


def _places(rows: list[str]) -> str:
    return ", ".join(rows) or "–"


_ASKED: tuple[tuple[str, Callable[[], str], Callable[[Any], str]], ...] = (
    ("title_th", lambda: _("Activity"), _plain),
    ("state", lambda: _("State"), lambda state: str(ActivityState(state).label)),
    ("is_late", lambda: pgettext("plan", "Late"), lambda late: _("Yes") if late else _("No")),
    ("percent", lambda: _("Progress, per cent"), str),
    ("note", lambda: _("What was done, what is in the way"), _plain),
    ("owner", lambda: _("Who answers for it"), _plain),
    ("starts_on", lambda: _("First day"), _day),
    ("ends_on", lambda: _("Last day"), _day),
    ("places_th", lambda: _("In which neighbourhoods"), _places),
    ("n_expected", lambda: _("How many people are expected"), number),
    ("expected", lambda: _("Expected results"), _plain),
    ("budget", lambda: _("Set aside"), _budget),
    ("spent", lambda: _("Spent"), money_words),
)
