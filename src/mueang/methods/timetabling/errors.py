"""What a timetable refuses, and why."""


class TimetableRefused(ValueError):
    """A wish that cannot be worked with; the sentence says which and what is wrong with it."""
