"""What siting refuses, and why."""


class SitingRefused(ValueError):
    """A table, number or wish that cannot be worked with; the sentence says which and what to do."""
