"""The page of the second opinion: what it is worth at the visits a team can make, and its tables in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mueang.apps.accounts.rules import Viewer
from mueang.apps.flags.enums import MEANING, OpinionState, Shortfall, Variable
from mueang.apps.flags.enums.opinions import GROUPS, MOST_VISITS, SEX
from mueang.apps.flags.models import Flag, SecondOpinion
from mueang.apps.flags.queries.judging import NOTHING, OURS, RULE, SCHOOL
from mueang.apps.flags.queries.sentences import shown
from mueang.apps.flags.rules import visible_second_opinions
from mueang.apps.network.models import City
from mueang.apps.registers.enums import Sex

LEAST_RATED = 5


@dataclass(frozen=True, slots=True)
class JudgeRow:
    """One way to choose whom to visit, at the number of visits; shares from 0 to 1, children of one look."""

    name: str
    found: float
    missed: float
    alarms: float
    precision: float
    auc: float


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One group at the number of visits; shares are None where fewer than five left."""

    group: str
    value: str
    n: float | None
    n_left: float = 0
    visited: float = 0
    found: float | None = None
    missed: float | None = None
    alarms: float | None = None
    foretold: float = 0
    came_true: float = 0


@dataclass(frozen=True, slots=True)
class TermTable:
    """One term as it is read: what it looks at, and the points of each range."""

    name: str
    rows: list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class OpinionPage:
    """One second opinion at a number of visits."""

    opinion: SecondOpinion
    visits: int
    judges: list[JudgeRow]
    groups: list[GroupRow]
    terms: list[TermTable]
    lacking: list[tuple[str, int, int]]

    @property
    def days(self) -> list[date]:
        return [date.fromisoformat(day) for day in self.opinion.report["days"]]

    @property
    def scale(self) -> int:
        """The end of the picture's axes, in per cent: the next ten above what was foretold or came true."""
        largest = max(max(band["foretold"], band["came_true"]) for band in self.opinion.report["bands"])
        return min(100, 10 * (int(10 * largest) + 1))

    @property
    def dots(self) -> list[tuple[str, str]]:
        """Bands as places in a picture of 100 by 100 that grows downwards; with a point whatever the language."""
        by = 1e4 / self.scale
        bands = self.opinion.report["bands"]
        return [(f"{band['foretold'] * by:.1f}", f"{100 - band['came_true'] * by:.1f}") for band in bands]

    @property
    def error(self) -> float:
        return float(100 * self.opinion.report["judges"][OURS]["calibration_error"])

    @property
    def by_chance(self) -> float:
        return float(100 * self.opinion.report["by_chance"])

    @property
    def ours(self) -> JudgeRow:
        return self.judges[0]

    @property
    def simpler(self) -> list[JudgeRow]:
        """What finds as many without a model: to be said first."""
        return [row for row in self.judges[1:] if row.found >= self.ours.found]


@dataclass(frozen=True, slots=True)
class OpinionLine:
    """What the second opinion says of one flag: how many of a hundred such children left, and what speaks for it."""

    of_hundred: int
    reasons: list[str]


def second_opinions(*, viewer: Viewer, city: City) -> list[SecondOpinion]:
    """The newest first."""
    rows = visible_second_opinions(viewer).filter(city=city).select_related("asked_by", "live_by", "city")
    return list(rows[:20])


def second_opinion(*, viewer: Viewer, city: City, uuid: UUID) -> SecondOpinion | None:
    return visible_second_opinions(viewer).filter(city=city, uuid=uuid).select_related("city").first()


def opinion_page(opinion: SecondOpinion, *, visits: int) -> OpinionPage:
    """Everything from what is kept: no statement. More visits than were counted are as many as were."""
    report = opinion.report
    visits = max(1, min(visits, MOST_VISITS, len(report["judges"][OURS]["found"]) if report else 1))
    return OpinionPage(
        opinion=opinion,
        visits=visits,
        judges=_judges(report, visits) if report else [],
        groups=[_group(row, visits) for row in report["groups"]] if report else [],
        terms=[_term(term) for term in opinion.box["terms"]] if opinion.box else [],
        lacking=[(str(Shortfall(one["code"]).label), one["found"], one["needed"]) for one in opinion.shortfalls],
    )


