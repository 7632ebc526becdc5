"""What a judgement of risk refuses, and why."""

from collections.abc import Sequence


class RiskRefused(ValueError):
    """A rule, table or column that cannot be used; the sentence says which and where."""


class ForbiddenPredictor(RiskRefused):
    """Religion or ethnicity offered as a predictor; `columns` names them."""

    def __init__(self, columns: Sequence[str]) -> None:
        super().__init__(
            f"religion and ethnicity never predict: {', '.join(columns)}. "
            "Drop the column; it may still be a group whose errors are compared."
        )
        self.columns = tuple(columns)


class TooLittleHistory(RiskRefused):
    """Too few outcomes to learn from or to judge by; says how many there are and how many it takes."""

    def __init__(self, *, where: str, what: str, found: int, needed: int) -> None:
        super().__init__(f"too little history to {where}: {found} children {what}, at least {needed} are needed")
        self.found, self.needed = found, needed
