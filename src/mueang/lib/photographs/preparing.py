"""A photograph in a few widths: turned upright, without its metadata, in a format every browser reads."""

from __future__ import annotations

import base64
import hashlib
import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mueang.lib.photographs.errors import PhotoError

LARGEST_BYTES = 10_000_000
_SECONDS = 60
_DIGEST = 40
# Started by its path and never imported: a web worker need not hold an imaging library.
_APART = str(Path(__file__).with_name("apart.py"))
_TOO_MANY_PIXELS = 3
_STARTS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")


@dataclass(frozen=True, slots=True)
class Prepared:
    """WebP files by width in pixels; `digest` names what is seen; `width` and `height` are of the widest."""

    digest: str
    width: int
    height: int
    files: Mapping[int, bytes]


def prepare(data: bytes, *, side: int = 0) -> Prepared:
    """Make a stranger's JPEG, PNG or WebP small and safe; its own bytes say what it is, not its name.

    With a `side` there is one file: the picture's middle as a square of so many pixels. Where it was taken, when and
    with what is not in the result. Raises PhotoError before unpacking more than 50 million pixels, and for whatever
    brings the reading process down.
    """
    if not data:
        raise PhotoError("empty")
    if len(data) > LARGEST_BYTES:
        raise PhotoError("too_large")
    if not data.startswith(_STARTS) and not (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        raise PhotoError("not_a_photo")
    made = _made_apart(data, side=side)
    files = {int(width): base64.b64decode(text) for width, text in made["files"].items()}
    digest = hashlib.sha256(files[max(files)]).hexdigest()[:_DIGEST]
    return Prepared(digest, made["width"], made["height"], files)


def _made_apart(data: bytes, *, side: int) -> dict[str, Any]:
    """What `apart` makes in its own process; its end, however violent, is only a damaged picture to us."""
    command = [sys.executable, "-I", _APART, *([str(side)] if side else [])]
    try:
        finished = subprocess.run(command, input=data, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603 (our own file, no shell)
    except subprocess.TimeoutExpired:
        raise PhotoError("damaged") from None
    if finished.returncode == _TOO_MANY_PIXELS:
        raise PhotoError("too_many_pixels")
    if finished.returncode != 0:
        raise PhotoError("damaged")
    made: dict[str, Any] = json.loads(finished.stdout)
    return made
