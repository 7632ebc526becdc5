"""The board of proposals, and what a completer has proposed."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from mueang.apps.accounts.rules import Viewer
from mueang.apps.catalog.enums import OfferingState
from mueang.apps.enrollment.models import Enrollment
from mueang.apps.network.models import City
from mueang.apps.outcomes.enums import STILL_OPEN, ProposalState
from mueang.apps.outcomes.models import Proposal
from mueang.apps.outcomes.rules import visible_proposals
from mueang.apps.places.models import Place

SETTLED_SHOWN = 20


@dataclass(frozen=True, slots=True)
class BoardColumn:
    state: ProposalState
    rows: list[Proposal]


def board(*, viewer: Viewer, city: City) -> list[BoardColumn]:
    """Proposals by state, the oldest first; of the settled ones the latest twenty. Two SQL statements."""
    rows = (
        visible_proposals(viewer)
        .filter(city=city)
        .select_related("enrollment__person__merged_into", "program", "place", "offering")
    )
    still = list(rows.filter(state__in=STILL_OPEN).order_by("proposed_at", "pk"))
    settled = list(rows.exclude(state__in=STILL_OPEN).order_by("-proposed_at", "-pk")[:SETTLED_SHOWN])
    states = (*STILL_OPEN, ProposalState.PUBLISHED, ProposalState.DECLINED)
    return [BoardColumn(state, [row for row in (*still, *settled) if row.state == state]) for state in states]


def proposals_table(*, viewer: Viewer, city: City) -> QuerySet[Proposal]:
    rows = visible_proposals(viewer).filter(city=city)
    return rows.select_related("enrollment__person__merged_into", "program", "place").order_by("-proposed_at", "-pk")


def proposal_page(*, viewer: Viewer, city: City, uuid: UUID) -> Proposal | None:
    """One proposal with its steps; two SQL statements."""
    return (
        visible_proposals(viewer)
        .filter(city=city, uuid=uuid)
        .select_related("city", "enrollment__person__merged_into", "enrollment__offering__program", "program")
        .select_related("place", "offering__place", "offering__city")
        .prefetch_related("steps__by")
        .first()
    )


def open_proposals(*, viewer: Viewer, city: City) -> QuerySet[Proposal]:
    return visible_proposals(viewer).filter(city=city, state__in=STILL_OPEN)


def latest_proposal(enrollment: Enrollment) -> Proposal | None:
    """What this completer proposed last, with its steps."""
    return (
        Proposal.objects.filter(enrollment=enrollment)
        .prefetch_related("steps")
        .select_related("offering__city")
        .first()
    )


def places_to_choose(city: City) -> QuerySet[Place]:
    """Open places of the city."""
    return Place.objects.filter(city=city, closed_on=None).order_by("name_th", "pk")


def published_meanwhile() -> list[Proposal]:
    """Drafted proposals whose activity was published from the catalog."""
    rows = Proposal.objects.filter(state=ProposalState.DRAFTED, offering__state=OfferingState.PUBLISHED)
    return list(rows.order_by("pk"))
