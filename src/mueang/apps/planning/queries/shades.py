"""Values as the shades of a map, legible in print and to whoever sees no colours."""

from __future__ import annotations

N_SHADES = 4


def shade_of(value: float | None, *, most: float) -> str:
    """Four shades of equal steps up to `most`; 0 for nothing at all."""
    if value is None:
        return "unknown"
    if not value or not most:
        return "0"
    # A value at the upper end of a step belongs to it.
    return str(min(N_SHADES, max(1, -int(-value * N_SHADES // most))))
