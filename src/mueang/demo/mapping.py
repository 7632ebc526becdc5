"""A mapping day that is open: two volunteers joined, and what they found waits for the officer."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from mueang.apps.heritage.actions import join_day, open_day, take_findings
from mueang.apps.heritage.actions.mapping import Found
from mueang.demo.city import Demo
from mueang.demo.heritage_pictures import drawn

FOUND: tuple[dict[str, object], ...] = (
    {"category": "food", "name": "ข้าวยำสมุนไพรบ้านริมคลอง", "story": "ยายสมมติเล่าว่าใส่ใบพาโหมกับดอกดาหลา ทำกินกันวันศุกร์",
     "season": "ดาหลาออกดอกเมษายนถึงสิงหาคม", "season_from": 4, "season_to": 8, "ingredients": "ข้าว ใบพาโหม ดาหลา น้ำบูดู",
     "where": "ปากซอยริมคลอง", "permission": "open", "holder_name": "ยายดาหลา สมมติ", "holder_age": "75_up",
     "willingness": "with_helper", "may_name": True},
    {"category": "folk_literature", "name": "บทกล่อมเด็กสองภาษา", "story": "ร้องสลับไทยกับมลายู เหลือคนร้องได้จบสองคน",
     "where": "บ้านท้ายซอย", "permission": "city"},
    {"category": "rituals", "name": "การขอฝนของบ้านเดิม", "story": "เจ้าของขอให้จดไว้ ไม่ให้เผยแพร่", "permission": "sacred"},
)  # fmt: skip


def add_mapping_day(demo: Demo, *, now: datetime) -> None:
    """The day, its passes, and three findings; one telephone sent a drawing along."""
    day = open_day(
        city=demo.city,
        name="วันทำแผนที่ชุมชนตลาดเก่า (สมมติ)",
        held_on=demo.today,
        n_passes=6,
        meet_at="โถงตลาดเก่า 08:30 น.",
        actor=demo.manager,
    )
    for number, name in ((1, "น้องฟ้า (สมมติ)"), (2, "ลุงชัย (สมมติ)")):
        join_day(key=day.passes.get(number=number).key, name=name)
    first = day.passes.get(number=1)
    spot = {"latitude": round(demo.city.latitude + 0.004, 6), "longitude": round(demo.city.longitude - 0.003, 6)}
    findings = [
        Found(
            uuid=UUID(int=number + 1, version=4),
            made_at=now - timedelta(minutes=50 - 10 * number),
            said={**said, **({**spot, "alt": "ภาพวาดสมมติ: จานข้าวยำ"} if number == 0 else {})},
            photo=drawn("nasi-kerabu") if number == 0 else b"",
        )
        for number, said in enumerate(FOUND)
    ]
    take_findings(one=first, findings=findings, sent_at=now)
