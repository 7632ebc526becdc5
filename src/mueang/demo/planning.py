"""Who lives where in the demo: invented counts on real sub-districts, and said to be so."""

from __future__ import annotations

from datetime import timedelta

from mueang.apps.planning.actions import ResidentsLine, set_residents
from mueang.demo.city import Demo

SOURCE = "ตัวเลขสมมติเพื่อการสาธิต ไม่ใช่จำนวนประชากรจริง"
# Thousands of people and per cent in poor households, by the code of the sub-district; one is left uncounted.
INVENTED = {
    "950101": (61.0, 12),
    "950102": (8.5, 31),
    "950103": (6.2, 28),
    "950104": (5.1, 35),
    "950106": (6.6, 22),
    "950108": (9.8, 18),
    "950109": (7.4, 33),
    "950110": (4.0, 30),
    "950111": (5.9, 38),
    "950112": (3.6, 41),
    "950114": (5.5, 26),
    "950115": (7.2, 44),
    "950116": (44.0, 15),
}
SHARES = {"small": 0.09, "pupils": 0.14, "youth": 0.15, "adults": 0.46, "older": 0.16}


def add_residents(demo: Demo) -> None:
    """The counts, as of half a year ago."""
    lines = [
        ResidentsLine(
            code=code,
            deprivation_percent=need,
            **{group: round(1000 * thousands * share) for group, share in SHARES.items()},
        )
        for code, (thousands, need) in INVENTED.items()
    ]
    counted_on = demo.today - timedelta(days=180)
    set_residents(city=demo.city, lines=lines, counted_on=counted_on, source=SOURCE, actor=demo.manager)
