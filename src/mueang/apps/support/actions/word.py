"""Word left for those who work with children: that work waits, and nothing of whom it is about."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from mueang.apps.accounts.models import User
from mueang.apps.network.models import City
from mueang.apps.notices.actions import queue_notice
from mueang.apps.notices.enums import Channel
from mueang.apps.support.models.concerns import Concern
from mueang.apps.support.models.visits import Visit
from mueang.lib.sealed import keyed_hash


def leave_word(*, city: City, to: Iterable[User], row: Concern | Visit) -> None:
    """One notice an account and row. It names neither the row nor what kind of work: outboxes have readers."""
    for user in to:
        queue_notice(
            city=city,
            channel=Channel.IN_APP,
            subject=_("There is new work on your desk"),
            body=_("Please sign in and look at your desk."),
            key=f"work:{keyed_hash(f'{row.uuid}:{user.uuid}', purpose='support-word')}",
            user=user,
        )
