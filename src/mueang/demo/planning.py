"""Who lives where in the demo, and two what-ifs: invented counts on real sub-districts, and said to be so."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from mueang.apps.planning.actions import (
    ResidentsLine,
    answer_comment,
    make_scenario,
    publish_scenario,
    send_comment,
    set_change,
    set_residents,
    show_comment,
)
from mueang.apps.planning.enums import AgeGroup, ChangeKind, Moderation, Stance, Way
from mueang.apps.planning.models import Scenario
from mueang.apps.planning.queries import Asked
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


def add_planning(demo: Demo, *, now: datetime) -> None:
    """Who lives where, and what-ifs that stand on it."""
    _add_residents(demo)
    _add_scenarios(demo, now=now)


def _add_residents(demo: Demo) -> None:
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


def _add_scenarios(demo: Demo, *, now: datetime) -> None:
    """Two what-ifs for the same question, to be compared: one new room in the west, or longer hours in the middle."""
    asked = Asked(group=AgeGroup.PUPILS, way=Way.MOTORBIKE, minutes=15)
    weekend: dict[str, Any] = {"weekdays": ["SA", "SU"], "opens_at": time(9), "closes_at": time(17)}
    west = make_scenario(
        city=demo.city,
        name="เปิดห้องเรียนรู้ทางทิศตะวันตก",
        note="สี่ตำบลทางตะวันตกยังไปไม่ถึงแหล่งเรียนรู้ใดเลย (สมมติ)",
        asked=asked,
        actor=demo.manager,
    )
    spot = demo.city.neighbourhoods.get(code="950109")
    set_change(
        scenario=west,
        kind=ChangeKind.OPENED,
        name="ห้องเรียนรู้ลำใหม่ (สมมติ)",
        latitude=spot.latitude,
        longitude=spot.longitude,
        seats=40,
        cost_satang=35_000_000,
        actor=demo.manager,
        **weekend,
    )
    longer = make_scenario(city=demo.city, name="เพิ่มที่นั่งอุทยานการเรียนรู้", asked=asked, actor=demo.manager)
    park = demo.places["learning-park"]
    change: dict[str, Any] = {"kind": ChangeKind.EXTENDED, "place": park.uuid, "seats": 200, "cost_satang": 35_000_000}
    set_change(scenario=longer, actor=demo.manager, **change)
    _publish(demo, west, now=now)


def _publish(demo: Demo, scenario: Scenario, *, now: datetime) -> None:
    """The first is shown to citizens; of three comments one is answered and one waits to be read."""
    row = publish_scenario(
        scenario=scenario,
        actor=demo.manager,
        now=now - timedelta(days=4),
        title_th="เปิดห้องเรียนรู้ทางทิศตะวันตกดีไหม (สมมติ)",
        title_en="A learning room in the west? (invented)",
        about_th="เด็กสี่ตำบลทางตะวันตกยังไปไม่ถึงแหล่งเรียนรู้ใดภายใน 15 นาที เทศบาลคิดจะเปิดห้องเรียนรู้ "
        "40 ที่นั่งที่ลำใหม่ในวันเสาร์และอาทิตย์ ท่านเห็นอย่างไร (เรื่องสมมติเพื่อการสาธิต)",
        about_en="Children of four sub-districts in the west reach no learning place within 15 minutes. The city "
        "thinks of a room with 40 seats in Lam Mai at weekends. What do you think? (Invented, to show how it works.)",
        comments_until=demo.today + timedelta(days=17),
        moderation=Moderation.BEFORE,
    )
    said = (
        (Stance.FOR, "ดีมาก ลูกจะได้ไม่ต้องข้ามสะพานไปในเมือง ขอให้เปิดหลังละหมาดเที่ยงด้วย", "แม่ของเด็กสมมติ"),
        (Stance.DOUBT, "ห่วงเรื่องรถรับส่งช่วงหน้าฝน", ""),
        (Stance.OTHER, "โรงเรียนตาดีกาว่างวันธรรมดา ใช้ร่วมกันได้ไหม", ""),
    )
    sent = [
        send_comment(publication=row, stance=stance, words=words, name=name, now=now - timedelta(hours=hours))
        for hours, (stance, words, name) in zip((70, 40, 5), said, strict=True)
    ]
    for comment in sent[:2]:
        show_comment(comment=comment, actor=demo.manager, now=now)
    answer = "วันเสาร์และอาทิตย์จะเปิดถึงห้าโมงเย็น จึงมาหลังละหมาดเที่ยงได้"
    answer_comment(comment=sent[0], answer=answer, actor=demo.manager, now=now)
