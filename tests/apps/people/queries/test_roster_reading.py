"""What one line says, and which cell is at fault."""

from datetime import date

import pytest

from factories.people import NUMBERS
from mueang.apps.people.enums import RosterField as F
from mueang.apps.people.queries.fault_words import fault_of
from mueang.apps.people.queries.roster_reading import Line, cell_address, read_line

TODAY = date(2026, 6, 15)
COLUMNS = {name: [place] for place, name in enumerate(F)}
NAMED = {F.FULL_NAME: "นางสาวมาลี ใจดี", F.PHONE: "0812345678"}


def read(columns=None, **texts):
    texts = {F(name): text for name, text in texts.items()}
    held = {name: texts.get(name, NAMED.get(name, "")) for name in (columns or COLUMNS)}
    return read_line(Line(17, held), columns=columns or COLUMNS, today=TODAY)


def codes(reading):
    return [(problem.code, problem.is_warning) for problem in reading.problems]


@pytest.mark.parametrize(
    ("texts", "parts"),
    [
        ({F.FULL_NAME: "น.ส. มาลี  ใจดี"}, ("นางสาว", "มาลี", "ใจดี")),
        ({F.FULL_NAME: "12. ผศ.ดร.มาลี ณ ยะลา (ประธาน)"}, ("ผศ.ดร.", "มาลี", "ณ ยะลา")),
        ({F.PREFIX: "ด.ญ.", F.GIVEN_NAME: "มาลี", F.FAMILY_NAME: "ใจดี"}, ("เด็กหญิง", "มาลี", "ใจดี")),
        ({F.PREFIX: "นาย", F.GIVEN_NAME: "นายสมชาย", F.FAMILY_NAME: "ณ ยะลา"}, ("นาย", "สมชาย", "ณ ยะลา")),
        ({F.GIVEN_NAME: "นางสาวมาลี", F.FAMILY_NAME: "ใจดี"}, ("นางสาว", "มาลี", "ใจดี")),
        ({F.PREFIX: "ว่าที่ ร.ต.", F.GIVEN_NAME: "เก่ง", F.FAMILY_NAME: "กล้า"}, ("ว่าที่ร้อยตรี", "เก่ง", "กล้า")),
        ({F.PREFIX: "ดร.", F.FULL_NAME: "มาลี ใจดี"}, ("ดร.", "มาลี", "ใจดี")),
        ({F.GIVEN_NAME: "นายสมชาย ใจดี"}, ("นาย", "สมชาย", "ใจดี")),
    ],
)
def test_a_name_is_read_from_one_column_or_three(texts, parts):
    columns = {name: [place] for place, name in enumerate(texts)}

    reading = read_line(Line(17, texts), columns=columns, today=TODAY)

    assert tuple(reading.read.get(name, "") for name in (F.PREFIX, F.GIVEN_NAME, F.FAMILY_NAME)) == parts
    assert not reading.is_wrong


def test_every_field_of_a_good_line_is_read():
    reading = read(
        sequence="๑",
        name_en="Mali Jaidee",
        email="mailto:Mali@Example.org",
        organization_name=" เทศบาล  เมืองสมมติ ",
        position="ครู",
        birth_on="๙ ก.ค. ๒๕๒๐",
        age="48 ปี",
        national_id="1-2345-67890-12-1",
        remark="มังสวิรัติ",
        phone="081 234 5678",
    )

    assert reading.problems == []
    assert reading.read == {
        "prefix": "นางสาว",
        "given_name": "มาลี",
        "family_name": "ใจดี",
        "name_en": "Mali Jaidee",
        "organization_name": "เทศบาล เมืองสมมติ",
        "position": "ครู",
        "sequence": "๑",
        "remark": "มังสวิรัติ",
        "age": "48 ปี",
        "email": "Mali@Example.org",
        "phone": "+66812345678",
        "birth_on": "1977-07-09",
        "national_id": NUMBERS[0],
    }


@pytest.mark.parametrize(
    ("texts", "code", "is_warning"),
    [
        ({"full_name": ""}, "no_name", False),
        ({"full_name": "0812345678"}, "not_a_name", False),
        ({"full_name": "mali@example.org"}, "not_a_name", False),
        ({"full_name": "................"}, "not_a_name", False),
        ({"full_name": "มาลี"}, "no_family_name", True),
        ({"full_name": "ม" * 121 + " ใจดี"}, "too_long", False),
        ({"prefix": "คุนนาย"}, "unknown_prefix", True),
        ({"organization_name": "ก" * 201}, "too_long", False),
        ({"phone": ""}, "missing_phone", True),
        ({"phone": "-"}, "missing_phone", True),
        ({"phone": "08123456"}, "phone_too_short", False),
        ({"phone": "08123456789"}, "phone_too_long", False),
        ({"phone": "ไม่มี"}, "phone_not_a_number", False),
        ({"phone": "0812345678 / 0812345679"}, "phone_several_numbers", False),
        ({"phone": "0112345678"}, "phone_too_long", False),
        ({"email": "mali"}, "not_an_email", False),
        ({"birth_on": "31/2/2530"}, "birth_no_such_day", False),
        ({"birth_on": "29 ก.พ. 2568"}, "birth_no_such_day", False),
        ({"birth_on": "1/13/2530"}, "birth_no_such_month", False),
        ({"birth_on": "พ.ศ. 2555"}, "birth_year_only", True),
        ({"birth_on": "เกิดที่ยะลา"}, "birth_not_a_date", False),
        ({"birth_on": "1/1/3109"}, "birth_year_out_of_range", False),
        ({"birth_on": "1/1/2572"}, "birth_in_the_future", False),
        ({"birth_on": "1/1/2440"}, "birth_too_long_ago", False),
        ({"birth_on": "9/7/2520", "age": "๑๒"}, "age_differs", True),
        ({"national_id": "123456789012"}, "id_wrong_length", False),
        ({"national_id": "1234567890122"}, "id_wrong_checksum", False),
        ({"national_id": "1.23457E+12"}, "id_lost_digits", False),
        ({"national_id": "รอเอกสาร"}, "id_not_a_number", False),
    ],
)
def test_each_fault_names_its_cell_and_says_what_to_do(texts, code, is_warning):
    reading = read(**texts)

    assert codes(reading) == [(code, is_warning)]
    assert reading.is_wrong != is_warning
    problem = reading.problems[0]
    assert problem.cell.endswith("17")
    assert str(fault_of(problem.as_json())).startswith(f"{problem.cell}: ")


def test_no_sentence_about_a_faulty_number_repeats_the_number():
    reading = read(national_id="1234567890122", phone="08123456")

    said = " ".join(str(fault_of(problem.as_json())) for problem in reading.problems)

    assert "1234567890122" not in said
    assert "08123456" not in said


def test_dashes_mean_empty():
    assert read(email="-", birth_on="–", national_id="-").problems == []


def test_a_list_without_a_phone_column_is_not_blamed_for_it():
    reading = read(columns={F.FULL_NAME: [0]})

    assert reading.problems == []


def test_a_note_is_no_person():
    reading = read_line(Line(9, {F.FULL_NAME: "รวม 9 คน"}, is_note=True), columns=COLUMNS, today=TODAY)

    assert (reading.read, codes(reading)) == ({}, [("note_line", True)])


def test_a_field_without_a_column_has_no_address():
    assert cell_address(F.PHONE, columns={}, number=3) == ""
    assert cell_address(F.PHONE, columns={F.PHONE: [27]}, number=3) == "AB3"
    assert str(fault_of({"code": "no_name", "field": "", "cell": "", "is_warning": False, "params": {}}))[0] != ":"
