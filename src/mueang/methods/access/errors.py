"""What a measure of access refuses, and why."""


class AccessRefused(ValueError):
    """Numbers that cannot be people, seats, places or minutes; the sentence says which and where."""
