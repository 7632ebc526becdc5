"""An invented biennial report half written by two people, and a release of the invented figures."""

from __future__ import annotations

from datetime import date, datetime

from mueang.apps.indicators.models import Observation
from mueang.apps.reports.actions import attach_figures, begin_report, publish_release, save_answer
from mueang.demo.city import Demo
from mueang.methods.thai import Period

# Who wrote what to which question; [1] stands where the first attached figure is named.
WRITTEN = (
    ("officer", "0.1", "สองปีนี้เมืองสมมุติเปิดแหล่งเรียนรู้ในชุมชนเพิ่ม และพาเด็กที่หลุดจากระบบกลับมาเรียนได้มากขึ้น "
     "จำนวนเด็กที่ยังอยู่นอกระบบลดลง [1] แต่ยังมีสี่ชุมชนที่ต้องเข้าถึงให้มากกว่านี้"),
    ("officer", "3.1", "งานเทศกาลการเรียนรู้จัดในตลาด วัด มัสยิด และอุทยานการเรียนรู้ จำนวนงานเพิ่มขึ้นทุกปี [1] "
     "ผู้สูงอายุและครอบครัวมาร่วมมากที่สุด ส่วนวัยรุ่นที่ทำงานแล้วยังมาน้อย"),
    ("manager", "4.1", "เราเริ่มจากคนที่เข้าไม่ถึง: จองที่นั่งไว้ให้ก่อน จัดรถรับส่ง และเปิดเรียนวันหยุด "
     "ตัวเลขรายชุมชนบอกว่าต้องไปที่ไหนต่อ"),
    ("manager", "6.1", "สัดส่วนงบประมาณเพื่อการเรียนรู้เพิ่มขึ้นต่อเนื่อง [1] ส่วนหนึ่งมาจากภาคีที่ให้สถานที่และวิทยากร"),
)  # fmt: skip
FIGURES = (("0.1", "children-out-of-education"), ("3.1", "public-events"), ("6.1", "learning-spend"))


def add_reports(demo: Demo, *, now: datetime) -> None:
    """Both are of the invented city, and say so on every page and in every file."""
    year = demo.today.year
    report = begin_report(
        city=demo.city,
        kind="biennial",
        title="รายงานความก้าวหน้าราย 2 ปี (เมืองสมมุติ)",
        language="th",
        period=Period(date(year - 2, 1, 1), date(year - 1, 12, 31)),
        actor=demo.users["officer"],
        now=now,
    )
    for name, question, text in WRITTEN:
        save_answer(
            report=report, question=question, language="th", text=text, version=0, actor=demo.users[name], now=now
        )
    standing = Observation.objects.standing().filter(city=demo.city, level="city").order_by("-period_to")
    for question, code in FIGURES:
        figures = list(standing.filter(indicator__code=code)[:1])
        attach_figures(report=report, question=question, observations=figures, actor=demo.users["officer"], now=now)
    publish_release(city=demo.city, change="เผยแพร่ครั้งแรก (ตัวเลขสมมุติ)", actor=demo.manager, now=now)
