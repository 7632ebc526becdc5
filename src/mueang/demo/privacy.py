"""The desk of data protection: texts, requests, breaches, a rule of keeping and an agreement; all invented."""

from __future__ import annotations

from datetime import datetime, timedelta

from mueang.apps.accounts.actions import open_account
from mueang.apps.accounts.enums import Role
from mueang.apps.people.actions import open_data_request
from mueang.apps.people.enums import Purpose
from mueang.apps.places.actions import give_role
from mueang.apps.privacy.actions.breaches import add_breach_step, close_breach, open_breach
from mueang.apps.privacy.actions.notices import publish_text
from mueang.apps.privacy.actions.requests import answer_request
from mueang.apps.privacy.actions.research import open_export
from mueang.apps.privacy.actions.retention import set_rule
from mueang.apps.privacy.enums.keeping import keeping_of
from mueang.demo.city import Demo
from mueang.demo.sign_ins import PASSWORD

TEXTS = {
    Purpose.LEARNING: (
        "เทศบาลเก็บชื่อ โทรศัพท์ และวันเกิด (เมื่อกิจกรรมจำกัดอายุ) เพื่อจัดกิจกรรม แจ้งการเปลี่ยนแปลง และออกหลักฐานการเรียน\n\n"
        "ผู้ดูแลและผู้สอนของกิจกรรมนั้นเท่านั้นที่เห็น ท่านถอนความยินยอมได้ทุกเมื่อที่หน้า “ข้อมูลของฉัน” หรือที่เทศบาล",
        "The municipality keeps a name, a telephone number and, where an activity has an age limit, a birth date: to "
        "run the activity, to tell about changes and to give proof of learning.\n\nOnly the keeper and the instructor "
        "of that activity see them. You may take your agreement back at any time under “My data” or at the office.",
    ),
    Purpose.CONTACT: (
        "เทศบาลส่งข่าวกิจกรรมใหม่ตามความสนใจที่ท่านเลือก เลิกรับได้ด้วยการกดครั้งเดียวในทุกข้อความ",
        "The municipality tells you of new activities you may like. One press in every message ends it.",
    ),
    Purpose.PHOTO: (
        "ภาพกิจกรรมที่เห็นท่านหรือบุตรหลานใช้ในหน้าเว็บและรายงานของเทศบาลเท่านั้น",
        "Pictures in which you or your child can be seen are used on the municipality's pages and reports only.",
    ),
    Purpose.FACE: (
        "ภาพใบหน้าขนาดเล็กแสดงข้างชื่อในใบเช็กชื่อของกิจกรรมที่ท่านหรือบุตรหลานเข้าร่วม มีเพียงผู้เช็กชื่อและเจ้าหน้าที่ของกิจกรรมนั้นที่เห็น "
        "ภาพถูกลบเมื่อกิจกรรมสิ้นสุดหรือเมื่อท่านถอนความยินยอม",
        "A small picture of your or your child's face stands beside the name on the rolls of one's activities. Only "
        "those who take the roll see it; it is deleted when the activities end, or when you take your consent back.",
    ),
}


def add_privacy(demo: Demo, *, now: datetime) -> None:
    """Something true to show on every page of the desk; `privacy` signs in as its officer."""
    officer = open_account(username="privacy", display_name="เจ้าหน้าที่คุ้มครองข้อมูล (สาธิต)", password=PASSWORD)
    give_role(user=officer, role=Role.PRIVACY_OFFICER, city=demo.city, at=demo.city, actor=demo.manager)
    for purpose, (text_th, text_en) in TEXTS.items():
        publish_text(
            city=demo.city, purpose=purpose, version="2026-01", text_th=text_th, text_en=text_en, actor=demo.manager
        )
    publish_text(
        city=demo.city,
        purpose=Purpose.CONTACT,
        version="2026-02",
        text_th=f"{TEXTS[Purpose.CONTACT][0]} ส่งทาง LINE ด้วย",
        what_changed="ส่งทาง LINE ด้วย",
        asks_again=True,
        actor=demo.manager,
    )
    _add_requests(demo)
    _add_breaches(demo, now=now)
    keeping = keeping_of("enrollment.Apology")
    if keeping:
        days = {"days": keeping.days, "seen_days": keeping.days}
        set_rule(city=demo.city, keeping=keeping, is_on=True, actor=demo.manager, **days)
    open_export(
        city=demo.city,
        title="ผู้ใหญ่กลับมาเรียนรู้เมื่อใด (สมมติ)",
        purpose="ศึกษาช่วงอายุและสาขาของผู้ที่เรียนจบ",
        researcher="ดร. สมมติ ตัวอย่าง",
        institution="มหาวิทยาลัยสมมติ",
        agreement="บันทึกข้อตกลง 1/2569 (สมมติ)",
        ends_on=demo.today + timedelta(days=365),
        tables=["learners", "seats"],
        actor=demo.manager,
    )


def _add_requests(demo: Demo) -> None:
    """One due soon, one new, one answered, one refused."""
    asked = zip(demo.adults[-4:], ("access", "correction", "access", "objection"), (25, 1, 20, 12), strict=False)
    rows = [
        open_data_request(
            person=person,
            kind=kind,
            received_on=demo.today - timedelta(days=days),
            known_by="เห็นบัตรประชาชน",
            actor=demo.manager,
        )
        for person, kind, days in asked
    ]
    answer_request(request=rows[2], outcome="granted", answer="มอบสำเนาที่เทศบาลแล้ว", actor=demo.manager)
    said = {"refusal": "law", "answer": "ต้องเก็บชั่วโมงเรียนตามระเบียบ แจ้งสิทธิร้องเรียนแล้ว"}
    answer_request(request=rows[3], outcome="refused", actor=demo.manager, **said)


def _add_breaches(demo: Demo, *, now: datetime) -> None:
    """One that runs, one that is over."""
    over = open_breach(
        city=demo.city,
        kind="availability",
        risk="none",
        what="เครื่องที่ใช้เช็กชื่อเสียหนึ่งวัน ข้อมูลไม่หาย (สมมติ)",
        data_kinds="การมาเรียน",
        n_people=0,
        known_at=now - timedelta(days=40),
        actor=demo.manager,
    )
    close_breach(breach=over, lesson="มีเครื่องสำรองที่ห้องธุรการ", actor=demo.manager)
    runs = open_breach(
        city=demo.city,
        kind="confidentiality",
        risk="risk",
        what="ส่งบัญชีรายชื่อกิจกรรมให้ผู้รับผิดกลุ่ม LINE ลบข้อความแล้วภายในสิบนาที (สมมติ)",
        data_kinds="ชื่อและโทรศัพท์",
        n_people=14,
        happened_at=now - timedelta(hours=31),
        known_at=now - timedelta(hours=30),
        actor=demo.manager,
    )
    words = "ลบข้อความและขอให้ผู้รับยืนยันว่าลบแล้ว"
    at = now - timedelta(hours=29)
    add_breach_step(breach=runs, kind="contained", words=words, at=at, actor=demo.manager)
