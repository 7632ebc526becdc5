"""Words to be delivered, what providers say, and what people want to be told."""

from mueang.apps.notices.models.devices import PushDevice
from mueang.apps.notices.models.outbox import CarrierState, Notice, NoticeQuerySet
from mueang.apps.notices.models.wishes import (
    QUIET_FROM,
    QUIET_UNTIL,
    LineCall,
    LineLink,
    LinkCode,
    OptOut,
    QuietHours,
)

__all__ = [
    "QUIET_FROM",
    "QUIET_UNTIL",
    "CarrierState",
    "LineCall",
    "LineLink",
    "LinkCode",
    "Notice",
    "NoticeQuerySet",
    "OptOut",
    "PushDevice",
    "QuietHours",
]
