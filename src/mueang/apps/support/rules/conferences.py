"""Who may see a conference, and which of its cases."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from mueang.apps.accounts.rules import Viewer
from mueang.apps.support.models.conferences import AgendaItem, Conference
from mueang.apps.support.rules.cases import supervised_cities, visible_cases


def visible_conferences(viewer: Viewer) -> QuerySet[Conference]:
    """All of a city for its supervisor; for a worker those with a case they may see."""
    supervised = Q(city__in=supervised_cities(viewer))
    mine = Q(pk__in=AgendaItem.objects.filter(case__in=visible_cases(viewer)).values("conference"))
    return Conference.objects.filter(supervised | mine)


def visible_items(viewer: Viewer) -> QuerySet[AgendaItem]:
    """Cases on agendas that the viewer may see: sitting at one table opens no other child's case."""
    return AgendaItem.objects.filter(case__in=visible_cases(viewer))
