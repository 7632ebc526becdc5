"""Who may see the outbox, and whose notices are whose."""

from __future__ import annotations

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.models import User
from mueang.apps.accounts.rules import Viewer, holds
from mueang.apps.network.models import City
from mueang.apps.network.rules import cities_where
from mueang.apps.notices.enums import Channel
from mueang.apps.notices.models import Notice, NoticeQuerySet


def visible_notices(viewer: Viewer) -> NoticeQuerySet:
    """Notices of the cities whose outbox `viewer` may see."""
    return Notice.objects.filter(city__in=cities_where(viewer, Permission.NOTICES_READ))


def own_notices(viewer: Viewer) -> NoticeQuerySet:
    """Notices in the app addressed to `viewer`, of every city."""
    if not isinstance(viewer, User):
        return Notice.objects.none()
    return Notice.objects.filter(user=viewer, channel=Channel.IN_APP)


def may_read_words(viewer: Viewer, city: City) -> bool:
    """Whether `viewer` sees to whom and in which words: auditors see that something was sent, not what it says."""
    return holds(viewer, Permission.NOTICES_READ, at=[city.uuid]) and holds(
        viewer, Permission.ENROLLMENT_WRITE, at=[city.uuid]
    )


def may_work_outbox(actor: Viewer, notice: Notice) -> bool:
    """Whether `actor` may try a notice again or tick it off: who may not read it may not."""
    return may_read_words(actor, notice.city)


def may_change_quiet_hours(actor: Viewer, city: City) -> bool:
    """Whoever works the outbox says when nothing rings."""
    return may_read_words(actor, city)
