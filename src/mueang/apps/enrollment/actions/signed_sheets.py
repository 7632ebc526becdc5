"""Attach photographs of the signed sheet to a roll, replace one with a reason, and record every look at them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.catalog.models import Session
from mueang.apps.catalog.rules import may_take_roll
from mueang.apps.enrollment.actions.seats import lock_offering
from mueang.apps.enrollment.actions.standing import refuse_roll
from mueang.apps.enrollment.errors import (
    PageIsThere,
    PageRefused,
    PageReplaced,
    ReasonNeededHere,
    TooManyPages,
)
from mueang.apps.enrollment.models import MOST_PAGES, SignedPage
from mueang.lib.photographs import PhotoError, Prepared, prepare
from mueang.lib.sealed import seal, unseal

_PURPOSE = "signed-sheet"


def add_signed_pages(
    *, session: Session, pictures: Sequence[bytes], actor: User, now: datetime | None = None
) -> list[SignedPage]:
    """Attach the pages in their order after those that stand: all of them or none.

    Where and with what they were taken is not kept. Made small before any row is locked. Raises PermissionDenied,
    SessionNotHeld, RollTooEarly, PageRefused with the number of the bad picture, TooManyPages, PageIsThere.
    """
    prepared = [_prepared(data, number=number) for number, data in enumerate(pictures, start=1)]
    return _add(session, prepared, actor=actor, now=now or timezone.now())


def replace_signed_page(
    *, page: SignedPage, picture: bytes, reason: str, actor: User, now: datetime | None = None
) -> SignedPage:
    """Put another photograph in the place of one. The old picture is gone; when, by whom and why stays.

    Raises PermissionDenied, ReasonNeededHere, PageRefused, PageReplaced where somebody was first, PageIsThere.
    """
    if not (reason := reason.strip()[:200]):
        raise ReasonNeededHere
    return _replace(page, _prepared(picture, number=1), reason, actor=actor, now=now or timezone.now())


@transaction.atomic
def read_signed_page(*, page: SignedPage, actor: User) -> bytes:
    """The picture (WebP), and the record that `actor` looked. Raises PermissionDenied, PageReplaced."""
    if not may_take_roll(actor, page.session):
        raise PermissionDenied
    if page.replaced_by_id is not None:
        raise PageReplaced
    picture = unseal(page.sealed, purpose=_PURPOSE, bound_to=str(page.uuid))
    _record(page, "roll.sheet_read", actor=actor)
    return picture


@transaction.atomic
def _add(session: Session, prepared: Sequence[Prepared], *, actor: User, now: datetime) -> list[SignedPage]:
    session = _locked(session, actor, now)
    standing = SignedPage.objects.standing().filter(session=session)
    if standing.count() + len(prepared) > MOST_PAGES:
        raise TooManyPages
    last: int = standing.aggregate(last=Max("number"))["last"] or 0
    made = []
    for number, one in enumerate(prepared, start=last + 1):
        page = _page(session, one, number=number, actor=actor, now=now)
        page.save(force_insert=True)
        _record(page, "roll.sheet_added", actor=actor)
        made.append(page)
    return made


@transaction.atomic
def _replace(page: SignedPage, prepared: Prepared, reason: str, *, actor: User, now: datetime) -> SignedPage:
    session = _locked(page.session, actor, now)
    page = SignedPage.objects.select_for_update().get(pk=page.pk)
    if page.replaced_by_id is not None:
        raise PageReplaced
    new = _page(session, prepared, number=page.number, actor=actor, now=now)
    # The number stands once: the old page steps out of its place before the new one takes it.
    new.number = 0
    new.save(force_insert=True)
    page.replaced_by, page.reason, page.sealed = new, reason, b""
    page.save(update_fields=["replaced_by", "reason", "sealed"])
    new.number = page.number
    new.save(update_fields=["number"])
    page.session = session
    _record(page, "roll.sheet_replaced", actor=actor, reason=reason)
    return new


def _locked(session: Session, actor: User, now: datetime) -> Session:
    offering = lock_offering(session.offering)
    session = Session.objects.get(pk=session.pk)
    session.offering = offering
    if not may_take_roll(actor, session):
        raise PermissionDenied
    refuse_roll(session, at=now)
    return session


def _prepared(data: bytes, *, number: int) -> Prepared:
    try:
        return prepare(data)
    except PhotoError as error:
        raise PageRefused(error.code, number=number) from None


def _page(session: Session, prepared: Prepared, *, number: int, actor: User, now: datetime) -> SignedPage:
    if SignedPage.objects.standing().filter(session=session, digest=prepared.digest).exists():
        raise PageIsThere
    page = SignedPage(
        session=session,
        number=number,
        digest=prepared.digest,
        width=prepared.width,
        height=prepared.height,
        added_by=actor,
        added_at=now,
    )
    page.sealed = seal(prepared.files[max(prepared.files)], purpose=_PURPOSE, bound_to=str(page.uuid))
    return page


def _record(page: SignedPage, verb: str, *, actor: User, **more: str) -> None:
    facts = {"session": str(page.session.uuid), "page": page.number, "digest": page.digest, **more}
    record(actor=actor, verb=verb, target=page, book=page.session.offering.city.slug, facts=facts)
