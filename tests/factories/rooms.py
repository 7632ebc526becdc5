"""Sessions at the same time in rooms with seats of their own; all invented."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count

from factories.rows import SessionFactory
from mueang.apps.catalog.models import Offering, Session

HOUR = timedelta(hours=1)
# Beyond those that the planning of an activity gives.
_numbers = count(1_000)


def room_of(offering: Offering, name: str, *, starts_at: datetime, seats: int = 2, hours: float = 1) -> Session:
    """One room of a forum: people choose it among those that meet with it."""
    return SessionFactory(
        offering=offering,
        number=next(_numbers),
        starts_at=starts_at,
        ends_at=starts_at + hours * HOUR,
        room_th=name,
        room_en=f"{name} (en)",
        seats=seats,
        topic_th=f"หัวข้อ {name}",
        topic_en=f"Topic {name}",
    )


def two_rooms(offering: Offering, *, starts_at: datetime, seats: int = 2) -> tuple[Session, Session]:
    """Two rooms for the same hour."""
    return (
        room_of(offering, "ห้อง ก", starts_at=starts_at, seats=seats),
        room_of(offering, "ห้อง ข", starts_at=starts_at, seats=seats),
    )
