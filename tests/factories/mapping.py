"""Mapping days, their passes and what a telephone sends; all of it invented."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from django.utils import timezone

from mueang.apps.heritage.actions import join_day, open_day
from mueang.apps.heritage.models import Finding, MappingDay, MappingPass


def a_day(cast: Any, *, n_passes: int = 2, **facts: Any) -> MappingDay:
    return open_day(
        city=cast.city, name="วันทำแผนที่สมมติ", held_on=date(2026, 11, 28), n_passes=n_passes, actor=cast.officer, **facts
    )


def joined(day: MappingDay, number: int = 1) -> tuple[MappingPass, str]:
    """A volunteer's pass, and the secret their telephone shows."""
    one = day.passes.get(number=number)
    secret = join_day(key=one.key, name="น้องสมมติ")
    one.refresh_from_db()
    return one, secret


def sent(**said: Any) -> dict[str, Any]:
    """One finding as the page sends it."""
    return {
        "uuid": str(uuid4()),
        "category": "food",
        "name": "ขนมสมมติ",
        "story": "เล่าโดยผู้เฒ่าสมมติ",
        "season_from": "5",
        "season_to": "8",
        "latitude": 6.541,
        "longitude": 101.28,
        "agreed": True,
        "holder_name": "ยายถือสูตรสมมติ",
        "holder_phone": "0810000000",
        "holder_age": "75_up",
        "willingness": "willing",
        "may_name": True,
        "permission": "open",
        "made_at": timezone.now().isoformat(),
        **said,
    }


def body(one: MappingPass, *items: dict[str, Any]) -> dict[str, Any]:
    return {"owner": str(one.uuid), "device": str(uuid4()), "sent_at": timezone.now().isoformat(), "items": list(items)}


def a_finding(one: MappingPass, **facts: Any) -> Finding:
    said = {"category": "food", "name": "ขนมสมมติ", "permission": "open", "holder_name": "ยายถือสูตรสมมติ", **facts}
    now = timezone.now()
    return Finding.objects.create(uuid=uuid4(), day=one.day, by=one, made_at=now, received_at=now, **said)
