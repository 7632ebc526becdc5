"""Places are proposed for a scenario: asked for, computed by the worker, stopped by whoever asked."""

from __future__ import annotations

import math
import time
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.planning.actions.scenarios import lock_scenario, lock_to_change
from mueang.apps.planning.enums import ChangeKind, ProposalState
from mueang.apps.planning.errors import AlreadyComputing
from mueang.apps.planning.models import Change, Proposal, Scenario
from mueang.apps.planning.queries import Proposed, city_rows, proposed_points, scenario_question

if TYPE_CHECKING:
    from mueang.methods.siting import Progress

# How often the row is looked at and written to while the worker computes.
LOOK_SECONDS = 1.0


@transaction.atomic
def ask_for_places(*, scenario: Scenario, actor: User, now: datetime, **wish: Any) -> Proposal:
    """Leave word for the worker. Raises PermissionDenied, ScenarioPublished and AlreadyComputing."""
    scenario = lock_to_change(scenario, actor)
    try:
        with transaction.atomic():
            proposal = Proposal.objects.create(scenario=scenario, asked_by=actor, asked_at=now, **wish)
    except IntegrityError as computing:
        raise AlreadyComputing from computing
    facts = {"goal": proposal.goal, "places": proposal.n_places}
    record(actor=actor, verb="planning.places_asked", target=scenario, book=scenario.city.slug, facts=facts)
    return proposal


@transaction.atomic
def stop_proposal(*, scenario: Scenario, actor: User) -> None:
    """Stop what is waiting or being computed; nothing is written to the scenario. Raises PermissionDenied."""
    scenario = lock_scenario(scenario, actor)
    open_ones = scenario.proposals.filter(state__in=[ProposalState.WAITING, ProposalState.RUNNING])
    if open_ones.update(state=ProposalState.STOPPED):
        record(actor=actor, verb="planning.places_stopped", target=scenario, book=scenario.city.slug)


def compute_proposal(*, proposal: Proposal, now: datetime) -> bool:
    """Compute one proposal and write its places into the scenario; False where somebody else took or stopped it.

    The computation itself holds no transaction, so that the page sees how far it is and may stop it.
    """
    taken = Proposal.objects.filter(pk=proposal.pk, state=proposal.state, told_at=proposal.told_at)
    if not taken.update(state=ProposalState.RUNNING, told_at=now):
        return False
    # SciPy comes with the methods; only a worker that computes needs it.
    from mueang.methods.siting import SitingRefused

    scenario = proposal.scenario
    asked = scenario_question(scenario)
    watch = _Watch(proposal.pk)
    try:
        found = proposed_points(
            city_rows(city=scenario.city, interest=asked.interest, now=now),
            proposal=proposal,
            changes=list(scenario.changes.select_related("place")),
            asked=asked,
            progress=watch.tell,
            cancel=watch.is_stopped,
        )
    except SitingRefused:
        return bool(_running(proposal).update(state=ProposalState.REFUSED))
    return _write(proposal, found)


@transaction.atomic
def _write(proposal: Proposal, found: Proposed) -> bool:
    """The scenario first, as every other change does, so that nobody waits for each other."""
    scenario = Scenario.objects.select_for_update(of=("self",)).select_related("city").get(pk=proposal.scenario_id)
    if not _running(proposal).update(state=ProposalState.DONE, gap=found.gap):
        return False
    fields = ("seats", "weekdays", "opens_at", "closes_at", "cost_satang")
    values = {name: getattr(proposal, name) for name in fields}
    Change.objects.bulk_create(
        Change(
            scenario=scenario,
            kind=ChangeKind.OPENED,
            name=_("Proposed place %(n)s") % {"n": number},
            latitude=latitude,
            longitude=longitude,
            **values,
        )
        for number, (latitude, longitude) in enumerate(found.points, start=1)
    )
    scenario.save()
    facts = {"goal": proposal.goal, "places": len(found.points)}
    actor, book = proposal.asked_by, scenario.city.slug
    record(actor=actor, verb="planning.places_proposed", target=scenario, book=book, facts=facts)
    return True


def _running(proposal: Proposal) -> Any:
    return Proposal.objects.filter(pk=proposal.pk, state=ProposalState.RUNNING)


class _Watch:
    """Tells the row how far the computation is, and asks it whether to stop; once in a while, not at every step."""

    def __init__(self, pk: int) -> None:
        self._rows = Proposal.objects.filter(pk=pk, state=ProposalState.RUNNING)
        self._told_at = self._looked_at = 0.0
        self._is_stopped = False

    def tell(self, progress: Progress) -> None:
        if time.monotonic() - self._told_at >= LOOK_SECONDS:
            gap = progress.gap if math.isfinite(progress.gap) else None
            self._rows.update(stage=progress.stage, gap=gap, told_at=timezone.now())
            self._told_at = time.monotonic()

    def is_stopped(self) -> bool:
        if not self._is_stopped and time.monotonic() - self._looked_at >= LOOK_SECONDS:
            self._is_stopped = not self._rows.exists()
            self._looked_at = time.monotonic()
        return self._is_stopped
