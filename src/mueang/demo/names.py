"""Invented people: common given names with family names that nobody bears."""

from __future__ import annotations

import random
from datetime import date, timedelta

from mueang.apps.people.actions import NewPerson

# Common names of the region, Thai and Malay; any likeness to a living person is chance.
WOMEN = (
    "กมลา",
    "จันทร์เพ็ญ",
    "ดวงใจ",
    "นภา",
    "ปราณี",
    "พรทิพย์",
    "มาลี",
    "รัตนา",
    "วันดี",
    "สมศรี",
    "สุดา",
    "อรุณี",
    "ฟาติเมาะ",
    "ซารีนา",
    "นูรียะห์",
    "อามีเนาะ",
    "ฮาลีเมาะ",
    "รอฮานี",
    "ไซนับ",
    "มารีแย",
)
MEN = (
    "กิตติ",
    "ชัยยา",
    "ณรงค์",
    "ธนา",
    "บุญมี",
    "ประสิทธิ์",
    "พิชัย",
    "มานะ",
    "วิชัย",
    "สมชาย",
    "สุรชัย",
    "อนันต์",
    "อับดุลเลาะ",
    "มูฮัมหมัด",
    "ยูโซะ",
    "อิสมาแอ",
    "ฮาซัน",
    "มะรอนิง",
    "ซุลกิฟลี",
    "อาแว",
)
FIRST_HALVES = (
    "ทอง",
    "ศรี",
    "แสง",
    "บุญ",
    "ใจ",
    "แก้ว",
    "พูน",
    "มณี",
    "รุ่ง",
    "สุข",
    "จันทร์",
    "ลาย",
)
SECOND_HALVES = (
    "สมมติ",
    "ตัวอย่าง",
    "สาธิต",
    "จำลอง",
    "ทดลอง",
    "นามแฝง",
)
PREFIX_OF_WOMEN = ("นาง", "นางสาว", "นางสาว")
ADULT_YEARS, CHILD_YEARS = (18, 74), (5, 17)
SHARE_OF_CHILDREN = 0.3


def invented_family_name(chance: random.Random) -> str:
    """Such as `ทองสมมติ`: every family name says that it is invented."""
    return chance.choice(FIRST_HALVES) + chance.choice(SECOND_HALVES)


def invented_phone(number: int) -> str:
    """A number of the right shape; the block 0800 000 000 on is given to the demo's people in order."""
    return f"080{number:07d}"


def invented_adult(chance: random.Random, *, number: int, today: date) -> NewPerson:
    is_woman = chance.random() < 0.55
    return NewPerson(
        given_name=chance.choice(WOMEN if is_woman else MEN),
        family_name=invented_family_name(chance),
        prefix=chance.choice(PREFIX_OF_WOMEN) if is_woman else "นาย",
        phone=invented_phone(number),
        birth_on=born(chance, ADULT_YEARS, today),
        is_invented=True,
    )


def invented_child(chance: random.Random, *, family_name: str, today: date) -> NewPerson:
    is_girl = chance.random() < 0.5
    birth_on = born(chance, CHILD_YEARS, today)
    is_small = birth_on > today - timedelta(days=15 * 365)
    girl, boy = ("ด.ญ.", "ด.ช.") if is_small else ("นางสาว", "นาย")
    return NewPerson(
        given_name=chance.choice(WOMEN if is_girl else MEN),
        family_name=family_name,
        prefix=girl if is_girl else boy,
        birth_on=birth_on,
        is_invented=True,
    )


def born(chance: random.Random, years: tuple[int, int], today: date) -> date:
    return today - timedelta(days=chance.randint(years[0] * 365, years[1] * 365))
