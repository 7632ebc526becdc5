"""What is wrong with a piece of the course, and in which file."""


class ContentError(ValueError):
    """A file of the course cannot be read; `place` names the file, `reason` says what to mend."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: {reason}")
        self.place, self.reason = place, reason
