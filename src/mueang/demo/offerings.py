"""Offerings with all that real ones have: conditions, a timetable, a called-off session, a picture, what is stale."""

from __future__ import annotations

import io
from datetime import date, time, timedelta

from mueang.apps.catalog.actions import (
    add_photo,
    cancel_session,
    change_offering,
    close_days,
    open_offering,
    publish_offering,
    save_template,
    set_timetable,
    verify_offering,
)
from mueang.apps.catalog.models import Offering, Program, Session
from mueang.apps.catalog.queries.timetables import Rhythm
from mueang.apps.catalog.queries.wording import words_of_cancelled_session
from mueang.demo.city import Demo
from mueang.methods.recurrence import weekly_rule

_STALE_DAYS = 150
_PICTURE = (960, 640)
_KIT = [
    {"name_th": "ผ้ากันเปื้อน", "name_en": "An apron", "source": "bring", "cost_satang": 0},
    {"name_th": "ผ้าขาวและสีย้อม", "name_en": "White cloth and dyes", "source": "provided", "cost_satang": 0},
    {"name_th": "ผ้าผืนเพิ่ม", "name_en": "One more cloth", "source": "buy", "cost_satang": 6_000},
]


def enrich_offerings(demo: Demo) -> None:
    """One of each, on offerings that are there already, and a weekly club that lies ahead with its holidays."""
    first, second, third, *_rest = Offering.objects.filter(city=demo.city).upcoming(demo.today).order_by("pk")
    _give_conditions(demo, first)
    add_photo(
        offering=first,
        data=invented_pattern(),
        alt_th="ลายผ้าสมมติ สีครามและส้ม วาดด้วยโปรแกรม",
        alt_en="An invented cloth pattern in indigo and orange, drawn by the program",
        credit="ภาพสมมติ",
        actor=demo.manager,
    )
    save_template(offering=first, actor=demo.manager)
    _call_one_session_off(demo, second)
    verify_offering(offering=third, on=demo.today - timedelta(days=_STALE_DAYS), actor=demo.manager)
    close_days(
        city=demo.city,
        first_on=demo.today + timedelta(days=30),
        last_on=demo.today + timedelta(days=31),
        name_th="วันปิดของเมือง (สมมติ)",
        name_en="Days the city is closed (invented)",
        actor=demo.manager,
    )
    _open_club(demo, first.program)


def _give_conditions(demo: Demo, offering: Offering) -> None:
    change_offering(
        offering=offering,
        actor=demo.manager,
        reserved_seats={"low_income": 2, "neighbourhood": 2},
        fee_waivers={"low_income": 0} if offering.cost_satang else {},
        waiver_how_th="แจ้งเจ้าหน้าที่ตอนสมัคร ไม่ต้องใช้เอกสาร (สมมติ)",
        waiver_how_en="Tell the office when you join; no papers are needed (invented)",
        accessibility=["wheelchair", "easy_words"],
        kit=_KIT,
    )


def _call_one_session_off(demo: Demo, offering: Offering) -> None:
    last = offering.sessions.planned().latest("starts_at")
    reason = "ฝนตกหนัก (สมมติ)"
    session = Session.objects.select_related("offering__program", "offering__place", "place").get(pk=last.pk)
    cancel_session(
        session=session,
        reason=reason,
        words=words_of_cancelled_session(session, reason=reason, request_key="demo-called-off"),
        actor=demo.manager,
    )


def _open_club(demo: Demo, program: Program) -> None:
    """Every other week for half a year, so that holidays stand crossed out in its timetable."""
    start = demo.today + timedelta(days=20)
    offering = open_offering(
        program=program,
        place=demo.places["learning-park"],
        seats=24,
        starts_on=start,
        ends_on=start,
        owner=demo.users["keeper"],
        actor=demo.manager,
        delivery="hybrid",
        online_url="https://meet.example.test/invented-room",
        is_invented=True,
    )
    set_timetable(offering=offering, rhythm=_every_other_week(start), actor=demo.manager)
    publish_offering(offering=offering, actor=demo.manager)


def _every_other_week(start: date) -> Rhythm:
    return Rhythm(weekly_rule(["SA", "SU"], every=2, count=12), start, time(9), time(11))


def invented_pattern() -> bytes:
    """A drawn cloth, so that nobody real is in the picture."""
    from PIL import Image, ImageDraw  # only the demo draws

    picture = Image.new("RGB", _PICTURE, "#1f2f6b")
    pen = ImageDraw.Draw(picture)
    for x in range(0, _PICTURE[0], 120):
        for y in range(0, _PICTURE[1], 120):
            pen.ellipse((x + 20, y + 20, x + 100, y + 100), outline="#f0a63a", width=8)
            pen.line((x, y + 60, x + 120, y + 60), fill="#e9e2d0", width=4)
    written = io.BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()
