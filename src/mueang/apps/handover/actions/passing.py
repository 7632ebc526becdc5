"""How one thing of each kind goes to its next holder, and the round over all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.assessments.actions.judging import hand_over_judgement
from mueang.apps.assessments.models import Judgement
from mueang.apps.catalog.actions.freshness import hand_over_offering
from mueang.apps.catalog.models import Offering
from mueang.apps.committees.actions import hand_over_decision
from mueang.apps.committees.models import Decision
from mueang.apps.handover.models import HandedThing, Handover
from mueang.apps.handover.queries.kinds import KINDS, Kind
from mueang.apps.places.actions import hand_over_place
from mueang.apps.places.models import Place
from mueang.apps.plans.actions.handing import hand_over_activity, hand_over_plan
from mueang.apps.plans.models import Activity, WorkPlan


def _give(
    rows: models.QuerySet[Any], act: Callable[..., object], named: str, *, under: str = "", by: str = "owner"
) -> Callable[[UUID, User, User, User], bool]:
    """By an app's own action, where the row is still theirs: somebody else may have given it away since.

    `under` names the row above it that its app locks first, `by` the field that says who answers for it.
    """
    first = rows.select_related(under) if under else rows

    def give(row: UUID, holder: User, to: User, actor: User) -> bool:
        found = first.select_for_update(of=(under or "self",)).filter(uuid=row).first()
        # Asked once more, now that it stands still.
        is_theirs = found is not None and rows.filter(uuid=row, **{by: holder}).exists()
        if is_theirs:
            act(**{named: found, by: to}, actor=actor)
        return is_theirs

    return give


PASS_ON: Mapping[str, Callable[[UUID, User, User, User], bool]] = {
    "offerings": _give(Offering.objects.all(), hand_over_offering, "offering"),
    "places": _give(Place.objects.all(), hand_over_place, "place"),
    "plans": _give(WorkPlan.objects.all(), hand_over_plan, "plan"),
    "plan_activities": _give(Activity.objects.all(), hand_over_activity, "activity", under="plan"),
    "decisions": _give(Decision.objects.all(), hand_over_decision, "decision"),
    "judgements": _give(
        Judgement.objects.filter(given_at=None), hand_over_judgement, "judgement", under="hand_in", by="assessor"
    ),
}


def pass_all_on(*, handover: Handover, actor: User) -> int:
    """Each kind in a transaction of its own, as often as something is found; how many things."""
    return sum(_pass_kind_on(handover, kind, actor=actor) for kind in KINDS)


@transaction.atomic
def _pass_kind_on(handover: Handover, kind: Kind, *, actor: User) -> int:
    held = kind.held(handover.leaver, handover.city)
    if not held:
        return 0
    parties = (handover.leaver, handover.successor, actor)
    passed = [thing for thing in held if PASS_ON[kind.code](thing.uuid, *parties)]
    now = timezone.now()
    HandedThing.objects.bulk_create(
        [
            HandedThing(
                handover=handover, kind=kind.code, row=one.uuid, name_th=one.name_th, name_en=one.name_en, at=now
            )
            for one in passed
        ],
        ignore_conflicts=True,
    )
    return len(passed)
