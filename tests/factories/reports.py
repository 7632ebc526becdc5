"""Invented reports and releases."""

from __future__ import annotations

from typing import Any

from mueang.apps.reports.actions import begin_report
from mueang.apps.reports.models import Report
from mueang.methods.thai import calendar_year


def report(cast: Any, **changes: Any) -> Report:
    told: dict[str, Any] = {
        "city": cast.city,
        "kind": "brief",
        "title": "สรุปสำหรับนายกฯ (สมมติ)",
        "language": "th",
        "period": calendar_year(2023),
        "actor": cast.officer,
    }
    return begin_report(**told | changes)
