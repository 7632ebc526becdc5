"""Photographs in a folder, each file named by what it shows, so that a name never means another picture."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

from mueang.lib.photographs.preparing import Prepared

_DIGEST = re.compile(r"[0-9a-f]{40}")


def keep(photo: Prepared, *, folder: Path) -> None:
    """Write the files; each appears whole, and one that is there already stays."""
    for width, data in photo.files.items():
        path = _path(folder, photo.digest, width)
        if path.exists():
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".photo-")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(draft).chmod(0o640)
        Path(draft).replace(path)


def read_kept(digest: str, width: int, *, folder: Path) -> bytes | None:
    """One file, or None where there is none."""
    if not _DIGEST.fullmatch(digest):
        return None
    try:
        return _path(folder, digest, width).read_bytes()
    except OSError:  # also a width of so many digits that no file could be called so
        return None


def forget(digest: str, *, folder: Path) -> None:
    """Take all widths of a picture away."""
    if _DIGEST.fullmatch(digest):
        for path in (folder / digest[:2]).glob(f"{digest}-*.webp"):
            path.unlink(missing_ok=True)


def _path(folder: Path, digest: str, width: int) -> Path:
    return folder / digest[:2] / f"{digest}-{width}.webp"
