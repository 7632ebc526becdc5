"""What the worker does for the whole house: a backup each night, each week a rehearsal of the worst day.

Erasures are carried beside the backups soon after they were made, and carried out again where they came undone.
"""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime, time, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from mueang.apps.privacy.actions.erasing import erase_again
from mueang.lib.backups.erasures import journal_bytes, noted
from mueang.lib.backups.state import State, is_on, read_state

EVERY_SECONDS = 300
# Local time: after the nightly figures, before the first keeper arrives.
AT = time(2, 30)
TRY_AGAIN, REHEARSE = timedelta(hours=1), timedelta(days=7)

_running: list[subprocess.Popen[bytes]] = []
# How long the journal of erasures was when the rows were last compared with it.
_compared: list[int] = [0]


def run(now: datetime) -> int:
    """Begin what is due, in a process of its own at the lowest priority: notices do not wait for it."""
    if is_on() and not is_running():
        state = read_state()
        words = due(state, now=now) or to_carry(state)
        if words:
            _running.append(begin(words))
    return hold_erasures()


def hold_erasures() -> int:
    """Whoever stands in the journal is erased, though the rows came back by another way than `mueang restore`.

    Looked at when the worker starts and when the journal has grown.
    """
    n_bytes = journal_bytes()
    if n_bytes == _compared[0]:
        return 0
    n = erase_again(noted())
    _compared[0] = n_bytes
    return n


def to_carry(state: State) -> list[str]:
    """The words of the command that notes erasures beside the backups, where there are any it has not noted."""
    return ["backup", "--erasures"] if state.last_made and journal_bytes() != state.erasures_bytes else []


def is_running() -> bool:
    """Whether what was begun still runs; whatever has ended is let go."""
    _running[:] = [process for process in _running if process.poll() is None]
    return bool(_running)


def due(state: State, *, now: datetime) -> list[str]:
    """The words of the command that is due; a failure is tried again after an hour."""
    local = timezone.localtime(now)
    night = timezone.make_aware(
        datetime.combine(local.date() if local.time() >= AT else local.date() - timedelta(1), AT)
    )
    failed, made = state.last_failed, state.last_made
    if made is None or made < night:
        return [] if failed and now - failed < TRY_AGAIN else ["backup"]
    failed = state.rehearsal_failed
    if failed:
        # A new backup may have mended it.
        return ["backup", "--rehearse"] if made > failed else []
    rehearsed = state.last_rehearsed
    return ["backup", "--rehearse"] if rehearsed is None or now - rehearsed >= REHEARSE else []


def begin(words: list[str]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "mueang.config.cli", *words]
    environment = {**os.environ, "MUEANG_DATA_DIR": str(Path(settings.DATA_DIR))}
    process = subprocess.Popen(command, env=environment, start_new_session=True)  # noqa: S603 -- our own program
    os.setpriority(os.PRIO_PROCESS, process.pid, 19)
    return process
