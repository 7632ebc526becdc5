"""Begin a handover, carry it on, end it: killed anywhere, it goes on where it was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from mueang.apps.accounts import actions as accounts
from mueang.apps.accounts.actions import Left
from mueang.apps.accounts.errors import LastToGiveRoles
from mueang.apps.accounts.models import RoleGrant, User
from mueang.apps.accounts.rules import APPOINTED, holds, may_give
from mueang.apps.audit.actions import record, recorded_together
from mueang.apps.credentials.actions.issuers import rotate_key
from mueang.apps.credentials.models import Issuer
from mueang.apps.handover.actions.passing import pass_all_on
from mueang.apps.handover.errors import (
    HasNoRole,
    LastManager,
    NoColleague,
    RoleOutOfReach,
    SuccessorMayNot,
    ToThemselves,
    UnderWay,
)
from mueang.apps.handover.models import Handover
from mueang.apps.handover.queries.kinds import holdings_of
from mueang.apps.handover.rules import Scope, grants_in, may_hand_over, scopes_of
from mueang.apps.network.models import City
from mueang.apps.notices.actions import queue_notice
from mueang.apps.notices.enums import Channel
from mueang.apps.support.actions.telling import tell_workers
from mueang.apps.support.queries.held import held_cases
from mueang.apps.support.rules.cases import supervisors_of


def hand_over(
    *,
    city: City,
    leaver: User,
    successor: User,
    actor: User,
    note: str = "",
    takes_roles: bool = True,
    rotates_keys: bool = False,
) -> Handover:
    """All that `leaver` holds in `city` goes to `successor`; then their roles end, and an account without any closes.

    Three steps, each whole in itself; what a killed process leaves is carried on by the worker. Raises
    PermissionDenied, ToThemselves, HasNoRole, NoColleague, UnderWay, RoleOutOfReach, SuccessorMayNot, LastManager.
    """
    handover = _begin(
        city=city,
        leaver=leaver,
        successor=successor,
        actor=actor,
        note=note,
        takes_roles=takes_roles,
        rotates_keys=rotates_keys,
    )
    carry_on(handover=handover, actor=actor)
    return handover


def carry_on(*, handover: Handover, actor: User | None = None) -> int:
    """Pass on what is still held, and end what is not ended; how much there was to do.

    Without an actor it is the worker that goes on, for whoever began or, should they have left, for the successor.
    """
    actor = actor or next((one for one in (handover.begun_by, handover.successor) if _may(one, handover.city)), None)
    if actor is None:
        return 0
    done = pass_all_on(handover=handover, actor=actor)
    if handover.finished_at is None:
        _end(handover, actor=actor)
        done += 1
    return done


@transaction.atomic
def _begin(*, city: City, leaver: User, successor: User, actor: User, takes_roles: bool, **details: Any) -> Handover:
    if not may_hand_over(actor, city):
        raise PermissionDenied
    if leaver == successor:
        raise ToThemselves
    scopes = scopes_of(city)
    grants = list(grants_in(scopes))
    leaving = [grant for grant in grants if grant.user_id == leaver.pk]
    if not leaving:
        raise HasNoRole
    if not successor.is_active or not any(grant.user_id == successor.pk for grant in grants):
        raise NoColleague
    if not all(may_give(actor, grant.role, at=[grant.scope, city.uuid]) for grant in leaving):
        raise RoleOutOfReach
    details["note"] = details["note"].strip()[:4000]
    handover = Handover(city=city, leaver=leaver, successor=successor, begun_by=actor, begun_at=timezone.now())
    for name, value in details.items():
        setattr(handover, name, value)
    theirs = [grant for grant in grants if grant.user_id == successor.pk]
    taken = _take_roles(handover, leaving, theirs) if takes_roles else []
    handover.roles = _roles(leaving, scopes, taken=taken, theirs=theirs)
    try:
        with transaction.atomic():
            handover.save(force_insert=True)
    except IntegrityError as error:
        raise UnderWay from error
    _ensure_able(successor, leaver, city)
    _ensure_somebody_gives_roles(city, leaver)
    facts = {"leaver": str(leaver.uuid), "to": str(successor.uuid)}
    record(actor=actor, verb="handover.begun", target=handover, book=city.slug, facts=facts)
    return handover


def _take_roles(handover: Handover, leaving: Iterable[RoleGrant], theirs: Iterable[RoleGrant]) -> list[RoleGrant]:
    """The successor's new roles. Those of trust with children are given by themselves, never passed on."""
    city, successor = handover.city, handover.successor
    held = {(grant.role, grant.scope) for grant in theirs}
    taken = [
        accounts.grant_role(
            user=successor,
            role=grant.role,
            scope_kind=grant.scope_kind,
            scope=grant.scope,
            actor=handover.begun_by,
            within=[city.uuid],
        )
        for grant in leaving
        if grant.role not in APPOINTED and (grant.role, grant.scope) not in held
    ]
    for grant in taken:
        _record_role(grant, "role.given", city=city, actor=handover.begun_by)
    return taken


