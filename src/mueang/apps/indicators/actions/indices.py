"""Indices that are kept by name, and whether other cities may compare."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.indicators.enums import UnitsOf
from mueang.apps.indicators.errors import NameTaken, TableTooLarge
from mueang.apps.indicators.models import IndexSetup, Sharing
from mueang.apps.indicators.rules import may_measure
from mueang.apps.network.models import City

MOST_UNITS, MOST_INDICATORS = 1_000, 120
Columns = Mapping[str, list[Any]]


@transaction.atomic
def keep_index(
    *,
    city: City,
    name: str,
    units_of: str,
    asked: Mapping[str, Any],
    actor: User,
    data: Columns | None = None,
    meta: Columns | None = None,
) -> IndexSetup:
    """Keep a way to make an index under a name, with its tables where they are one's own.

    Raises PermissionDenied, NameTaken, TableTooLarge; ValueError for units there are not.
    """
    if not may_measure(actor, city):
        raise PermissionDenied
    data, meta = dict(data or {}), dict(meta or {})
    if max(map(len, data.values()), default=0) > MOST_UNITS or len(data) > MOST_INDICATORS:
        raise TableTooLarge
    setup = IndexSetup(city=city, name=name.strip()[:120], units_of=UnitsOf(units_of), asked=dict(asked), made_by=actor)
    setup.data, setup.meta, setup.made_at = data, meta, timezone.now()
    try:
        with transaction.atomic():
            setup.save(force_insert=True)
    except IntegrityError as error:
        raise NameTaken from error
    record(actor=actor, verb="index.kept", target=setup, book=city.slug)
    return setup


@transaction.atomic
def drop_index(*, setup: IndexSetup, actor: User) -> None:
    """No longer keep it; its figures stay. Raises PermissionDenied."""
    city = City.objects.select_for_update().get(pk=setup.city_id)
    if not may_measure(actor, city):
        raise PermissionDenied
    record(actor=actor, verb="index.dropped", target=setup, book=city.slug)
    setup.delete()


@transaction.atomic
def share_figures(*, city: City, is_shared: bool, actor: User | None, now: datetime | None = None) -> bool:
    """Let staff of other cities here compare with this one, or no longer; twice changes nothing. Gives whether it did.

    Raises PermissionDenied.
    """
    city = City.objects.select_for_update().get(pk=city.pk)
    if actor is not None and not may_measure(actor, city):
        raise PermissionDenied
    if Sharing.objects.filter(city=city).exists() == is_shared:
        return False
    if is_shared:
        Sharing.objects.create(city=city, since=now or timezone.now(), shared_by=actor)
    else:
        Sharing.objects.filter(city=city).delete()
    record(actor=actor, verb="figures.shared" if is_shared else "figures.unshared", target=city, book=city.slug)
    return True
