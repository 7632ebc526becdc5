"""Who may see and keep committees: the city's own people, as with its partners."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.models import User
from mueang.apps.accounts.rules import Viewer, holds
from mueang.apps.committees.models import Committee, CommitteeMeeting, Decision
from mueang.apps.network.models import City
from mueang.apps.network.rules import cities_where


def visible_committees(viewer: Viewer) -> QuerySet[Committee]:
    return Committee.objects.filter(city__in=cities_where(viewer, Permission.CITY_READ))


def visible_meetings(viewer: Viewer) -> QuerySet[CommitteeMeeting]:
    return CommitteeMeeting.objects.filter(committee__in=visible_committees(viewer))


def visible_decisions(viewer: Viewer) -> QuerySet[Decision]:
    """Of the committees one may see, and one's own."""
    own = Q(owner=viewer) if isinstance(viewer, User) else Q(pk__in=[])
    return Decision.objects.filter(own | Q(point__meeting__in=visible_meetings(viewer)))


def may_keep_committees(actor: Viewer, city: City) -> bool:
    return holds(actor, Permission.NETWORK_WRITE, at=[city.uuid])


def may_end_decision(actor: Viewer, decision: Decision) -> bool:
    """Its owner, and whoever keeps the committee."""
    return decision.owner_id == actor.pk or may_keep_committees(actor, decision.point.meeting.committee.city)