def _roles(
    leaving: Iterable[RoleGrant],
    scopes: Mapping[UUID, Scope],
    *,
    taken: Iterable[RoleGrant],
    theirs: Iterable[RoleGrant],
) -> list[dict[str, Any]]:
    """What stands in the book: every role they had, where, and whether the successor took it over or had it before."""
    new, before = ({(grant.role, grant.scope) for grant in grants} for grants in (taken, theirs))
    return [
        {
            "role": grant.role,
            "at_th": scopes[grant.scope].name_th,
            "at_en": scopes[grant.scope].name_en,
            "is_taken_over": (grant.role, grant.scope) in new,
            "is_held": (grant.role, grant.scope) in before,
        }
        for grant in leaving
        if grant.scope is not None and grant.scope in scopes
    ]


def _ensure_able(successor: User, leaver: User, city: City) -> None:
    for holding in holdings_of(leaver, city):
        for thing in holding.things:
            if thing.needs and not holds(successor, thing.needs, at=thing.scopes):
                raise SuccessorMayNot(thing.name_th if translation.get_language() == "th" else thing.name_en)


def _ensure_somebody_gives_roles(city: City, leaver: User) -> None:
    """As `leave_scopes` will ask at the end, asked before anything is passed on."""
    grants = RoleGrant.objects.current().filter(scope=city.uuid, user__is_active=True).select_related("user")
    givers = {grant.user_id for grant in grants if may_hand_over(grant.user, city)}
    if givers == {leaver.pk}:
        raise LastManager


@transaction.atomic
def _end(handover: Handover, *, actor: User) -> None:
    """Roles, account and keys; then the record, and word to who is to know. A second one who ends it finds it ended."""
    city = handover.city
    row = Handover.objects.select_for_update(of=("self",)).get(pk=handover.pk)
    if row.finished_at is not None:
        handover.finished_at, handover.is_closed = row.finished_at, row.is_closed
        return
    with recorded_together():
        if handover.rotates_keys:
            handover.n_keys = len([rotate_key(issuer=one, actor=actor) for one in Issuer.objects.filter(city=city)])
        left = _leave(handover, actor=actor)
        handover.finished_at, handover.is_closed = timezone.now(), left.is_closed
        handover.save(update_fields=["finished_at", "is_closed", "n_keys"])
        _tell(handover, n_cases=held_cases(handover.leaver, city).n)
        record(actor=actor, verb="handover.finished", target=handover, book=city.slug)


def _leave(handover: Handover, *, actor: User) -> Left:
    city = handover.city
    try:
        left = accounts.leave_scopes(user=handover.leaver, city=city.uuid, scopes=scopes_of(city), actor=actor)
    except LastToGiveRoles as error:
        raise LastManager from error
    for grant in left.grants:
        _record_role(grant, "role.ended", city=city, actor=actor)
    if left.is_closed:
        record(actor=actor, verb="account.closed", target=handover.leaver, book=city.slug)
    return left


def _tell(handover: Handover, *, n_cases: int) -> None:
    """The successor learns what is theirs now; supervisors, that cases have nobody."""
    city, successor = handover.city, handover.successor
    with translation.override(successor.language):
        page = settings.BASE_URL + reverse("handover:page", args=[city.slug, handover.uuid])
        subject = _("You took over from %(who)s") % {"who": handover.leaver}
        body = _("What they answered for is yours now. The handover book says what: %(page)s") % {"page": page}
    key = f"handover:{handover.uuid}"
    queue_notice(city=city, channel=Channel.IN_APP, subject=subject, body=body, key=key, user=successor)
    if n_cases:
        tell_workers(city, supervisors_of(city), key=f"handed:{handover.uuid}", n=n_cases)


def _record_role(grant: RoleGrant, verb: str, *, city: City, actor: User) -> None:
    facts = {
        "role": grant.role,
        "scope_kind": grant.scope_kind,
        "scope": str(grant.scope or ""),
        "to": str(grant.user.uuid),
    }
    record(actor=actor, verb=verb, target=grant, book=city.slug, facts=facts)


def _may(actor: User, city: City) -> bool:
    return actor.is_active and may_hand_over(actor, city)
