"""What the last backup and the last rehearsal came to: a small file in the data folder, read by doctor and desk."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

from mueang.lib.backups.store import write_whole

FILE = "backup-state.json"
LATE, REHEARSAL_LATE = timedelta(hours=36), timedelta(days=10)


@dataclass(frozen=True, slots=True)
class State:
    """Moments as ISO texts, so that a file written by hand or half empty reads too."""

    made_at: str = ""
    n_rows: int = 0
    n_files: int = 0
    written_bytes: int = 0
    failed_at: str = ""
    failure: str = ""
    rehearsed_at: str = ""
    rehearsal_failed_at: str = ""
    rehearsal: str = ""
    # How much of the journal of erasures lies beside the backups.
    erasures_bytes: int = 0

    @property
    def last_made(self) -> datetime | None:
        return _moment(self.made_at)

    @property
    def last_failed(self) -> datetime | None:
        """The failure since which no backup went well."""
        at, made = _moment(self.failed_at), self.last_made
        return at if at and (made is None or at > made) else None

    @property
    def last_rehearsed(self) -> datetime | None:
        return _moment(self.rehearsed_at)

    @property
    def rehearsal_failed(self) -> datetime | None:
        at, well = _moment(self.rehearsal_failed_at), self.last_rehearsed
        return at if at and (well is None or at > well) else None


def is_on() -> bool:
    """Whether the operator named a folder for backups."""
    return bool(settings.OPTIONS["BACKUP_DIR"])


def wanting(state: State, *, now: datetime) -> Iterable[str]:
    """What is not as it should be, in one word each: off, failed, late, rehearsal-failed, rehearsal-late."""
    if not is_on():
        return ("off",)
    found = []
    if state.last_failed:
        found.append("failed")
    elif state.last_made is None or now - state.last_made > LATE:
        found.append("late")
    if state.rehearsal_failed:
        found.append("rehearsal-failed")
    elif state.last_made and (state.last_rehearsed is None or now - state.last_rehearsed > REHEARSAL_LATE):
        found.append("rehearsal-late")
    return tuple(found)


def read_state() -> State:
    """What was noted last; nothing where there is nothing or it cannot be read."""
    try:
        told = json.loads((Path(settings.DATA_DIR) / FILE).read_text(encoding="utf-8"))
        return State(**{name: told[name] for name in State.__dataclass_fields__ if name in told})
    except (OSError, ValueError, TypeError):
        return State()


def note(**changes: Any) -> State:
    """Note what came of a backup or a rehearsal."""
    state = State(**{**asdict(read_state()), **changes})
    write_whole(Path(settings.DATA_DIR) / FILE, json.dumps(asdict(state), ensure_ascii=False).encode())
    return state


def _moment(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo else None
