"""Who may see flags, answer them and change the rules: those who work with children, in their city, and nobody else."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.rules import Viewer, holds
from mueang.apps.flags.models import (
    Flag,
    FlagDecision,
    FlagQuerySet,
    RuleSet,
    RuleSetQuerySet,
    SecondOpinion,
    SecondOpinionQuerySet,
)
from mueang.apps.network.models import City
from mueang.apps.network.rules import cities_where


def flag_cities(viewer: Viewer) -> QuerySet[City]:
    """Cities in which `viewer` may see which children should be looked at."""
    return cities_where(viewer, Permission.FLAGS_READ)


def rule_cities(viewer: Viewer) -> QuerySet[City]:
    """Cities whose rules `viewer` may change; which children they name is another permission."""
    return cities_where(viewer, Permission.FLAG_RULES_WRITE)


def may_see_children(viewer: Viewer, city: City) -> bool:
    """Whether `viewer` sees flags by name; whoever does not sees small counts withheld."""
    return holds(viewer, Permission.FLAGS_READ, at=[city.uuid])


def visible_rule_sets(viewer: Viewer) -> RuleSetQuerySet:
    """Whoever reads flags may read the rules behind them."""
    return RuleSet.objects.filter(Q(city__in=flag_cities(viewer)) | Q(city__in=rule_cities(viewer)))


def may_change_rules(actor: Viewer, city: City) -> bool:
    return holds(actor, Permission.FLAG_RULES_WRITE, at=[city.uuid])


def may_answer_flags(actor: Viewer, city: City) -> bool:
    """Whether `actor` may decide what becomes of a flag, and enter facts about a pupil."""
    return holds(actor, Permission.FLAGS_READ, at=[city.uuid]) and holds(actor, Permission.CASES_WORK, at=[city.uuid])


def visible_flags(viewer: Viewer) -> FlagQuerySet:
    """The only door to flags: case workers and supervisors of the city. No teacher, office, pupil or parent."""
    return Flag.objects.filter(city__in=flag_cities(viewer))


def visible_flags_in(city: City, viewer: Viewer) -> FlagQuerySet:
    """Those of one city, by a plain condition: lists walk its index in their order."""
    return Flag.objects.filter(city=city) if may_see_children(viewer, city) else Flag.objects.none()


def visible_decisions(viewer: Viewer) -> QuerySet[FlagDecision]:
    return FlagDecision.objects.filter(flag__city__in=flag_cities(viewer))


def visible_second_opinions(viewer: Viewer) -> SecondOpinionQuerySet:
    """Whoever sees flags may see how good the opinion beside them is."""
    return SecondOpinion.objects.filter(city__in=flag_cities(viewer))
