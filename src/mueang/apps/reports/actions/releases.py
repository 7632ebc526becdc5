"""Figures given to everybody as a version that never changes, and versions withdrawn."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.network.actions import mark_public_change
from mueang.apps.network.models import City
from mueang.apps.reports.errors import NothingToRelease, WordsNeeded
from mueang.apps.reports.models import Release, ReleasedFigure, ReleaseFile
from mueang.apps.reports.queries import figures_to_release, files_of
from mueang.apps.reports.rules import may_sign

_TOGETHER = 200


@transaction.atomic
def publish_release(*, city: City, change: str, actor: User, now: datetime | None = None) -> Release:
    """Release the city's standing figures as the next version; `change` says what is new, or what was corrected.

    Small counts are withheld so that no version, nor any two of them, tells of a few people.
    Raises PermissionDenied, WordsNeeded, NothingToRelease (also where the table would be that of the last version).
    """
    now = now or timezone.now()
    city = City.objects.select_for_update().get(pk=city.pk)
    if not may_sign(actor, city):
        raise PermissionDenied
    if not change.strip():
        raise WordsNeeded
    rows = figures_to_release(city)
    if not rows:
        raise NothingToRelease
    last = Release.objects.filter(city=city).order_by("-number").first()
    number = last.number + 1 if last else 1
    on = timezone.localdate(now)
    files = files_of(city=city, number=number, previous=last.number if last else None, on=on, rows=rows)
    if last is not None and last.withdrawn_at is None and last.digest == files[0].digest:
        raise NothingToRelease
    release = Release.objects.create(
        city=city,
        number=number,
        change=change.strip()[:600],
        n_rows=len(rows),
        n_withheld=sum(row.is_withheld for row in rows),
        digest=files[0].digest,
        published_by=actor,
        published_at=now,
    )
    for row in rows:
        row.release = release
    for file in files:
        file.release = release
    ReleasedFigure.objects.bulk_create(rows, batch_size=_TOGETHER)
    ReleaseFile.objects.bulk_create(files)
    mark_public_change(city, catalog=False)
    facts = {"number": number, "n_rows": len(rows), "digest": release.digest}
    record(actor=actor, verb="release.published", target=release, book=city.slug, facts=facts)
    return release


@transaction.atomic
def withdraw_release(*, release: Release, why: str, actor: User, now: datetime | None = None) -> Release:
    """Take a version back: its page stays, says why, and gives no file. Doing it twice changes nothing.

    Whoever has the files keeps them; what it showed still counts when later versions are withheld.
    Raises PermissionDenied, WordsNeeded.
    """
    city = City.objects.select_for_update().get(pk=release.city_id)
    if not may_sign(actor, city):
        raise PermissionDenied
    if not why.strip():
        raise WordsNeeded
    row = Release.objects.select_for_update(of=("self",)).get(pk=release.pk)
    if row.withdrawn_at is None:
        row.withdrawn_at, row.withdrawn_why = now or timezone.now(), why.strip()[:300]
        row.save(update_fields=["withdrawn_at", "withdrawn_why"])
        mark_public_change(city, catalog=False)
        record(actor=actor, verb="release.withdrawn", target=row, book=city.slug, facts={"number": row.number})
    return row
