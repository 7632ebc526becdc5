"""Practices of the demo city and of an invented sister city: checked, asked about, taken up, and what came of it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from mueang.apps.accounts.actions import grant_role, open_account
from mueang.apps.accounts.enums import Role, ScopeKind
from mueang.apps.accounts.models import User
from mueang.apps.indicators.models import Indicator
from mueang.apps.network.models import City
from mueang.apps.plans.queries import budget_year_of
from mueang.apps.practices.actions import (
    PracticeWords,
    adopt_practice,
    agree_to_twin,
    answer_question,
    ask_question,
    ask_to_be_twins,
    publish_practice,
    report_adoption,
    send_practice,
    write_practice,
)
from mueang.apps.practices.models import Practice
from mueang.demo.city import Demo
from mueang.demo.sign_ins import PASSWORD

MARKET: PracticeWords = {
    "title_th": "ตลาดครูภูมิปัญญา เช้าวันเสาร์ (สมมติ)",
    "title_en": "Saturday market of local teachers (invented)",
    "why_th": "ผู้รู้ในชุมชนมีมาก แต่คนทำงานหกวันไม่มีเวลาไปหาถึงบ้าน",
    "why_en": "Many hold local know-how, but people who work six days cannot visit them at home.",
    "what_th": "1. สำรวจผู้รู้จากวันทำแผนที่ชุมชน\n2. จัดแผงสอนหน้าตลาดเก่าสัปดาห์ละ 4 แผง\n3. เรียนครั้งละ 45 นาที นับชั่วโมงสะสม",
    "what_en": "1. Find holders on a mapping day.\n2. Four stalls a week.\n3. Forty-five minutes each; hours add up.",
    "for_whom_th": "คนทำงานและพ่อค้าแม่ค้าในตลาด",
    "for_whom_en": "Working people and market traders",
    "result_th": "มีผู้เรียน 96 คนในหนึ่งปี เก้าคนสอนต่อได้เอง ผู้รู้สองรายมีผู้สืบทอดแล้ว",
    "result_en": "96 learners in a year; nine now teach it themselves; two holders have found a successor.",
    "hard_th": "หน้าฝนแผงสอนเปียก ต้องย้ายเข้าโถงชั้นสอง และครูบางท่านไม่ถนัดไมโครโฟน",
    "hard_en": "Stalls got wet in the rains and moved upstairs; some teachers disliked the microphone.",
    "cost_satang": 18_400_000,
    "hours": 620,
    "n_people": 96,
    "is_invented": True,
}
BUS: PracticeWords = {
    "title_th": "รถห้องสมุดรับนักเรียนกลับบ้าน (สมมติ)",
    "title_en": "The library bus that takes pupils home (invented)",
    "what_th": "รถห้องสมุดวิ่งตามรอบรถนักเรียน เด็กอ่านและทำการบ้านบนรถ",
    "what_en": "A library bus runs on the school round: children read and do homework on board.",
    "for_whom_th": "นักเรียนบ้านไกลที่รอผู้ปกครอง",
    "for_whom_en": "Pupils from far away who wait for their parents",
    "result_th": "มีเด็กใช้ประจำ 41 คน ยืมหนังสือคนละสองเล่มต่อสัปดาห์",
    "result_en": "41 children ride regularly and borrow two books a week each.",
    "cost_satang": 24_000_000,
    "n_people": 41,
    "is_invented": True,
}


def add_practices(demo: Demo, *, now: datetime) -> None:
    """One practice of each city; Trang asks about the market, takes it up and says what came of it."""
    trang = City.objects.get(slug="trang")
    theirs = open_account(username="trang", display_name="ผู้จัดการเมืองตรัง (สมมติ)", password=PASSWORD)
    grant_role(user=theirs, role=Role.CITY_MANAGER, scope_kind=ScopeKind.CITY, scope=trang.uuid, actor=None)
    began = date(demo.today.year - 1, 1, 6)
    market = _published(demo, demo.city, MARKET, by=demo.manager, began=began)
    _published(demo, trang, BUS, by=theirs, began=began)
    asked = ask_question(practice=market, city=trang, words="ให้ค่าตอบแทนผู้รู้อย่างไร", actor=theirs)
    answer_question(question=asked, answer="ครั้งละ 400 บาท จากงบเทศบาลและกองทุนตลาด", actor=demo.manager)
    starts_on = (now - timedelta(days=20)).date()
    adoption = adopt_practice(
        practice=market,
        city=trang,
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=60),
        year=budget_year_of(starts_on),
        changes="จัดวันอาทิตย์ที่ถนนคนเดิน",
        actor=theirs,
    )
    report_adoption(adoption=adoption, came="too_early", report="จัดแล้วสองครั้ง ยังนับผลไม่ได้", actor=theirs)
    twin = ask_to_be_twins(city=trang, other=demo.city, about="ตลาดครูภูมิปัญญา", actor=theirs)
    agree_to_twin(twin=twin, actor=demo.manager)


def _published(demo: Demo, city: City, words: PracticeWords, *, by: User, began: date) -> Practice:
    own = city == demo.city
    said: PracticeWords = {**words, "started_on": began}
    row = write_practice(
        city=city,
        actor=by,
        heritage=[demo.heritage["nasi-kerabu"], demo.heritage["pelangi-cloth"]] if own else [],
        indicators=Indicator.objects.filter(code__in=["adult-learning", "public-events"]),
        **said,
    )
    row = send_practice(practice=row, actor=by)
    return publish_practice(practice=row, actor=demo.users["unit"])
