"""Plans to start from: what a learning city does in a year, told by the month of the budget year it begins in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mueang.methods.thai import fiscal_year

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone: after so many months of the budget year it is due, on the last day of a month."""

    title_th: str
    title_en: str
    month: int


@dataclass(frozen=True, slots=True)
class Draft:
    """An activity of a template, from the first day of a month to the last of another; October is month 1."""

    title_th: str
    title_en: str
    aim: str
    for_whom: str
    expected: str
    first_month: int
    last_month: int
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Template:
    code: str
    name_th: str
    name_en: str
    drafts: tuple[Draft, ...]


FIRST_YEAR = Template(
    "first-year",
    "ปีแรกของเมืองแห่งการเรียนรู้",
    "First year of a learning city",
    (
        Draft(
            "สำรวจทุนการเรียนรู้ของชุมชน",
            "Map what the communities can teach",
            "รู้ว่าใครรู้อะไร สอนได้ที่ไหน และใครสืบทอด",
            "ทุกชุมชนในเขตเทศบาล",
            "บัญชีทุนทางวัฒนธรรมและแหล่งเรียนรู้ที่เจ้าของยินยอมให้เผยแพร่",
            1,
            4,
            (
                Step("ประชุมคณะทำงานและภาคี", "Working group and partners have met", 1),
                Step("ลงพื้นที่ครบทุกชุมชน", "Every community visited", 3),
            ),
        ),
        Draft(
            "เปิดชั้นเรียนสั้นจากทุนของชุมชน",
            "Open short courses made of local capital",
            "ให้คนทุกวัยได้เรียนใกล้บ้าน",
            "ประชาชนทุกวัย โดยสำรองที่นั่งให้ผู้ที่เข้าไม่ถึงก่อน",
            "จำนวนครั้งที่จัด จำนวนผู้เรียนจบ และใบรับรองที่ออก",
            3,
            11,
            (
                Step("เปิดรับสมัครรุ่นแรก", "First round open for enrollment", 3),
                Step("ทบทวนครึ่งปีและปรับรุ่นถัดไป", "Half-year review and next round adjusted", 6),
            ),
        ),
        Draft(
            "ตามเด็กที่หลุดจากระบบกลับมาเรียน",
            "Bring children back into learning",
            "ให้เด็กได้กลับมาเรียนและอยู่ต่อ",
            "เด็กและเยาวชนที่ไม่ได้เรียน และครอบครัว",
            "จำนวนเด็กที่กลับมาเรียนต่อเนื่อง (นับเป็นจำนวนเท่านั้น)",
            1,
            12,
            (
                Step("ทีมเยี่ยมบ้านพร้อมทำงาน", "Visiting team at work", 2),
                Step("ประชุมรายกรณีครั้งแรก", "First case conference", 4),
            ),
        ),
        Draft(
            "วัดผลและเปิดเผยข้อมูลของเมือง",
            "Measure, and open the city's data",
            "ให้ประชาชนเห็นว่าช่องว่างแคบลงหรือไม่",
            "ประชาชน สภาเทศบาล และผู้ให้ทุน",
            "ตัวชี้วัดที่มีแหล่งที่มาครบ และชุดข้อมูลเปิดหนึ่งฉบับ",
            9,
            12,
            (
                Step("บันทึกตัวเลขครบทุกตัวชี้วัดหลัก", "Every main indicator has its figure", 10),
                Step("เผยแพร่ข้อมูลเปิดและรายงานประจำปี", "Open data and yearly report published", 12),
            ),
        ),
    ),
)
FESTIVAL = Template(
    "festival",
    "เทศกาลการเรียนรู้",
    "Learning festival",
    (
        Draft(
            "เทศกาลการเรียนรู้ประจำปี",
            "Yearly learning festival",
            "ให้คนทั้งเมืองได้ลองเรียนสิ่งใหม่ในสามวัน",
            "ประชาชนทุกวัย",
            "จำนวนกิจกรรมที่จัดและผู้เข้าร่วม",
            1,
            5,
            (
                Step("ตกลงสถานที่และภาคีร่วมจัด", "Places and partners agreed", 2),
                Step("ประกาศตารางกิจกรรม", "Programme announced", 3),
                Step("สรุปบทเรียนและบัญชี", "Lessons and accounts closed", 5),
            ),
        ),
    ),
)
TEMPLATES = {template.code: template for template in (FIRST_YEAR, FESTIVAL)}


def first_of(month: int, *, year: int) -> date:
    """The first day of a month of a budget year; month 1 is October.

    >>> first_of(1, year=2027).isoformat(), first_of(4, year=2027).isoformat()
    ('2026-10-01', '2027-01-01')
    """
    begins = fiscal_year(year).starts_on
    number = begins.month - 1 + month - 1
    return date(begins.year + number // MONTHS, number % MONTHS + 1, 1)


def last_of(month: int, *, year: int) -> date:
    """The last day of a month of a budget year.

    >>> last_of(12, year=2027).isoformat()
    '2027-09-30'
    """
    return date.fromordinal(first_of(month + 1, year=year).toordinal() - 1)
