"""A steering committee of the demo city: a meeting held and minuted, one to come, and what was decided."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils import timezone

from mueang.apps.committees.actions import (
    add_point,
    call_meeting,
    decide,
    found_committee,
    invite_members,
    mark_attendance,
    seat_member,
    write_minutes,
)
from mueang.apps.committees.enums import Presence, Seat, Section
from mueang.apps.committees.models import Committee, Member
from mueang.demo.city import Demo

MEMBERS = (
    ("นายกเทศมนตรี (สมมติ)", "นายกเทศมนตรี", Seat.CHAIR, ""),
    ("ผู้จัดการเมือง (สาธิต)", "ผู้จัดการเมืองแห่งการเรียนรู้", Seat.SECRETARY, "manager"),
    ("เจ้าหน้าที่ (สาธิต)", "นักวิชาการศึกษา", Seat.MEMBER, "officer"),
    ("ผู้แทนภาคีตลาด (สมมติ)", "ผู้แทนสหกรณ์ตลาดเก่า", Seat.MEMBER, ""),
)


def add_committee(demo: Demo, *, now: datetime) -> None:
    manager = demo.manager
    committee = found_committee(
        city=demo.city,
        name_th="คณะกรรมการขับเคลื่อนเมืองแห่งการเรียนรู้",
        name_en="Learning City Steering Committee",
        mandate="กำหนดทิศทาง ติดตามคำมั่นของภาคี และรับรองแผนประจำปี",
        actor=manager,
    )
    members = [
        seat_member(
            committee=committee,
            name=name,
            position=position,
            seat=seat,
            user=demo.users.get(username),
            since=demo.today - timedelta(days=200),
            actor=manager,
        )
        for name, position, seat, username in MEMBERS
    ]
    _hold_first(demo, committee, members, now=now)
    _call_next(demo, committee, now=now)


def _hold_first(demo: Demo, committee: Committee, members: list[Member], *, now: datetime) -> None:
    manager, first = demo.manager, _afternoon(demo, -30)
    held = call_meeting(
        committee=committee,
        starts_at=first,
        ends_at=first + timedelta(hours=2),
        where="ห้องประชุมเทศบาล (สมมติ)",
        actor=manager,
    )
    point = add_point(meeting=held, section=Section.DECIDE, title="แผนวันสำรวจชุมชน", actor=manager)
    marks = dict.fromkeys(members[:3], Presence.CAME) | {members[3]: Presence.APOLOGY}
    mark_attendance(meeting=held, came=marks, actor=manager, now=now)
    said = {point: "ที่ประชุมเห็นชอบให้จัดวันสำรวจชุมชนร่วมกับเครือข่ายประธานชุมชน"}
    write_minutes(meeting=held, said=said, actor=manager, now=now)
    for what, owner, days in (
        ("นัดประธานชุมชนเพื่อแบ่งพื้นที่สำรวจ", "officer", 5),
        ("เสนอร่างแผนประจำปีต่อที่ประชุมครั้งหน้า", "manager", 18),
    ):
        decide(
            point=point,
            what=what,
            owner=demo.users[owner],
            due_on=demo.today + timedelta(days=days),
            actor=manager,
            now=now,
        )


def _call_next(demo: Demo, committee: Committee, *, now: datetime) -> None:
    manager, second = demo.manager, _afternoon(demo, 20)
    coming = call_meeting(
        committee=committee,
        starts_at=second,
        ends_at=second + timedelta(hours=2),
        where="อุทยานการเรียนรู้ (สาธิต)",
        actor=manager,
    )
    add_point(meeting=coming, section=Section.DECIDE, title="ร่างแผนประจำปี", actor=manager)
    invite_members(meeting=coming, actor=manager, now=now)


def _afternoon(demo: Demo, days: int) -> datetime:
    return timezone.make_aware(datetime.combine(demo.today + timedelta(days=days), time(13, 30)))
