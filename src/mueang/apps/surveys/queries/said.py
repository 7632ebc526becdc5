"""What one person said, before it is written down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from mueang.apps.surveys.enums import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one person answered, or why nobody did; `uuid` is made where it is written and stays when it is resent."""

    uuid: UUID = field(default_factory=uuid4)
    outcome: str = Outcome.ANSWERED
    answers: Mapping[str, Any] = field(default_factory=dict)
    invite: UUID | None = None
    neighbourhood: str = ""
    age_band: str = ""
    sex: str = ""
    has_guardian: bool = False
    sheet: str = ""
    made_at: datetime | None = None
