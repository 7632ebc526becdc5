"""Invented cities beside the demo city, so that there is something to compare with; one of them cannot be compared."""

from __future__ import annotations

import math
from datetime import datetime
from decimal import Decimal

from mueang.apps.indicators.actions import Figure, share_figures
from mueang.apps.indicators.actions.observations import write_figures
from mueang.apps.indicators.enums import Level, Method
from mueang.apps.indicators.models import Indicator
from mueang.apps.network.actions import open_city
from mueang.apps.network.enums import CityKind
from mueang.demo.city import Demo
from mueang.methods.thai import calendar_year, fiscal_year, school_year

SOURCE = "ตัวเลขสมมุติเพื่อการสาธิต ไม่ใช่ตัวเลขของเมืองจริง"
# Code of the district, kind, address, names, where it stands beside the demo city, completeness, years since.
SISTERS = (
    ("9201", CityKind.CITY_MUNICIPALITY, "trang", "เมืองตรัง (สาธิต)", "Trang (demonstration)", 5, 96, 1),
    ("5101", CityKind.TOWN_MUNICIPALITY, "lamphun", "เมืองลำพูน (สาธิต)", "Lamphun (demonstration)", 9, 91, 1),
    ("4101", CityKind.CITY_MUNICIPALITY, "udon", "เมืองอุดรธานี (สาธิต)", "Udon Thani (demonstration)", -4, 88, 1),
    ("9011", CityKind.CITY_MUNICIPALITY, "hatyai", "เมืองหาดใหญ่ (สาธิต)", "Hat Yai (demonstration)", 2, 55, 1),
    ("4001", CityKind.CITY_MUNICIPALITY, "khonkaen", "เมืองขอนแก่น (สาธิต)", "Khon Kaen (demonstration)", 7, 94, 3),
)
# Code, middle, how far the cities lie apart, which period.
COMPARED = (
    ("early-childhood", 74.0, 6.0, school_year),
    ("learning-spend", 7.1, 1.9, fiscal_year),
    ("public-events", 9.0, 4.0, calendar_year),
    ("internet-users", 86.0, 3.0, calendar_year),
    ("adult-learning", 22.0, 5.0, calendar_year),
    ("youth-neet", 15.0, 3.0, calendar_year),
)


def add_sister_cities(demo: Demo, indicators: dict[str, Indicator], *, now: datetime) -> None:
    """Each with figures of one year; the last is behind, and one counted too little."""
    share_figures(city=demo.city, is_shared=True, actor=demo.manager, now=now)
    for number, (code, kind, slug, name_th, name_en, lead, completeness, years_ago) in enumerate(SISTERS):
        city = open_city(
            code=code, kind=kind, slug=slug, name_th=name_th, name_en=name_en, is_invented=True, actor=None
        )
        figures = [
            Figure(
                indicator=indicators[measured],
                level=Level.CITY,
                period=period(demo.today.year - years_ago),
                value=Decimal(str(round(middle + lead * apart / 10 + apart * math.sin(3 * number + place), 1))),
                source=SOURCE,
                method=Method.REGISTER,
                completeness_percent=completeness,
            )
            for place, (measured, middle, apart, period) in enumerate(COMPARED)
        ]
        write_figures(city=city, figures=figures, actor=None, now=now)
        share_figures(city=city, is_shared=True, actor=None, now=now)
