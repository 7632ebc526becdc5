"""Invented indicators and figures."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from mueang.apps.indicators.actions import Figure
from mueang.apps.indicators.enums import Level, Method
from mueang.apps.indicators.models import Indicator
from mueang.methods.thai import calendar_year


def indicator(city: Any = None, **changes: Any) -> Indicator:
    number = Indicator.objects.count() + 1
    words = {
        "code": f"invented-{number}",
        "name_th": f"ตัวชี้วัดสมมติ {number}",
        "name_en": f"Invented indicator {number}",
        "definition_th": "นับสิ่งที่สมมติขึ้น",
        "definition_en": "Counts what is invented",
        "unit": "percent",
        "capture": "data",
        "better": "higher",
    }
    return Indicator.objects.create(city=city, **words | changes)


def figure(row: Indicator, **changes: Any) -> Figure:
    said: dict[str, Any] = {
        "indicator": row,
        "level": Level.CITY,
        "period": calendar_year(2023),
        "value": Decimal("61.5"),
        "source": "สำนักงานสมมติ",
        "method": Method.REGISTER,
    }
    return Figure(**said | changes)
