"""The photographed pages of a roll, without their pictures."""

from __future__ import annotations

from uuid import UUID

from mueang.apps.accounts.rules import Viewer
from mueang.apps.catalog.models import Session
from mueang.apps.enrollment.models import SignedPage, SignedPageQuerySet
from mueang.apps.enrollment.rules import visible_rolls


def signed_pages_of(session: Session) -> list[SignedPage]:
    """Pages that stand and those they replaced, by number, the standing one first. One SQL statement."""
    rows = (
        SignedPage.objects.filter(session=session).defer("sealed").select_related("added_by", "replaced_by__added_by")
    )
    return sorted(rows, key=lambda row: (row.number, row.replaced_by_id is not None, -row.pk))


def signed_page(*, viewer: Viewer, session: UUID, page: UUID) -> SignedPage | None:
    """A page of a roll that is the viewer's to take; nobody else learns that there is one."""
    return _visible(viewer).filter(session__uuid=session, uuid=page).first()


def _visible(viewer: Viewer) -> SignedPageQuerySet:
    rows = SignedPage.objects.filter(session__in=visible_rolls(viewer))
    return rows.select_related("session__offering__city", "session__offering__place__city").select_related(
        "session__offering__place__organization", "session__offering__program"
    )
