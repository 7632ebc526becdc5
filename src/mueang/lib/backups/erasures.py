"""The journal of erasures: the number of each row that was a person, in a file that no backup holds.

A backup made before an erasure brings the person back; whoever reads this journal after restoring erases them again.
Each folder of backups holds a copy, sealed (`Store.write_erasures`). A number is drawn by chance and tells of nobody.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from django.conf import settings

FILE = "erasures"


def note_erased(numbers: Iterable[UUID]) -> None:
    """Add to the journal, forced to the disk. A line begins anew, lest one that was cut short swallows it."""
    lines = "".join(f"\n{number}\n" for number in numbers)
    handle = os.open(_path(), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(lines)
        file.flush()
        os.fsync(file.fileno())


def noted() -> set[UUID]:
    """Whoever stands in the journal of this data folder."""
    try:
        return numbers_in(_path().read_text(encoding="ascii", errors="replace").splitlines())
    except FileNotFoundError:
        return set()


def note_missing(numbers: Collection[UUID]) -> None:
    """Add whoever is not in it yet."""
    if missing := set(numbers) - noted():
        note_erased(sorted(missing))


def journal_bytes() -> int:
    """How long the journal is: it only grows."""
    try:
        return _path().stat().st_size
    except FileNotFoundError:
        return 0


def numbers_in(lines: Iterable[str]) -> set[UUID]:
    found = set()
    for line in lines:
        with suppress(ValueError):
            found.add(UUID(line))
    return found


def _path() -> Path:
    return Path(settings.DATA_DIR) / FILE
