"""What can be held: the register of everything that must have somebody, each told by the app it is of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mueang.apps.accounts.models import User
from mueang.apps.assessments.queries.held import held_judgements
from mueang.apps.catalog.queries.held import held_offerings
from mueang.apps.committees.queries import held_decisions
from mueang.apps.network.models import City
from mueang.apps.places.queries import held_places
from mueang.apps.plans.queries.held import held_activities, held_plans
from mueang.lib.held import Held


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: its code for ever, how it is called, how its app tells what somebody holds, the list of them."""

    code: str
    words: str | Promise
    held: Callable[[User, City], Sequence[Held]]
    page: str


@dataclass(frozen=True, slots=True)
class Holding:
    kind: Kind
    things: Sequence[Held]


KINDS = (
    Kind(
        "offerings",
        _("Activities they are asked about"),
        lambda holder, city: held_offerings(holder, city, today=timezone.localdate()),
        "catalog:offerings",
    ),
    Kind("places", _("Learning places they are asked about"), held_places, "places:places"),
    Kind("plans", _("Work plans they answer for"), held_plans, "plans:home"),
    Kind("plan_activities", _("Activities of a work plan they answer for"), held_activities, "plans:home"),
    Kind("decisions", _("Decisions of committees they see to"), held_decisions, "committees:decisions"),
    Kind("judgements", _("Learners' work they took to judge"), held_judgements, "assessments:home"),
)


def holdings_of(holder: User, city: City) -> list[Holding]:
    """All that `holder` answers for in `city`, kind by kind, empty kinds too. One SQL statement a kind."""
    return [Holding(kind, list(kind.held(holder, city))) for kind in KINDS]
