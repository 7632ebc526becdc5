"""Many grants at a glance: how far in time, money and evidence, and what may go wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, QuerySet
from django.utils import timezone

from mueang.apps.grants.enums import BEHIND_SHARE, EVIDENCE_DAYS, GrantState, Risk
from mueang.apps.grants.models import Grant, Instalment
from mueang.apps.grants.queries.money import Purse, purse_from
from mueang.apps.ledger.queries import sums_by_account
from mueang.apps.plans.models import BudgetLine, Evidence, Milestone


@dataclass(frozen=True, slots=True)
class GrantLine:
    """A grant as it stands on a day."""

    grant: Grant
    purse: Purse
    today: date
    late_milestones: tuple[Milestone, ...]
    late_instalments: tuple[Instalment, ...]
    n_evidence: int
    last_evidence_at: datetime | None

    @property
    def share_of_time(self) -> float:
        span = (self.grant.ends_on - self.grant.starts_on).days + 1
        return min(1.0, max(0.0, ((self.today - self.grant.starts_on).days + 1) / span))

    @property
    def risks(self) -> list[Risk]:
        """What may go wrong, said early; none for a closed grant."""
        if self.grant.state != GrantState.RUNNING or self.today < self.grant.starts_on:
            return []
        begun = (self.today - self.grant.starts_on).days
        stale = self.last_evidence_at is None or self._days_since_evidence() > EVIDENCE_DAYS
        found = {
            Risk.LATE: bool(self.late_milestones),
            Risk.INSTALMENT: bool(self.late_instalments),
            Risk.UNDERSPENT: self.share_of_time - self.purse.share_spent > BEHIND_SHARE,
            Risk.OVERSPENT: self.purse.unspent < 0,
            Risk.NO_EVIDENCE: begun > EVIDENCE_DAYS and stale,
        }
        return [risk for risk, is_so in found.items() if is_so]

    def _days_since_evidence(self) -> int:
        at = self.last_evidence_at
        return (self.today - timezone.localdate(at)).days if at else 0


def portfolio(grants: QuerySet[Grant], *, today: date) -> list[GrantLine]:
    """Every grant given (through a rule), those with most risks first. Six SQL statements, however many there are."""
    rows = list(grants.select_related("city", "source", "fund__organization").prefetch_related("instalments"))
    sources = [grant.source_id for grant in rows]
    sums = sums_by_account([grant.source.uuid for grant in rows])
    activities: dict[int, set[int]] = {}
    for source, activity in BudgetLine.objects.filter(source__in=sources).order_by().values_list("source", "activity"):
        activities.setdefault(source, set()).add(activity)
    paid = {activity for found in activities.values() for activity in found}
    late: dict[int, list[Milestone]] = {}
    for milestone in Milestone.objects.late(today).filter(activity__in=paid).select_related("activity"):
        late.setdefault(milestone.activity_id, []).append(milestone)
    counted = Evidence.objects.standing().filter(activity__in=paid).order_by().values("activity")
    evidence = {row["activity"]: row for row in counted.annotate(n=Count("pk"), last=Max("attached_at"))}
    lines = []
    for grant in rows:
        own = sorted(activities.get(grant.source_id, ()))
        shown = [evidence[activity] for activity in own if activity in evidence]
        lines.append(
            GrantLine(
                grant=grant,
                purse=purse_from(grant, sums[grant.source.uuid]),
                today=today,
                late_milestones=tuple(milestone for activity in own for milestone in late.get(activity, ())),
                late_instalments=tuple(part for part in grant.instalments.all() if part.is_late(today)),
                n_evidence=sum(row["n"] for row in shown),
                last_evidence_at=max((row["last"] for row in shown), default=None),
            )
        )
    return sorted(lines, key=lambda line: (-len(line.risks), line.grant.ends_on))


def totals(lines: Sequence[GrantLine]) -> dict[str, Any]:
    """Sums of a portfolio, for its head and its file."""
    found: Counter[str] = Counter()
    for line in lines:
        found["granted"] += line.grant.satang
        found["received"] += line.purse.received
        found["spent"] += line.purse.spent
        found["at_risk"] += bool(line.risks)
        found["late"] += len(line.late_milestones)
    return {"n": len(lines), **{name: found[name] for name in ("granted", "received", "spent", "at_risk", "late")}}
