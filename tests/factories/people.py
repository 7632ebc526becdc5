"""Rosters of invented people, and workbooks with exactly the faults a test is about."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import factory
import xlsxwriter
from django.utils import timezone
from factory.django import DjangoModelFactory

from factories.rows import CityFactory, PersonFactory
from factories.workbooks import OfficeRow, city_administrators_workbook
from mueang.apps.people.enums import LawfulBasis, Purpose, Relation, RequestKind
from mueang.apps.people.models import Consent, DataRequest, Guardianship, Roster
from mueang.methods.thai import match_key, sort_key

HEADER = ("ลำดับ", "ชื่อ-สกุล", "เบอร์โทร", "วันเกิด", "เลขบัตรประชาชน", "หน่วยงาน")


def number_for(stem: str) -> str:
    """Twelve digits and their check digit."""
    check = (11 - sum(int(digit) * (13 - place) for place, digit in enumerate(stem)) % 11) % 10
    return f"{stem}{check}"


# Invented, with the right check digit.
NUMBERS = ("1234567890121", number_for("310050000001"), number_for("110070000001"))


def workbook(*rows: Sequence[Any], header: Sequence[str] = HEADER, sheets: Sequence[str] = ("รายชื่อ",)) -> bytes:
    """An .xlsx with the header in row 1 and the rows below, in its first sheet; further sheets stay empty."""
    output = io.BytesIO()
    book = xlsxwriter.Workbook(output, {"in_memory": True})
    for place, name in enumerate(sheets):
        sheet = book.add_worksheet(name)
        for number, row in enumerate([header, *rows] if place == 0 else []):
            for column, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(number, column, value)
                elif value is not None:
                    sheet.write_number(number, column, value)
    book.close()
    return output.getvalue()


def person_row(n: int, **changed: Any) -> tuple[Any, ...]:
    """One faultless row for HEADER; `changed` by name, phone, born, number or office."""
    values = {
        "name": f"นางสาวสมมติ{_thai_word(n)} ตัวอย่าง{_thai_word(n)}",
        "phone": f"08{n:08}",
        "born": "9/7/2520",
        "number": "",
        "office": "เทศบาลเมืองสมมติ",
    } | changed
    return (n, values["name"], values["phone"], values["born"], values["number"], values["office"])


def _thai_word(n: int) -> str:
    letters = "กขคงจชซญดตถทนบปผพฟมยรลวสหอ"
    return "".join(letters[(n // 26**place) % 26] + "า" for place in range(3))


def cohort(n_people: int) -> bytes:
    """A cohort as an office sends it: faults, a repeated person and missing phones among many good rows."""
    people = [
        OfficeRow(
            prefix=("นาย", "นาง", "น.ส.", "ดร.", "ด.ช.", "ว่าที่ ร.ต.")[n % 6],
            given=f"สมมติ{_thai_word(n)}",
            family=f"ตัวอย่าง{_thai_word(n * 7)}",
            born=("๑๒ ม.ค. ๒๕๒๓", "9/7/2520", "5 May 1990", "พ.ศ. 2555", "")[n % 5],
            phone="" if n % 23 == 0 else f"081-{n // 10000:03}-{n % 10000:04}",
            national_id=number_for(f"1{n:011}") if n % 3 == 0 else "",
            organization=("เทศบาลเมืองสมมติ", "โรงเรียนสมมติวิทยา", "อุทยานการเรียนรู้สมมติ")[n % 3],
        )
        for n in range(1, n_people - 2)
    ]
    people[10] = OfficeRow("นาย", "ปรีชา", "ทดลอง", "31/2/2530", "0819999901")
    people[20] = OfficeRow("นาง", "สายใจ", "ทดลอง", "1/1/2530", "08199999")
    people[30] = OfficeRow("คุนนาย", "วิเชียร", "ทดลอง", "1/13/2530", "0819999903 / 0819999904")
    return city_administrators_workbook([*people, people[3], people[120 % len(people)]])


class KnownPersonFactory(PersonFactory):
    """A person whose keys are those the actions compute."""

    given_name = "มาลี"
    sort_key = factory.LazyAttribute(lambda o: sort_key(f"{o.given_name} {o.family_name}"))
    match_key = factory.LazyAttribute(lambda o: match_key(f"{o.given_name} {o.family_name}"))
    phone = "+66812345678"


class GuardianshipFactory(DjangoModelFactory):
    class Meta:
        model = Guardianship

    child = factory.SubFactory(KnownPersonFactory, given_name="ต้นกล้า")
    guardian = factory.SubFactory(KnownPersonFactory, city=factory.SelfAttribute("..child.city"))
    relation = Relation.MOTHER
    has_legal_authority = True
    since_on = factory.LazyFunction(timezone.localdate)


class ConsentFactory(DjangoModelFactory):
    class Meta:
        model = Consent

    person = factory.SubFactory(KnownPersonFactory)
    given_by = factory.SelfAttribute("person")
    relation = Relation.SELF
    has_legal_authority = True
    purpose = Purpose.LEARNING
    lawful_basis = LawfulBasis.CONSENT
    text_version = "2026-01"
    given_at = factory.LazyFunction(timezone.now)


class DataRequestFactory(DjangoModelFactory):
    class Meta:
        model = DataRequest

    person = factory.SubFactory(KnownPersonFactory)
    kind = RequestKind.ACCESS
    received_on = factory.LazyFunction(timezone.localdate)
    due_on = factory.LazyAttribute(lambda o: o.received_on + timedelta(days=30))


class RosterFactory(DjangoModelFactory):
    """An open roster without rows; use `stage_roster` for a real one."""

    class Meta:
        model = Roster

    city = factory.SubFactory(CityFactory)
    file_name = "รายชื่อสมมติ.xlsx"
    sha256 = "0" * 64
    sheet = "รายชื่อ"
    uploaded_at = factory.LazyFunction(timezone.now)
