"""Campaigns and templates of a city, and what came of a campaign."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from mueang.apps.accounts.rules import Viewer
from mueang.apps.campaigns.models import Campaign, CampaignQuerySet, MessageTemplate, NewsWish
from mueang.apps.campaigns.rules import visible_campaigns, visible_templates
from mueang.apps.network.models import City
from mueang.apps.notices.queries import PartLine, part_lines
from mueang.apps.people.models import Person


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a campaign, by way, state and reason."""

    lines: list[PartLine]

    @property
    def n_sent(self) -> int:
        return self._n("sent")

    @property
    def n_waiting(self) -> int:
        return self._n("queued", "sending")

    @property
    def n_failed(self) -> int:
        return self._n("failed")

    @property
    def n_uncertain(self) -> int:
        return self._n("uncertain")

    @property
    def total(self) -> int:
        return sum(line.n for line in self.lines)

    def _n(self, *states: str) -> int:
        return sum(line.n for line in self.lines if line.state in states)


def campaigns_of(*, viewer: Viewer, city: City) -> CampaignQuerySet:
    return (
        visible_campaigns(viewer).filter(city=city).select_related("city", "made_by", "about__program", "about__place")
    )


def templates_of(*, viewer: Viewer, city: City) -> QuerySet[MessageTemplate]:
    return visible_templates(viewer).filter(city=city)


def campaign_at(*, viewer: Viewer, city: City, uuid: UUID) -> Campaign | None:
    """One campaign with everything its page shows of it."""
    return campaigns_of(viewer=viewer, city=city).filter(uuid=uuid).first()


def report_of(campaign: Campaign) -> Report:
    """One SQL statement."""
    return Report(part_lines(campaign.uuid))


def news_wish_of(person: Person | None) -> dict[str, object]:
    """What somebody said they want to hear of, as a form begins with it. Two SQL statements."""
    wish = NewsWish.objects.filter(person=person).select_related("neighbourhood").first() if person else None
    if wish is None:
        return {}
    lives = str(wish.neighbourhood.uuid) if wish.neighbourhood else ""
    return {"interests": list(wish.interests.values_list("code", flat=True)), "neighbourhood": lives}
