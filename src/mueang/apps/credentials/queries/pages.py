"""Runs, single awards and what a desk says of credentials."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from mueang.apps.catalog.models import Offering
from mueang.apps.credentials.enums import RunState
from mueang.apps.credentials.models import Award, AwardRun, StatusList
from mueang.apps.credentials.rules import awards_by_link, published_status_lists
from mueang.apps.network.models import City


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an award run is."""

    n_done: int
    n_total: int
    state: RunState
    error: str

    @property
    def is_over(self) -> bool:
        return self.state in {RunState.DONE, RunState.FAILED}


def progress_of(run: AwardRun) -> Progress:
    return Progress(run.n_done, run.n_total, RunState(run.state), run.error)


def open_runs() -> list[AwardRun]:
    """Runs that are not over, the oldest first; a running one too: its worker may have been killed."""
    states = (RunState.QUEUED, RunState.RUNNING)
    return list(AwardRun.objects.filter(state__in=states).order_by("requested_at", "pk"))


def award_by_link(uuid: UUID) -> Award | None:
    """The award at an unguessable address, with its certificate."""
    return awards_by_link().filter(uuid=uuid).first()


def finished_by_link(uuid: UUID) -> Offering | None:
    """What was completed for the award at an address, with its program; nothing for one given without a course."""
    rows = Offering.objects.filter(enrollments__awards__in=awards_by_link().filter(uuid=uuid))
    return rows.select_related("program", "city").first()


def status_list_text(uuid: UUID) -> str | None:
    """The signed status list, as text."""
    return published_status_lists().filter(uuid=uuid).values_list("document", flat=True).first()


def status_list_signed_at(uuid: UUID) -> datetime | None:
    """When the list was last signed: what readers keep it by."""
    return published_status_lists().filter(uuid=uuid).values_list("signed_at", flat=True).first()


def certificates_of(run: AwardRun) -> QuerySet[Award]:
    """The awards a run wrote, with their certificates, by holder's name."""
    return Award.objects.filter(run=run).select_related("person").defer("document").order_by("person__sort_key", "pk")


def list_by_address(uuid: UUID) -> StatusList | None:
    return published_status_lists().filter(uuid=uuid).select_related("issuer").first()


def standing_awards(city: City) -> QuerySet[Award]:
    return Award.objects.filter(achievement__issuer__city=city, revoked_at=None)
