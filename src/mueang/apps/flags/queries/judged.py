"""How good the signs are: of the children somebody looked at because of a reason, how many needed somebody."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from mueang.apps.accounts.rules import Viewer
from mueang.apps.flags.enums import Found
from mueang.apps.flags.models import Rule
from mueang.apps.flags.queries.sentences import condition
from mueang.apps.flags.rules import visible_decisions
from mueang.apps.network.models import City

FEWEST = 5


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """One rule over all decisions whose finding is known. Somebody not reached is no judgement about the sign."""

    key: str
    condition: str
    n_needed: int
    n_fine: int
    n_wrong: int
    n_unreached: int
    n_waiting: int

    @property
    def n_judged(self) -> int:
        return self.n_needed + self.n_fine + self.n_wrong

    @property
    def precision(self) -> float | None:
        """None where too few were judged to say anything."""
        return self.n_needed / self.n_judged if self.n_judged >= FEWEST else None


@dataclass(frozen=True, slots=True)
class Judged:
    rows: list[JudgedRow]
    total: JudgedRow
    n_not_now: int


def judged(*, viewer: Viewer, city: City) -> Judged:
    """Two statements. Each flag counts under each of its reasons, so the rows add up to more than the total."""
    decisions = visible_decisions(viewer).filter(flag__city=city, undone_at=None).order_by()
    by_rule: dict[str, Counter[str]] = defaultdict(Counter)
    total: Counter[str] = Counter()
    for kind, found, reasons in decisions.values_list("kind", "found", "flag__reasons"):
        said = found or ("not_now" if kind == "not_now" else "waiting")
        total[said] += 1
        for reason in reasons:
            by_rule[reason["rule"]][said] += 1
    words = {rule.key: rule for rule in Rule.objects.filter(rule_set__city=city).order_by("rule_set__number")}
    rows = [_row(key, condition(words[key]), counts) for key, counts in by_rule.items() if key in words]
    rows.sort(key=lambda row: (-(row.precision or 0), -row.n_judged, row.key))
    return Judged(rows=rows, total=_row("", "", total), n_not_now=total["not_now"])


def _row(key: str, says: str, counts: Counter[str]) -> JudgedRow:
    return JudgedRow(
        key=key,
        condition=says,
        n_needed=counts[Found.NEEDED],
        n_fine=counts[Found.FINE],
        n_wrong=counts[Found.WRONG],
        n_unreached=counts[Found.UNREACHED],
        n_waiting=counts["waiting"],
    )
