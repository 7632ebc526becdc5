"""Versions of a city's rules, and one of them in words."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from mueang.apps.accounts.rules import Viewer
from mueang.apps.flags.models import Rule, RuleSet
from mueang.apps.flags.queries.sentences import condition, shown_source
from mueang.apps.flags.rules import visible_rule_sets
from mueang.apps.network.models import City


@dataclass(frozen=True, slots=True)
class RuleLine:
    rule: Rule
    condition: str
    source: str


@dataclass(frozen=True, slots=True)
class RuleSetPage:
    rule_set: RuleSet
    lines: list[RuleLine]


def rule_sets(*, viewer: Viewer, city: City) -> list[RuleSet]:
    """The newest first."""
    return list(visible_rule_sets(viewer).filter(city=city).select_related("made_by", "live_by"))


def rule_set_page(*, viewer: Viewer, city: City, uuid: UUID) -> RuleSetPage | None:
    rule_set = visible_rule_sets(viewer).filter(city=city, uuid=uuid).first()
    if rule_set is None:
        return None
    return RuleSetPage(
        rule_set, [RuleLine(rule, condition(rule), shown_source(rule.source)) for rule in rule_set.rules.all()]
    )


def draft_of(*, viewer: Viewer, city: City) -> RuleSet | None:
    found: RuleSet | None = visible_rule_sets(viewer).drafts().filter(city=city).first()
    return found
