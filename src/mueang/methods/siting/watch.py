"""Time, progress and a way to stop, for calculations that people wait for."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from mueang.methods.siting.errors import SitingRefused


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a calculation is.

    Attributes
    ----------
    stage : "choosing", "improving", "proving" or "done"
    total : the best found so far
    bound : what no choice can better, so far
    gap : (0..1), their distance
    seconds : since the start
    """

    stage: str
    total: float
    bound: float
    gap: float
    seconds: float


class Watch:
    """Counts the seconds down, tells how far things are, and knows when to stop.

    Examples
    --------
    >>> Watch(seconds=0.0).is_over(), Watch(seconds=60.0).is_over(), Watch(seconds=60.0, cancel=lambda: True).is_over()
    (True, False, True)
    """

    def __init__(
        self,
        *,
        seconds: float,
        progress: Callable[[Progress], None] | None = None,
        cancel: Callable[[], bool] | None = None,
    ) -> None:
        if not seconds >= 0:
            raise SitingRefused(f"seconds to work must be 0 or more, not {seconds}")
        self._began = time.monotonic()
        self._seconds = seconds
        self._progress = progress
        self._cancel = cancel

    def left(self) -> float:
        """Seconds that are left; 0 once somebody pressed cancel."""
        if self._cancel is not None and self._cancel():
            return 0.0
        return max(0.0, self._seconds - (time.monotonic() - self._began))

    def is_over(self) -> bool:
        return self.left() <= 0.0

    def half(self) -> Watch:
        """Another that may use half of the seconds left, and tells nobody."""
        return Watch(seconds=self.left() / 2, cancel=self._cancel)

    def tell(self, stage: str, *, total: float, bound: float) -> None:
        if self._progress is None:
            return
        larger = max(abs(total), abs(bound))
        gap = abs(total - bound) / larger if larger > 0 else 0.0
        self._progress(Progress(stage, total, bound, gap, time.monotonic() - self._began))
