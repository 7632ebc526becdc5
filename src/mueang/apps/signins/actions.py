"""Begin and end sessions, and write what concerns signing in to the record."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from importlib import import_module

from django.conf import settings
from django.db import transaction
from django.db.models import DateTimeField, F
from django.db.models.functions import Least
from django.utils import timezone

from mueang.apps.accounts.models import RoleGrant, User
from mueang.apps.audit.actions import record
from mueang.apps.signins.enums import Ending, Way
from mueang.apps.signins.models import SignIn
from mueang.apps.signins.rules import is_staff, limits_of


@transaction.atomic
def begin_sign_in(*, actor: User, session_key: str, way: Way, browser: str, address: str | None) -> SignIn:
    """Write down that `actor` came in; of staff it is an event of the record."""
    now, limits = timezone.now(), limits_of(actor)
    # A session that signs in again is another one from now on, under the same key.
    stale = SignIn.objects.standing().filter(session_key=session_key)
    stale.update(session_key=None, ended_at=now, ending=Ending.GONE)
    row = SignIn.objects.create(
        user=actor,
        session_key=session_key,
        way=way,
        browser=browser[:80],
        address=address,
        began_at=now,
        seen_at=now,
        over_at=now + min(limits.rest, limits.whole),
    )
    if is_staff(actor):
        record(actor=actor, verb="sign_in.began", target=row, facts={"how": way})
    return row


def see_sign_in(*, actor: User, sign_in: str, session_key: str, now: datetime) -> bool:
    """Note that the session is in use, under the key it has now; False where somebody ended it meanwhile."""
    limits = limits_of(actor)
    over_at = Least(now + limits.rest, F("began_at") + limits.whole, output_field=DateTimeField())
    standing = SignIn.objects.standing().filter(uuid=sign_in, user=actor)
    return bool(standing.update(seen_at=now, over_at=over_at, session_key=session_key))


@transaction.atomic
def end_sign_in(*, sign_in: SignIn, ending: Ending, actor: User | None) -> SignIn | None:
    """End a session: whoever holds it is signed out at their next page. None where it had ended already."""
    row = SignIn.objects.select_for_update(of=("self",)).standing().filter(pk=sign_in.pk).first()
    if row is None:
        return None
    _end(row, ending)
    if is_staff(row.user):
        record(actor=actor, verb="sign_in.ended", target=row, facts={"how": ending})
    return row


@transaction.atomic
def end_others(*, actor: User, here: str, ending: Ending) -> int:
    """End every session of the actor's own but the one whose number is `here`; how many there were."""
    rows = SignIn.objects.standing().filter(user=actor)
    rows = rows.exclude(uuid=here) if here else rows
    return sum(end_sign_in(sign_in=row, ending=ending, actor=actor) is not None for row in rows)


@transaction.atomic
def end_all_of(*, user: User, actor: User) -> int:
    """End every session of somebody else; how many there were. Whoever calls asked the rule: which city's staff it is
    is not known here."""
    rows = SignIn.objects.standing().filter(user=user)
    return sum(end_sign_in(sign_in=row, ending=Ending.OFFICE, actor=actor) is not None for row in rows)


@transaction.atomic
def forget_sign_ins(*, keys: Iterable[int]) -> int:
    """Take away what was kept for the days the law asks for."""
    return SignIn.objects.filter(pk__in=list(keys)).delete()[0]


@transaction.atomic
def note_failure(*, account: User, how: str) -> None:
    """Write to the record that somebody tried to sign in as a member of staff and could not."""
    if is_staff(account):
        record(actor=None, verb="sign_in.failed", target=account, facts={"how": how})


@transaction.atomic
def note_change(*, actor: User, verb: str, kind: str) -> None:
    """Write to the record that somebody of the staff changed how they sign in."""
    if is_staff(actor):
        record(actor=actor, verb=verb, target=actor, facts={"kind": kind})


@transaction.atomic
def end_lent_role(*, grant: RoleGrant, now: datetime) -> None:
    """End a role whose hours are over; it has held nothing since they were."""
    grant = RoleGrant.objects.select_for_update(of=("self",)).get(pk=grant.pk)
    if grant.ended_at is None:
        grant.ended_at = now
        grant.save(update_fields=["ended_at"])
        record(actor=None, verb="role.ended", target=grant, facts={"role": grant.role, "how": "lent"})


def _end(row: SignIn, ending: Ending) -> None:
    if row.session_key:
        import_module(settings.SESSION_ENGINE).SessionStore().delete(row.session_key)
    row.session_key, row.ended_at, row.ending = None, timezone.now(), ending
    row.save(update_fields=["session_key", "ended_at", "ending"])
