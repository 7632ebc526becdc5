"""Who may see what became of learners, write it down, verify it, and help a proposal along: the city's officers."""

from __future__ import annotations

from django.db.models import QuerySet

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.rules import Viewer, holds
from mueang.apps.network.models import City
from mueang.apps.network.rules import cities_where
from mueang.apps.outcomes.models import FollowUp, Outcome, Proposal


def outcome_cities(viewer: Viewer) -> QuerySet[City]:
    return cities_where(viewer, Permission.ENROLLMENT_READ)


def visible_follow_ups(viewer: Viewer) -> QuerySet[FollowUp]:
    return FollowUp.objects.filter(enrollment__offering__city__in=outcome_cities(viewer))


def visible_outcomes(viewer: Viewer) -> QuerySet[Outcome]:
    return Outcome.objects.filter(enrollment__offering__city__in=outcome_cities(viewer))


def visible_proposals(viewer: Viewer) -> QuerySet[Proposal]:
    return Proposal.objects.filter(city__in=outcome_cities(viewer))


def follow_ups_by_key() -> QuerySet[FollowUp]:
    """For whoever holds the unguessable link of one question; never list this."""
    return FollowUp.objects.select_related("enrollment__person__merged_into", "enrollment__offering__program")


def may_work_outcomes(actor: Viewer, city: City) -> bool:
    return holds(actor, Permission.ENROLLMENT_WRITE, at=[city.uuid])
