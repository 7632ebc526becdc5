"""A file from outside becomes a paper: looked at by what it is, not by what it is called."""

from __future__ import annotations

import hashlib

from mueang.apps.grants.enums import LARGEST_PAPER
from mueang.apps.grants.errors import PaperRefused
from mueang.apps.grants.models.papers import Paper
from mueang.lib.photographs import PhotoError, prepare

PDF = b"%PDF-"


def read_paper(data: bytes, *, name: str) -> Paper:
    """A paper that is not saved yet: a PDF as it came, a picture made small and without where it was taken.

    Raises PaperRefused.
    """
    if not data or len(data) > LARGEST_PAPER:
        raise PaperRefused
    content, media_type = data, "application/pdf"
    if not data.startswith(PDF):
        try:
            made = prepare(data)
        except PhotoError as error:
            raise PaperRefused from error
        content, media_type = made.files[max(made.files)], "image/webp"
    digest = hashlib.sha256(content).hexdigest()
    return Paper(name=name.strip()[:120] or digest[:8], media_type=media_type, content=content, digest=digest)
