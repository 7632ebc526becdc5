"""What a measure of agreement refuses, and why."""


class AgreementRefused(ValueError):
    """Judgements that cannot be compared; the sentence says which and where."""
