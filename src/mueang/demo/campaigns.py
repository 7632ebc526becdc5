"""Invented campaigns of the demo city: templates, a draft, and one that went out this morning."""

from __future__ import annotations

from datetime import datetime, timedelta

from mueang.apps.audit.actions import recorded_together
from mueang.apps.campaigns.actions import (
    hand_over_due,
    schedule_campaign,
    wish_news,
    write_campaign,
    write_template,
)
from mueang.apps.campaigns.queries import Segment
from mueang.apps.catalog.models import Interest, Offering
from mueang.apps.people.actions import give_consent
from mueang.apps.people.enums import LawfulBasis, Purpose, Relation
from mueang.demo.city import CONSENT_TEXT, Demo

N_WILLING = 30
INVITE = {
    "subject_th": "ชวนเรียน: {activity}",
    "subject_en": "Come and learn: {activity}",
    "body_th": "สวัสดีคุณ{name}\n{city} เปิด {activity} เริ่ม{day} ที่{place}\nอ่านเพิ่มและสมัครได้ที่ {link}",
    "body_en": "Dear {name},\n{city} opens {activity} on {day} at {place}.\nRead more and join: {link}",
    "short_th": "{activity} เริ่ม {day} {link}",
    "short_en": "{activity}, {day}: {link}",
}
CLOSED = {
    "subject_th": "แจ้งปิดแหล่งเรียนรู้ชั่วคราว",
    "subject_en": "A learning place is closed for a time",
    "body_th": "สวัสดีคุณ{name}\nแหล่งเรียนรู้ที่ท่านใช้อยู่ปิดชั่วคราวเพราะน้ำท่วม ดูกำหนดเปิดได้ที่ {link}",
    "body_en": "Dear {name},\nThe learning place you use is closed because of a flood. When it opens again: {link}",
    "short_th": "แหล่งเรียนรู้ปิดชั่วคราวเพราะน้ำท่วม {link}",
    "short_en": "",
}
MOVED = {
    "subject_th": "วันนี้ย้ายห้องเรียน",
    "subject_en": "Another room today",
    "body_th": "สวัสดีคุณ{name}\nวันนี้ {activity} ย้ายไปห้องประชุมชั้น 2 ของ{place} เวลาเดิม",
    "body_en": "Dear {name},\nToday {activity} meets on the second floor of {place}, at the usual time.",
    "short_th": "วันนี้ {activity} ย้ายไปชั้น 2 เวลาเดิม",
    "short_en": "",
}


def add_campaigns(demo: Demo, roll_call: Offering, *, now: datetime) -> None:
    """Whoever is told something is invented, and so is what they are told."""
    interests = list(Interest.objects.all()[:3])
    areas = list(demo.city.neighbourhoods.all()[:4])
    with recorded_together():
        for number, person in enumerate(demo.adults[:N_WILLING]):
            give_consent(
                person=person,
                given_by=person,
                relation=Relation.SELF,
                has_legal_authority=True,
                purpose=Purpose.CONTACT,
                lawful_basis=LawfulBasis.CONSENT,
                text_version=CONSENT_TEXT,
                actor=demo.manager,
            )
            lives = areas[number % len(areas)] if areas else None
            wish_news(person=person, interests=interests[: 1 + number % 3], neighbourhood=lives)
        write_template(city=demo.city, name="ชวนเรียนกิจกรรมใหม่", words=INVITE, actor=demo.manager)
        write_template(city=demo.city, name="ปิดแหล่งเรียนรู้ชั่วคราว", words=CLOSED, actor=demo.manager)
        draft = {**INVITE, "kind": "news", "about": roll_call, "channels": ["email", "letter", "in_app"]}
        asked = Segment(interests=tuple(one.code for one in interests[:1]))
        write_campaign(city=demo.city, values=draft, segment=asked, actor=demo.manager)
        moved = {**MOVED, "kind": "urgent", "about": roll_call, "channels": ["letter", "in_app"]}
        seated = Segment(offering=str(roll_call.uuid))
        campaign = write_campaign(city=demo.city, values=moved, segment=seated, actor=demo.manager)
        schedule_campaign(campaign=campaign, send_at=now - timedelta(minutes=5), actor=demo.manager)
    hand_over_due(now=now)
