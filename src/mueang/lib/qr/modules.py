"""The squares of a QR code: segno's, and for texts as short as an address the same made quickly."""

from __future__ import annotations

from mueang.lib.qr.quick import LONGEST, quick_modules


def qr_modules(text: str) -> list[list[bool]]:
    """The squares of the code for `text`, row by row, True where dark; error correction level M, bytes in UTF-8.

    Raises ValueError for more than 2,331 bytes, which no code holds.
    """
    data = text.encode()
    if 0 < len(data) <= LONGEST:
        return quick_modules(data)
    import segno  # late: hardly any code is so long

    code = segno.make(data, error="m", mode="byte", boost_error=False, micro=False)
    return [[square == 1 for square in row] for row in code.matrix]
