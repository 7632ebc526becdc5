"""Leave word of a change for everyone who has a seat: a row that enrollment, which knows them, turns into notices."""

from __future__ import annotations

import uuid
from datetime import datetime

from mueang.apps.accounts.models import User
from mueang.apps.catalog.enums import ChangeKind, OfferingState
from mueang.apps.catalog.models import Change, Offering
from mueang.apps.catalog.queries.wording import Words


def leave_word(*, offering: Offering, kind: ChangeKind, words: Words | None, actor: User, now: datetime) -> None:
    """Within the action that makes the change, its offering locked. A draft has nobody to tell."""
    if words is None or not words.message_th or offering.state == OfferingState.DRAFT:
        return
    Change.objects.create(
        offering=offering,
        kind=kind,
        message_th=words.message_th,
        message_en=words.message_en,
        request_key=words.request_key or uuid.uuid4().hex,
        made_by=actor,
        made_at=now,
    )


def was_said(offering: Offering, words: Words | None) -> bool:
    """Whether this very press arrived before: then everything it asked for is done already."""
    if words is None or not words.request_key:
        return False
    return Change.objects.filter(offering=offering, request_key=words.request_key).exists()
