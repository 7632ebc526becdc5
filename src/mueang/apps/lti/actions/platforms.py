"""Register a learning system, and close it again."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict, Unpack

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.lti.errors import AlreadyClosed, AlreadyRegistered
from mueang.apps.lti.models import Platform
from mueang.apps.lti.rules import may_register
from mueang.apps.network.models import City


class Names(TypedDict):
    """What the other system says of itself on its page for tools."""

    name: str
    issuer: str
    client_id: str
    deployment_ids: list[str]
    login_url: str
    keyset_url: str


@transaction.atomic
def register_platform(
    *, city: City, actor: User | None, now: datetime | None = None, **names: Unpack[Names]
) -> Platform:
    """Let a learning system open courses here. Raises PermissionDenied, AlreadyRegistered, ValidationError."""
    if actor is not None and not may_register(actor, city):
        raise PermissionDenied
    row = Platform(city=city, opened_by=actor, opened_at=now or timezone.now(), **names)
    row.clean_fields()
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise AlreadyRegistered from error
    record(actor=actor, verb="lti.platform_registered", target=row, book=city.slug)
    return row


@transaction.atomic
def close_platform(*, platform: Platform, actor: User, now: datetime | None = None) -> Platform:
    """From now on nobody comes in from it; accounts stay. Raises PermissionDenied, AlreadyClosed."""
    row = Platform.objects.select_for_update(of=("self",)).select_related("city").get(pk=platform.pk)
    if not may_register(actor, row.city):
        raise PermissionDenied
    if row.closed_at is not None:
        raise AlreadyClosed
    row.closed_at = now or timezone.now()
    row.save(update_fields=["closed_at"])
    record(actor=actor, verb="lti.platform_closed", target=row, book=row.city.slug)
    return row
