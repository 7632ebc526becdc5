"""Memory that was needed once, given back: a web process has ninety megabytes in all."""

from __future__ import annotations

import ctypes


def give_back() -> None:
    """Return what is free to the system; glibc would keep it for ever. Does nothing where there is no glibc."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
