"""What somebody answers for, as each app tells it when they leave."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Held:
    """One thing that has to have somebody, and the permission its next holder needs in one of these scopes, if any.

    Its names may be read by whoever gives roles and stand in the handover book: nothing about a child is one.
    """

    uuid: UUID
    name_th: str
    name_en: str
    needs: str
    scopes: tuple[UUID, ...]
