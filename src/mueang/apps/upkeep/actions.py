"""The worker says that it is there."""

from __future__ import annotations

import socket
from datetime import datetime, timedelta

from mueang.apps.upkeep.models import Beat

FORGOTTEN_AFTER = timedelta(days=1)


def note_beat(*, now: datetime, machine: str = "") -> Beat:
    """This machine's worker is alive; of machines silent for a day nothing is kept."""
    beat, _is_new = Beat.objects.update_or_create(machine=(machine or socket.gethostname())[:80], defaults={"at": now})
    Beat.objects.filter(at__lt=now - FORGOTTEN_AFTER).delete()
    return beat
