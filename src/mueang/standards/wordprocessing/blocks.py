"""What a document is made of, before anybody says how it looks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# "small" stays on the page of what follows it, "quiet" looks the same and does not.
Look = Literal["plain", "lead", "small", "quiet", "strong", "warning"]


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote, whose mark stands where it is among the pieces of a text; of one `key` there is one note."""

    text: str
    key: str


Pieces = tuple[str | Note, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of the document (level 0), of a section (1) or of a question (2)."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    pieces: Pieces
    look: Look = "plain"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings; `shares` are the widths of the columns, in percent of the line."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Pieces, ...], ...]
    shares: tuple[int, ...]


Block = Heading | Paragraph | Table
