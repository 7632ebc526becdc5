"""An activity of the catalog gets the pages of a forum."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.catalog.models import Offering
from mueang.apps.forums.errors import ForumAlready
from mueang.apps.forums.models import Forum
from mueang.apps.forums.rules import may_prepare
from mueang.apps.network.actions import mark_public_change


@transaction.atomic
def open_forum(*, offering: Offering, actor: User, asks_each_day: bool = True, now: datetime | None = None) -> Forum:
    """Give it a programme page, speakers, daily surveys and a report. Raises PermissionDenied, ForumAlready."""
    offering = Offering.objects.select_for_update().get(pk=offering.pk)
    if not may_prepare(actor, offering):
        raise PermissionDenied
    if Forum.objects.filter(offering=offering).exists():
        raise ForumAlready
    forum = Forum.objects.create(
        offering=offering, asks_each_day=asks_each_day, opened_by=actor, opened_at=now or timezone.now()
    )
    mark_public_change(offering.city)
    record(actor=actor, verb="forum.opened", target=forum, book=offering.city.slug)
    return forum


@transaction.atomic
def ask_each_day(*, forum: Forum, asks: bool, actor: User) -> Forum:
    """Whether a survey opens by itself after each day; those that are open stay so. Raises PermissionDenied."""
    forum = locked_forum(forum, actor)
    if forum.asks_each_day != asks:
        forum.asks_each_day = asks
        forum.save(update_fields=["asks_each_day"])
        record(actor=actor, verb="forum.changed", target=forum, book=forum.offering.city.slug)
    return forum


def locked_forum(forum: Forum, actor: User) -> Forum:
    """The forum as it is now, held until the action commits. Raises PermissionDenied."""
    along = ("offering__city", "offering__place__city", "offering__place__organization")
    row = Forum.objects.select_for_update(of=("self",)).select_related(*along).get(pk=forum.pk)
    if not may_prepare(actor, row.offering):
        raise PermissionDenied
    return row
