"""Who can leave, what they hold, and what was handed over before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from uuid import UUID

from django.db.models import Q, QuerySet

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.models import RoleGrant, User
from mueang.apps.accounts.rules import Viewer, holds
from mueang.apps.handover.models import HandedThing, Handover
from mueang.apps.handover.queries.kinds import KINDS, Holding, holdings_of
from mueang.apps.handover.rules import Scope, grants_in, may_hand_over, scopes_of, visible_handovers
from mueang.apps.network.models import City
from mueang.apps.support.models.cases import Case
from mueang.apps.support.queries.held import HeldCases, held_cases, held_cases_seen, left_behind
from mueang.apps.support.rules.cases import may_pass_on, may_supervise, workers_of

# How long the worker looks for what was given to the leaver meanwhile.
LOOK_AGAIN_FOR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody with a role in the city, and their roles."""

    user: User
    grants: Sequence[RoleGrant]


@dataclass(frozen=True, slots=True)
class Home:
    colleagues: Sequence[Colleague]
    handovers: Sequence[Handover]
    left_behind: Sequence[tuple[User, HeldCases]]


@dataclass(frozen=True, slots=True)
class LeaverPage:
    """What one colleague holds, as far as the viewer may know. `cases` is None where they may not even count them."""

    leaver: User
    roles: Sequence[tuple[RoleGrant, Scope]]
    holdings: Sequence[Holding]
    cases: HeldCases | None
    seen: Sequence[Case]
    may_begin: bool
    may_pass_cases: bool
    successors: Sequence[User]
    workers: Sequence[User]

    @property
    def n(self) -> int:
        return sum(len(holding.things) for holding in self.holdings)


@dataclass(frozen=True, slots=True)
class Passed:
    """One kind of a handover, with what was passed on."""

    words: str
    things: Sequence[HandedThing]


def home(viewer: User, city: City) -> Home:
    """Everybody who works in the city, what was handed over, and for supervisors what has nobody."""
    may = may_hand_over(viewer, city)
    return Home(
        colleagues=colleagues_of(scopes_of(city)) if may else [],
        handovers=list(handovers_seen(viewer).filter(city=city)) if may else [],
        left_behind=left_behind(city) if may_supervise(viewer, city) else [],
    )


def colleagues_of(scopes: Iterable[UUID]) -> list[Colleague]:
    """Active accounts with a role, by name. One SQL statement."""
    grants = [grant for grant in grants_in(scopes) if grant.user.is_active]
    return [Colleague(user, list(found)) for user, found in groupby(grants, key=lambda grant: grant.user)]


def handovers_seen(viewer: Viewer) -> QuerySet[Handover]:
    """With their city and people."""
    return visible_handovers(viewer).select_related("city", "leaver", "successor", "begun_by")


def leaver_page(viewer: User, city: City, account: UUID) -> LeaverPage | None:
    """None where there is nobody of this key with something to hand over that the viewer has a say in."""
    leaver = User.objects.filter(uuid=account).first()
    if leaver is None:
        return None
    may_begin, may_pass = may_hand_over(viewer, city), may_pass_on(viewer, leaver, city)
    scopes = scopes_of(city)
    colleagues = colleagues_of(scopes)
    own = next((one.grants for one in colleagues if one.user == leaver), [])
    has_role = bool(own)
    cases = held_cases(leaver, city) if may_pass or may_count(viewer, city) else None
    if not (may_begin and has_role) and not (may_pass and cases is not None and cases.n):
        return None
    return LeaverPage(
        leaver=leaver,
        roles=[(grant, scopes[grant.scope]) for grant in own if grant.scope in scopes],
        holdings=holdings_of(leaver, city) if may_begin else [],
        cases=cases,
        seen=held_cases_seen(leaver, city, viewer=viewer),
        may_begin=may_begin and has_role,
        may_pass_cases=may_pass and cases is not None and cases.n > 0,
        successors=[one.user for one in colleagues if one.user != leaver],
        workers=list(workers_of(city).exclude(pk=leaver.pk)) if may_pass else [],
    )


def may_count(viewer: Viewer, city: City) -> bool:
    """Whether they may know how many cases somebody answers for."""
    return holds(viewer, Permission.SUPPORT_COUNT, at=[city.uuid])


def things_of(handover: Handover) -> list[Passed]:
    """What was passed on, in the order of the kinds; empty kinds are left out. One SQL statement."""
    things = list(handover.things.all())
    found = [Passed(str(kind.words), [one for one in things if one.kind == kind.code]) for kind in KINDS]
    return [passed for passed in found if passed.things]


def handovers_to_carry_on(now: datetime) -> QuerySet[Handover]:
    """What a killed process left, and what was finished within a day."""
    rows = Handover.objects.filter(Q(finished_at=None) | Q(finished_at__gte=now - LOOK_AGAIN_FOR))
    return rows.select_related("city", "leaver", "successor", "begun_by").order_by("pk")


def waiting_cases(handover: Handover, *, viewer: User) -> HeldCases | None:
    """Work with children that still has the leaver's name on it, for who may count it. Three SQL statements."""
    city = handover.city
    return held_cases(handover.leaver, city) if may_count(viewer, city) or may_supervise(viewer, city) else None
