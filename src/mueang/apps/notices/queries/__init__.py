"""Questions about the outbox, about what people want, and about links they were sent."""

from mueang.apps.notices.queries.links import notice_of_key, unsubscribe_key, unsubscribe_url
from mueang.apps.notices.queries.outbox import (
    OutboxCounts,
    is_queued,
    my_notices,
    n_unread,
    outbox,
    outbox_counts,
)
from mueang.apps.notices.queries.wanting import Wishes, address_hash, line_users, may_opt_out, quiet_until, refused_ways

__all__ = [
    "OutboxCounts",
    "Wishes",
    "address_hash",
    "is_queued",
    "line_users",
    "may_opt_out",
    "my_notices",
    "n_unread",
    "notice_of_key",
    "outbox",
    "outbox_counts",
    "quiet_until",
    "refused_ways",
    "unsubscribe_key",
    "unsubscribe_url",
]
