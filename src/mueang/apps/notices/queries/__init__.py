"""Questions about the outbox, about what people want, and about links they were sent."""

from mueang.apps.notices.queries.letters import A_BATCH, letters_pdf, letters_waiting
from mueang.apps.notices.queries.links import notice_of_key, unsubscribe_key, unsubscribe_url
from mueang.apps.notices.queries.outbox import (
    OutboxCounts,
    PartLine,
    is_queued,
    my_notices,
    n_unread,
    outbox,
    outbox_counts,
    part_lines,
    undelivered_of,
)
from mueang.apps.notices.queries.wanting import (
    LineMonth,
    MyWishes,
    Wishes,
    address_hash,
    line_users,
    may_opt_out,
    month_of_line,
    quiet_until,
    refused_ways,
    wishes_of,
)

__all__ = [
    "A_BATCH",
    "LineMonth",
    "MyWishes",
    "OutboxCounts",
    "PartLine",
    "Wishes",
    "address_hash",
    "is_queued",
    "letters_pdf",
    "letters_waiting",
    "line_users",
    "may_opt_out",
    "month_of_line",
    "my_notices",
    "n_unread",
    "notice_of_key",
    "outbox",
    "outbox_counts",
    "part_lines",
    "quiet_until",
    "refused_ways",
    "undelivered_of",
    "unsubscribe_key",
    "unsubscribe_url",
    "wishes_of",
]
