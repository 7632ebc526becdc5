"""What a survey refuses, and why."""


class SurveyRefused(ValueError):
    """A sample, a weight or an answer that cannot be used; the sentence says which and where."""