def _judges(report: Mapping[str, Any], visits: int) -> list[JudgeRow]:
    names = {
        OURS: _("Second opinion"),
        RULE: _("Best single rule: %(rule)s") % {"rule": _rule(report["rule"])},
        SCHOOL: _("School alone: visit those of schools that lost many"),
        NOTHING: _("By lot"),
    }
    n_left, n_children = max(report["n_left"], 1e-9), report["n_children"]
    rows = []
    for key, name in names.items():
        found = report["judges"][key]["found"][visits - 1]
        rows.append(
            JudgeRow(
                name=name,
                found=found,
                missed=1 - found / n_left,
                alarms=(visits - found) / max(n_children - n_left, 1e-9),
                precision=found / visits,
                auc=report["judges"][key]["auc"],
            )
        )
    return rows


def _rule(rule: Mapping[str, Any]) -> str:
    words = {"variable": Variable(rule["variable"]).label, "number": shown(rule["at"])}
    words["unit"] = MEANING[rule["variable"]].unit
    if rule["comparison"] == "<":
        return _("%(variable)s: below %(number)s %(unit)s") % words
    return _("%(variable)s: %(number)s %(unit)s or more") % words


def _group(row: Mapping[str, Any], visits: int) -> GroupRow:
    names = {"": _("not known"), "yes": _("yes"), "no": _("no")}
    value = str(Sex(row["value"]).label) if row["group"] == SEX and row["value"] else names[row["value"]]
    if row["n"] is None:
        return GroupRow(str(GROUPS[row["group"]]), value, None)
    visited, found, n_left = row["visited"][visits - 1], row["found"][visits - 1], row["n_left"]
    n_stayed = row["n"] - n_left
    rated, stayed = n_left >= LEAST_RATED, n_stayed >= LEAST_RATED
    return GroupRow(
        group=str(GROUPS[row["group"]]),
        value=value,
        n=row["n"],
        n_left=n_left,
        visited=visited,
        found=found,
        missed=1 - found / n_left if rated else None,
        alarms=(visited - found) / n_stayed if stayed else None,
        foretold=row["foretold"],
        came_true=row["came_true"],
    )


def _term(term: Mapping[str, Any]) -> TermTable:
    variable, edges, points = term["variable"], term["edges"], term["points"]
    meaning = MEANING[variable]
    if meaning.is_yes_or_no and len(edges) == 1:
        said = [_("no"), _("yes")]
    else:
        lows, highs = [None, *edges], [*edges, None]
        said = [_range(low, high, str(meaning.unit)) for low, high in zip(lows, highs, strict=True)]
    rows = list(zip([*said, _("not known")], points, strict=True))
    return TermTable(str(Variable(variable).label), rows)


def _range(low: float | None, high: float | None, unit: str) -> str:
    words = {"low": shown(low), "high": shown(high), "unit": unit}
    if low is None and high is None:
        return pgettext("range", "any")
    if low is None:
        return _("below %(high)s %(unit)s") % words
    if high is None:
        return _("%(low)s %(unit)s or more") % words
    return _("%(low)s to below %(high)s %(unit)s") % words


def opinion_of(flag: Flag) -> OpinionLine | None:
    """What stands beside the reasons of a flag; nothing while no second opinion is on. Wants `opinion` selected."""
    opinion = getattr(flag, "opinion", None)
    if opinion is None:
        return None
    reasons = []
    for reason in opinion.reasons:
        meaning, label = MEANING[reason["variable"]], str(Variable(reason["variable"]).label)
        value = f"{shown(reason['value'])} {meaning.unit}" if reason["value"] is not None else _("not known")
        reasons.append(label if meaning.is_yes_or_no and reason["value"] else f"{label}: {value}")
    return OpinionLine(round(100 * opinion.chance), reasons)


def is_waiting(rows: list[SecondOpinion]) -> SecondOpinion | None:
    return next((row for row in rows if row.state == OpinionState.ASKED), None)
