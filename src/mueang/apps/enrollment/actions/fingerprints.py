"""One key for one request, so that a second press, a reload or a retry changes nothing."""

from __future__ import annotations

import hashlib


def fingerprint(*parts: object) -> str:
    """64 hexadecimal digits of everything that makes a request the same one.

    The page's own key alone would not do: somebody who goes back, types another name and presses again asks anew.
    """
    return hashlib.sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()
