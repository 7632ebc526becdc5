"""Doors of the outbox, and everybody's own notices."""

from mueang.apps.notices.views.mine import mine, read, read_all
from mueang.apps.notices.views.outbox import copied, outbox, retry

__all__ = ["copied", "mine", "outbox", "read", "read_all", "retry"]
