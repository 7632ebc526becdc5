"""What a register refuses, and where it stands."""

from datetime import date


class PageRefused(ValueError):
    """A mark that cannot be: `why`, and where it stands (`child` counts from 0; None where there is but one)."""

    def __init__(self, why: str, *, day: date | None = None, child: int | None = None) -> None:
        place = [f"child {child}"] if child is not None else []
        place += [day.isoformat()] if day is not None else []
        super().__init__(f"{', '.join(place)}: {why}" if place else why)
        self.why, self.day, self.child = why, day, child
