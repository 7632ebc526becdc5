"""What a measure of inequality refuses, and why."""


class InequalityRefused(ValueError):
    """Values, weights or groups that cannot be measured; the sentence says which and in which row."""
