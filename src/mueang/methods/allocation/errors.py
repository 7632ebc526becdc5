"""What an allocation cannot be worked out from."""

from __future__ import annotations

from typing import Literal

Code = Literal[
    "unknown_offering", "wished_twice", "size", "seats", "reserve_seats", "reserve_too_large", "two_groups", "arrival"
]


class InstanceRefused(ValueError):
    """The wishes, seats or reserves contradict themselves: `code` says how, `subject` names the entry or offering."""

    def __init__(self, code: Code, subject: str) -> None:
        super().__init__(f"{code}: {subject}")
        self.code = code
        self.subject = subject
