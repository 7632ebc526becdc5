"""The only door to cases: who sees which, by what right, and which parts of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.models import RoleGrant, User
from mueang.apps.accounts.rules import PERMISSIONS_OF, Viewer, holds, scopes_where
from mueang.apps.network.models import City
from mueang.apps.network.rules import cities_where
from mueang.apps.support.enums.cases import RUNNING, SHAREABLE, AccessKind, Part, Scope
from mueang.apps.support.models.cases import Case, CaseAccess, CaseNote, CaseQuerySet
from mueang.apps.support.models.endings import ReCheck
from mueang.apps.support.models.planning import Agency
from mueang.apps.support.models.referrals import Referral, ReferralQuerySet

NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Sight:
    """By what right somebody sees a case, and which parts are withheld from them."""

    scope: Scope
    hidden: frozenset[str] = NOTHING

    def shows(self, part: str) -> bool:
        return part not in self.hidden

    @property
    def may_write(self) -> bool:
        """An agency answers what it was asked; it does not write into the case."""
        return self.scope != Scope.AGENCY


def case_cities(viewer: Viewer) -> QuerySet[City]:
    """Cities in which `viewer` works on cases, or in an agency that takes referrals."""
    ids = scopes_where(viewer, Permission.CASES_WORK).ids
    by_agency = Agency.objects.filter(organization__uuid__in=ids).values("city")
    return cities_where(viewer, Permission.CASES_WORK) | City.objects.filter(pk__in=by_agency)


def supervised_cities(viewer: Viewer) -> QuerySet[City]:
    return cities_where(viewer, Permission.CASES_SUPERVISE)


def may_work(actor: Viewer, city: City) -> bool:
    return holds(actor, Permission.CASES_WORK, at=[city.uuid])


def may_supervise(actor: Viewer, city: City) -> bool:
    return holds(actor, Permission.CASES_SUPERVISE, at=[city.uuid])


def may_pass_on(actor: Viewer, holder: User, city: City) -> bool:
    """Whoever supervises passes on all that a worker answers for, a worker their own."""
    return may_supervise(actor, city) or (actor == holder and may_work(actor, city))


def workers_of(city: City) -> QuerySet[User]:
    """Who may be trusted with a case of this city: all who hold a role there that works on cases."""
    return _holders(city, Permission.CASES_WORK)


def supervisors_of(city: City) -> QuerySet[User]:
    return _holders(city, Permission.CASES_SUPERVISE)


def _holders(city: City, permission: str) -> QuerySet[User]:
    roles = [role for role, held in PERMISSIONS_OF.items() if permission in held]
    grants = RoleGrant.objects.current().filter(role__in=roles, scope=city.uuid)
    return User.objects.filter(is_active=True, pk__in=grants.values("user")).order_by("display_name", "pk")


def visible_cases(viewer: Viewer, *, now: datetime | None = None) -> CaseQuerySet:
    """Cases that `viewer` answers for or works on, all of a city they supervise, and those referred to their agency.

    The only door to a case: queries and views start here, never at `Case.objects`. Whoever no longer holds the role
    sees nothing, whatever they were trusted with.
    """
    if not isinstance(viewer, User):
        return Case.objects.none()
    work = scopes_where(viewer, Permission.CASES_WORK)
    if not work.everywhere and not work.ids:
        return Case.objects.none()
    trusted = CaseAccess.objects.current(now or timezone.now()).filter(user=viewer).values("case")
    theirs = Q(main_worker=viewer) | Q(pk__in=trusted)
    referred = Q(pk__in=_referred_to(work.ids).values("case"))
    in_reach = theirs if work.everywhere else theirs & Q(city__uuid__in=work.ids)
    return Case.objects.filter(in_reach | referred | _supervised(viewer))


def _supervised(viewer: User) -> Q:
    scopes = scopes_where(viewer, Permission.CASES_SUPERVISE)
    return Q(pk__isnull=False) if scopes.everywhere else Q(city__uuid__in=scopes.ids)


def _referred_to(organizations: Iterable[UUID]) -> ReferralQuerySet:
    return Referral.objects.filter(agency__organization__uuid__in=organizations, state__in=RUNNING)


def sight_of(viewer: Viewer, case: Case, *, now: datetime | None = None) -> Sight | None:
    """The widest right by which `viewer` sees this case; None where they may not."""
    return sights_of(viewer, [case], now=now).get(case.pk)


def sights_of(viewer: Viewer, cases: Iterable[Case], *, now: datetime | None = None) -> dict[int, Sight]:
    """By which right `viewer` sees each of these cases, which come with their city; those they may not are left out.

    At most two SQL statements, however many cases.
    """
    if not isinstance(viewer, User):
        return {}
    now, rows = now or timezone.now(), list(cases)
    sights = {case.pk: sight for case in rows if (sight := _sight_by_office(viewer, case)) is not None}
    rest = [case for case in rows if case.pk not in sights]
    sights |= _sights_by_trust(viewer, [case for case in rest if may_work(viewer, case.city)], now=now) if rest else {}
    rest = [case for case in rest if case.pk not in sights]
    return sights | (_sights_of_agency(viewer, rest, now=now) if rest else {})


def _sight_by_office(viewer: User, case: Case) -> Sight | None:
    if may_supervise(viewer, case.city):
        return Sight(Scope.CITY)
    is_main = case.main_worker_id == viewer.pk and may_work(viewer, case.city)
    return Sight(Scope.MAIN) if is_main else None


def _sights_by_trust(viewer: User, cases: Sequence[Case], *, now: datetime) -> dict[int, Sight]:
    sights: dict[int, Sight] = {}
    for row in CaseAccess.objects.current(now).filter(case__in=[case.pk for case in cases], user=viewer):
        # Opened in an emergency, a case hides nothing: that is what the emergency is for.
        if row.kind == AccessKind.GLASS:
            sights[row.case_id] = Sight(Scope.GLASS)
        else:
            sights.setdefault(row.case_id, Sight(Scope.TEAM, frozenset(row.withheld)))
    return sights


def _sights_of_agency(viewer: User, cases: Sequence[Case], *, now: datetime) -> dict[int, Sight]:
    ids = scopes_where(viewer, Permission.CASES_WORK).ids
    shown: dict[int, frozenset[str]] = {}
    for one in _referred_to(ids).filter(case__in=[case.pk for case in cases]).select_related("consent"):
        shown[one.case_id] = shown.get(one.case_id, NOTHING) | shown_parts(one, now=now)
    return {case: Sight(Scope.AGENCY, frozenset(Part) - parts) for case, parts in shown.items()}


def shown_parts(referral: Referral, *, now: datetime) -> frozenset[str]:
    """What the agency of a referral may see now: what was sent, as long as the right to send it stands."""
    parts = frozenset(referral.parts) & frozenset(SHAREABLE)
    consent = referral.consent
    if consent is None:
        return parts if referral.override_reason else NOTHING
    is_over = consent.withdrawn_at is not None or (
        consent.until_on is not None and consent.until_on < timezone.localdate(now)
    )
    return NOTHING if is_over else parts & frozenset(consent.parts) - frozenset(consent.withheld)


def visible_agencies(viewer: Viewer) -> QuerySet[Agency]:
    return Agency.objects.filter(city__in=cities_where(viewer, Permission.CASES_WORK)).select_related("organization")


def visible_rechecks(viewer: Viewer) -> QuerySet[ReCheck]:
    return ReCheck.objects.filter(closure__case__in=visible_cases(viewer))


def visible_notes(viewer: Viewer) -> QuerySet[CaseNote]:
    return CaseNote.objects.filter(case__in=visible_cases(viewer))
