"""Who sees campaigns, and who sends them."""

from __future__ import annotations

from django.db.models import QuerySet

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.rules import Viewer
from mueang.apps.campaigns.models import Campaign, CampaignQuerySet, MessageTemplate
from mueang.apps.network.models import City
from mueang.apps.network.rules import cities_where
from mueang.apps.notices.rules import may_read_words


def campaign_cities(viewer: Viewer) -> QuerySet[City]:
    return cities_where(viewer, Permission.NOTICES_READ)


def visible_campaigns(viewer: Viewer) -> CampaignQuerySet:
    """Campaigns of the cities whose outbox `viewer` may see; they hold words and numbers, and nobody's name."""
    return Campaign.objects.filter(city__in=campaign_cities(viewer))


def visible_templates(viewer: Viewer) -> QuerySet[MessageTemplate]:
    return MessageTemplate.objects.filter(city__in=campaign_cities(viewer))


def may_send(actor: Viewer, city: City) -> bool:
    """Whoever may work the city's outbox may fill it."""
    return may_read_words(actor, city)
