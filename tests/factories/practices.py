"""Practices of invented cities, and a manager who may plan for the other city."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from mueang.apps.indicators.enums import Level, Method
from mueang.apps.indicators.models import Indicator, Observation
from mueang.apps.network.models import City
from mueang.apps.practices.actions import publish_practice, send_practice, write_practice
from mueang.apps.practices.models import Practice

WORDS: dict[str, Any] = {
    "title_th": "ตลาดนัดครูภูมิปัญญาสมมติ",
    "title_en": "Invented market of local teachers",
    "what_th": "เปิดแผงให้ผู้รู้สอนหน้าตลาดทุกวันเสาร์",
    "for_whom_th": "คนทำงานกะดึก",
    "result_th": "มีผู้เรียนจบแล้วไปสอนต่อ",
    "started_on": date(2024, 10, 1),
    "cost_satang": 3_000_000,
    "n_people": 60,
    "hours": 240,
}


def a_draft(cast: Any, **words: Any) -> Practice:
    return write_practice(city=cast.city, actor=cast.manager, **{**WORDS, **words})


def a_practice(cast: Any, **words: Any) -> Practice:
    """A published one: written by the manager, checked by the City Unit."""
    row = send_practice(practice=a_draft(cast, **words), actor=cast.manager)
    return publish_practice(practice=row, actor=cast.unit_officer)


def a_figure(city: City, row: Indicator, year: int = 2023, value: int = 61, **changes: Any) -> Observation:
    """A standing figure of a whole year."""
    said = {"level": Level.CITY, "source": "สำนักงานสมมติ", "method": Method.REGISTER, "recorded_at": timezone.now()}
    days = {"period_from": date(year, 1, 1), "period_to": date(year, 12, 31)}
    return Observation.objects.create(city=city, indicator=row, value=value, **{**said, **days, **changes})
