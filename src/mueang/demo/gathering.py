"""A forum to come: three days, three rooms at a time, invented speakers, and participants who chose their rooms."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import cycle
from uuid import UUID

from django.utils import timezone
from PIL import Image, ImageDraw

from mueang.apps.audit.actions import recorded_together
from mueang.apps.catalog.actions import open_offering, open_program, plan_sessions, publish_offering
from mueang.apps.catalog.enums import Mode
from mueang.apps.catalog.models import Offering, Session
from mueang.apps.catalog.queries import PlannedSession
from mueang.apps.enrollment.actions import choose_room, enrol_persons, give_tickets
from mueang.apps.enrollment.enums import Via
from mueang.apps.enrollment.errors import RoomFull
from mueang.apps.enrollment.models import Enrollment
from mueang.apps.forums.actions import SpeakerWords, add_speaker, open_forum
from mueang.apps.people.enums import Purpose
from mueang.demo.city import Demo

DAYS_AHEAD, N_PEOPLE, N_CHOSEN = 6, 60, 3
SEATS, ROOM_SEATS = 120, (40, 25, 20)
ROOMS = (("ห้องพิกุล", "Pikul Room"), ("ห้องบุหงา", "Bunga Room"), ("ห้องลายผ้า", "Textile Room"))
HALL = ("ห้องประชุมใหญ่", "Main Hall")
# The plenary of each morning, then three rooms at a time, morning and afternoon.
OPENINGS = (
    ("เปิดเวที: เมืองที่ทุกคนได้เรียนรู้", "Opening: a city in which everybody learns"),
    ("ใครยังไม่ได้เรียน และเราจะไปหาเขาอย่างไร", "Who is left out, and how we reach them"),
    ("จากเวทีสู่แผนหนึ่งปีของเมือง", "From the forum to a plan for the year"),
)
TOPICS = (
    ("ทำแผนที่แหล่งเรียนรู้ด้วยมือถือ", "Mapping learning places with a phone"),
    ("ถ่ายทอดภูมิปัญญาให้คนรุ่นใหม่", "Passing local know-how on"),
    ("เช็กชื่อและชั่วโมงเรียนรู้โดยไม่ใช้กระดาษ", "Rolls and hours without paper"),
    ("ชวนเด็กกลับมาเรียนทีละคน", "Bringing children back one by one"),
    ("ตัวเลขที่นายกเทศมนตรีเชื่อได้", "Numbers a mayor can trust"),
    ("ตลาดเป็นห้องเรียน", "The market as a classroom"),
)
# Name, position in Thai and English, and what they agreed to.
SPEAKERS = (
    ("นาง สมมติ ลายผ้า", "ครูช่างทอผ้า (สมมติ)", "Master weaver (invented)", (Purpose.PUBLIC_NAME, Purpose.PHOTO)),
    ("นาย ตัวอย่าง เมืองใต้", "ปลัดเทศบาล (สมมติ)", "Municipal clerk (invented)", (Purpose.PUBLIC_NAME,)),
    ("ผศ.ดร. สมมติ ศึกษา", "อาจารย์มหาวิทยาลัยสาธิต (สมมติ)", "University lecturer (invented)", (Purpose.PUBLIC_NAME,)),
    ("นางสาว ไม่ออกนาม สมมติ", "อาสาสมัคร (สมมติ)", "Volunteer (invented)", ()),
)


def add_gathering(demo: Demo, *, now: datetime) -> Offering:
    """Prepared as an office would: activity, rooms, speakers, tickets, choices."""
    program = open_program(
        city=demo.city,
        name_th="เวทีเมืองแห่งการเรียนรู้ 3 วัน (สาธิต)",
        name_en="Learning City Forum, three days (demonstration)",
        summary_th="ฟังจากคนที่ลงมือทำ เลือกห้องที่สนใจ แล้วกลับไปวางแผนเมืองของตนเอง",
        summary_en="Hear from people who do it, choose your rooms, and go home with a plan.",
        interests=("city",),
        actor=demo.manager,
        lecture_minutes=270,
        lab_minutes=540,
        required_minutes=600,
    )
    first = demo.today + timedelta(days=DAYS_AHEAD)
    offering = open_offering(
        program=program,
        place=demo.places["learning-park"],
        seats=SEATS,
        starts_on=first,
        ends_on=first + timedelta(days=2),
        owner=demo.manager,
        actor=demo.manager,
        age_min=18,
        contact="โทร. 073-000-000 (สมมติ)",
        is_invented=True,
    )
    sessions = plan_sessions(offering=offering, plan=list(_plan(first)), actor=demo.manager)
    offering = publish_offering(offering=offering, actor=demo.manager)
    forum = open_forum(offering=offering, actor=demo.manager, now=now)
    speaking = cycle(SPEAKERS)
    by_speaker: dict[str, list[UUID]] = {}
    for session in sessions:
        by_speaker.setdefault(next(speaking)[0], []).append(session.uuid)
    for name, position_th, position_en, agreed in SPEAKERS:
        add_speaker(
            forum=forum,
            name=name,
            words=SpeakerWords(position_th=position_th, position_en=position_en, about_th="", about_en=""),
            sessions=by_speaker[name],
            agreed=agreed,
            picture=_face() if Purpose.PHOTO in agreed else b"",
            actor=demo.manager,
        )
    _seat(demo, offering, sessions, now=now)
    return offering


def _plan(first: date) -> Iterator[PlannedSession]:
    topics = cycle(TOPICS)
    for number, (opening_th, opening_en) in enumerate(OPENINGS):
        day = first + timedelta(days=number)
        at = timezone.make_aware(datetime.combine(day, time(9)))
        end = at + timedelta(minutes=90)
        yield PlannedSession(at, end, Mode.LECTURE, opening_th, opening_en, room_th=HALL[0], room_en=HALL[1])
        for start in (time(10, 45), time(13, 30)):
            at = timezone.make_aware(datetime.combine(day, start))
            for (room_th, room_en), seats in zip(ROOMS, ROOM_SEATS, strict=True):
                topic_th, topic_en = next(topics)
                end = at + timedelta(minutes=90)
                yield PlannedSession(
                    at, end, Mode.LAB, topic_th, topic_en, room_th=room_th, room_en=room_en, seats=seats
                )


def _seat(demo: Demo, offering: Offering, sessions: list[Session], *, now: datetime) -> None:
    """Two of three have chosen for the first days; a room that is full sends them to the next."""
    with recorded_together():
        persons = demo.adults[-N_PEOPLE:]
        exception = "เวทีประชุม (สาธิต)"
        enrol_persons(
            offering=offering, persons=persons, via=Via.OFFICER, actor=demo.manager, exception=exception, now=now
        )
        give_tickets(offering=offering, actor=demo.manager)
        rooms = [one for one in sessions if one.is_chosen]
        slots = [rooms[place : place + len(ROOMS)] for place in range(0, len(rooms), len(ROOMS))]
        for number, enrollment in enumerate(Enrollment.objects.filter(offering=offering).order_by("pk")):
            for slot in slots[:N_CHOSEN] if number % 3 else ():
                for room in (*slot[number // 3 % len(slot) :], *slot):
                    try:
                        choose_room(enrollment=enrollment, session=room.uuid, actor=None, now=now)
                    except RoomFull:
                        continue
                    break


def _face() -> bytes:
    """A drawing, and of nobody."""
    picture = Image.new("RGB", (480, 480), "#27408b")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((150, 90, 330, 270), fill="#f2b134")
    draw.pieslice((70, 260, 410, 620), 180, 360, fill="#f2b134")
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
