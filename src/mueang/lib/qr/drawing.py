"""A QR code as SVG, for a page and for a printed sheet."""

from __future__ import annotations

from html import escape
from itertools import groupby

from mueang.lib.qr.modules import qr_modules

# Readers find a code by the light around it: ISO/IEC 18004:2015, 6.3.8.
QUIET_SQUARES = 4


def qr_svg(text: str, *, title: str, quiet: int = QUIET_SQUARES) -> str:
    """The code for `text` as a drawing named `title`, with `quiet` light squares around it, in the page's own colour.

    It has no style attributes and no size: both come from the page. Raises ValueError for more than 2,331 bytes.
    """
    rows = qr_modules(text)
    side = len(rows) + 2 * quiet
    path = "".join(_runs(row, x=quiet, y=y) for y, row in enumerate(rows, start=quiet))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" role="img" shape-rendering="crispEdges">'
        f'<title>{escape(title)}</title><path fill="currentColor" d="{path}"/></svg>'
    )


def _runs(row: list[bool], *, x: int, y: int) -> str:
    """The dark squares of one row, neighbours joined."""
    path = ""
    for is_dark, run in groupby(row):
        length = len(list(run))
        if is_dark:
            path += f"M{x} {y}h{length}v1h-{length}z"
        x += length
    return path
