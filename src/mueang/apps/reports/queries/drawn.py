"""A report as a file: .docx to go on with, PDF to hand in."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from mueang.apps.reports.enums import Kind
from mueang.apps.reports.queries.layouts import blocks_of, footer_of
from mueang.standards.wordprocessing import Heading, Note, Paragraph, write_docx
from mueang.standards.wordprocessing.blocks import Block, Pieces

TEMPLATE = Path(__file__).resolve().parent.parent / "templates" / "reports" / "report.typ"


def docx_of(content: dict[str, Any], *, language: str, seal: str, made_at: datetime) -> bytes:
    """The document as an office program goes on editing it."""
    return docx_of_blocks(
        blocks_of(content, language=language, seal=seal),
        title=content["title"],
        author=content["city"][f"name_{language}"],
        footer=footer_of(content, language=language),
        language=language,
        made_at=made_at,
        is_brief=content["kind"] == Kind.BRIEF,
    )


def pdf_of(content: dict[str, Any], *, language: str, seal: str, made_at: datetime) -> bytes:
    """The document as it is handed in: PDF/A, the same bytes for the same content."""
    return pdf_of_blocks(
        blocks_of(content, language=language, seal=seal),
        title=content["title"],
        footer=footer_of(content, language=language),
        language=language,
        made_at=made_at,
        is_brief=content["kind"] == Kind.BRIEF,
    )


def docx_of_blocks(
    blocks: list[Block],
    *,
    title: str,
    author: str,
    footer: str,
    language: str,
    made_at: datetime,
    is_brief: bool = False,
) -> bytes:
    """Any document of ours as .docx; other apps give their own blocks."""
    return write_docx(
        blocks, title=title, author=author, language=language, made_at=made_at, footer=footer, is_tight=is_brief
    )


def pdf_of_blocks(
    blocks: list[Block],
    *,
    title: str,
    footer: str,
    language: str,
    made_at: datetime,
    is_brief: bool = False,
    author: str = "",  # noqa: ARG001  called as docx_of_blocks is
) -> bytes:
    """The same as PDF/A."""
    from mueang.lib.typeset import typeset_apart  # loads what starts a typesetter; few requests print

    data = {
        "title": title,
        "language": language,
        "footer": footer,
        "is_brief": is_brief,
        "blocks": [_plain(block) for block in blocks],
    }
    return typeset_apart(TEMPLATE, data=data, titled_by="title", made_at=made_at)


def _plain(block: Block) -> dict[str, Any]:
    if isinstance(block, Heading):
        return {"kind": "heading", "text": block.text, "level": block.level}
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", "pieces": _pieces(block.pieces), "look": block.look}
    rows = [[{"pieces": _pieces(cell)} for cell in row] for row in block.rows]
    return {"kind": "table", "headings": list(block.headings), "rows": rows, "shares": list(block.shares)}


def _pieces(pieces: Pieces) -> list[Any]:
    return [{"note": piece.text, "key": piece.key} if isinstance(piece, Note) else piece for piece in pieces]
