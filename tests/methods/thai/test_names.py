"""Names taken apart, put together and compared. All invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mueang.methods.thai import Name, full_name, match_key, name_similarity, prefixes, split_name


@pytest.mark.parametrize(
    ("text", "prefix", "given_name", "family"),
    [
        ("นายสมมติ ตัวอย่าง", "นาย", "สมมติ", "ตัวอย่าง"),
        ("นาย  สมมติ\u00a0 ตัวอย่าง ", "นาย", "สมมติ", "ตัวอย่าง"),
        ("นางมาลี ลองดู", "นาง", "มาลี", "ลองดู"),
        ("นางสาวมาลี ลองดู", "นางสาว", "มาลี", "ลองดู"),
        ("น.ส.มาลี ลองดู", "นางสาว", "มาลี", "ลองดู"),
        ("น.ส มาลี ลองดู", "นางสาว", "มาลี", "ลองดู"),
        ("นส. มาลี ลองดู", "นางสาว", "มาลี", "ลองดู"),
        ("ด.ช.ต้นกล้า ลองดู", "เด็กชาย", "ต้นกล้า", "ลองดู"),
        ("ดช.ต้นกล้า ลองดู", "เด็กชาย", "ต้นกล้า", "ลองดู"),
        ("ด.ญ. น้ำใส ทดสอบ", "เด็กหญิง", "น้ำใส", "ทดสอบ"),
        ("เด็กหญิงน้ำใส ทดสอบ", "เด็กหญิง", "น้ำใส", "ทดสอบ"),
        ("ดร.ใจดี สมมุติ", "ดร.", "ใจดี", "สมมุติ"),
        ("ดร ใจดี สมมุติ", "ดร.", "ใจดี", "สมมุติ"),
        ("ดรุณี สมมุติ", "", "ดรุณี", "สมมุติ"),
        ("ผศ.ดร.ก้องภพ  ตัวอย่าง", "ผศ.ดร.", "ก้องภพ", "ตัวอย่าง"),
        ("ผู้ช่วยศาสตราจารย์ ดร. ก้องภพ ตัวอย่าง", "ผศ.ดร.", "ก้องภพ", "ตัวอย่าง"),
        ("รศ.นพ.ก้องภพ ตัวอย่าง", "รศ.นพ.", "ก้องภพ", "ตัวอย่าง"),
        ("ศ. ก้องภพ ตัวอย่าง", "ศ.", "ก้องภพ", "ตัวอย่าง"),
        ("ศศิ ตัวอย่าง", "", "ศศิ", "ตัวอย่าง"),
        ("ว่าที่ ร.ต.เก่ง กล้าลอง", "ว่าที่ร้อยตรี", "เก่ง", "กล้าลอง"),
        ("ว่าที่ร้อยตรีหญิง มาลี ลองดู", "ว่าที่ร้อยตรีหญิง", "มาลี", "ลองดู"),
        ("ว่าที่ ร.ต.(หญิง) มาลี ลองดู", "ว่าที่ร้อยตรีหญิง", "มาลี", "ลองดู"),
        ("พ.ต.ท.หญิง มาลี ลองดู", "พันตำรวจโทหญิง", "มาลี", "ลองดู"),
        ("พล.ต.อ.เก่ง กล้าลอง", "พลตำรวจเอก", "เก่ง", "กล้าลอง"),
        ("พล.ต.เก่ง กล้าลอง", "พลตรี", "เก่ง", "กล้าลอง"),
        ("จ.ส.อ. เก่ง กล้าลอง", "จ่าสิบเอก", "เก่ง", "กล้าลอง"),
        ("นายแพทย์เก่ง กล้าลอง", "นพ.", "เก่ง", "กล้าลอง"),
        ("พระมหาเก่ง ญาณวโร", "พระมหา", "เก่ง", "ญาณวโร"),
        ("พระเก่ง ญาณวโร", "พระ", "เก่ง", "ญาณวโร"),
        ("ม.ล.มาลี ณ เมืองสมมติ", "ม.ล.", "มาลี", "ณ เมืองสมมติ"),
        ("หม่อมราชวงศ์มาลี ตัวอย่าง", "ม.ร.ว.", "มาลี", "ตัวอย่าง"),
        ("คุณหญิงมาลี ตัวอย่าง", "คุณหญิง", "มาลี", "ตัวอย่าง"),
        ("คุณากร ตัวอย่าง", "", "คุณากร", "ตัวอย่าง"),
        ("นายิกา ใจดี", "", "นายิกา", "ใจดี"),
        ("นท ใจดี", "", "นท", "ใจดี"),
        ("นาย ก", "", "นาย", "ก"),
        ("โต๊ะอิหม่าม ดอเลาะ บิน ทดสอบ", "อิหม่าม", "ดอเลาะ", "บิน ทดสอบ"),
        ("มูฮัมหมัด ซาการียา ทดสอบ", "", "มูฮัมหมัด ซาการียา", "ทดสอบ"),
        ("Mr. Example Person", "Mr.", "Example", "Person"),
        ("Mr.Example Person", "Mr.", "Example", "Person"),
        ("Assoc. Prof. Dr. Mary Ann Example", "Assoc. Prof. Dr.", "Mary Ann", "Example"),
        ("Drew Example", "", "Drew", "Example"),
        ("Ana de Souza", "", "Ana", "de Souza"),
        ("12. นายสมมติ ตัวอย่าง (ประธาน)", "นาย", "สมมติ", "ตัวอย่าง"),
        ("๓) นางมาลี ลองดู", "นาง", "มาลี", "ลองดู"),
        ("สมมติ", "", "สมมติ", ""),
        ("", "", "", ""),
        ("นํ้าใส\u200b ทดสอบ", "", "น้ำใส", "ทดสอบ"),
    ],
)
def test_a_name_is_taken_apart(text, prefix, given_name, family):
    assert split_name(text) == Name(prefix, given_name, family)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        (Name("นาย", "สมมติ", "ตัวอย่าง"), "นายสมมติ ตัวอย่าง"),
        (Name("เด็กหญิง", "น้ำใส", "ทดสอบ"), "เด็กหญิงน้ำใส ทดสอบ"),
        (Name("คุณหญิง", "มาลี", "ลองดู"), "คุณหญิงมาลี ลองดู"),
        (Name("ผศ.ดร.", "ก้องภพ", "ตัวอย่าง"), "ผศ.ดร.ก้องภพ ตัวอย่าง"),
        (Name("ว่าที่ร้อยตรีหญิง", "มาลี", "ลองดู"), "ว่าที่ร้อยตรีหญิง มาลี ลองดู"),
        (Name("พันเอก", "เก่ง", "กล้าลอง"), "พันเอก เก่ง กล้าลอง"),
        (Name("Dr.", "Example", "Person"), "Dr. Example Person"),
        (Name("", "สมมติ", ""), "สมมติ"),
    ],
)
def test_a_name_is_written_as_on_a_certificate_and_reads_back(name, written):
    assert full_name(name) == written
    assert split_name(written) == name


@pytest.mark.parametrize(
    "other",
    [
        "สมมติ ตัวอย่าง",
        "นาย สมมติ  ตัวอย่าง",
        "สมมติตัวอย่าง",
        "สมมต\u200bิ ตัวอย๋าง",
        "นายสมมติ ตัวอยาง",
    ],
)
def test_two_spellings_of_one_person_share_a_key(other):
    assert match_key("นายสมมติ ตัวอย่าง") == match_key(other)


def test_a_silent_letter_left_out_changes_no_key():
    assert match_key("สุรศักดิ์ พันธุ์ทดสอบ") == match_key("สุรศัก พันทดสอบ")


def test_different_people_do_not_share_a_key():
    assert match_key("นายสมมติ ตัวอย่าง") != match_key("นายสมมติ ทดสอบ")


def test_likeness_is_one_for_equal_keys_high_for_a_slip_and_low_for_strangers():
    assert name_similarity("นายสมมติ ตัวอย่าง", "สมมติ ตัวอย๋าง") == 1
    assert 0.85 < name_similarity("สมมติ ตัวอย่าง", "สมมุติ ตัวอย่าง") < 1
    assert name_similarity("สมมติ ตัวอย่าง", "มาลี ลองดู") < 0.5
    assert name_similarity("", "") == 0


@given(st.text(), st.text())
def test_no_text_breaks_the_splitter_and_likeness_is_symmetric(one, other):
    assert split_name(one) == split_name(one + " ")
    assert name_similarity(one, other) == name_similarity(other, one)


@pytest.mark.parametrize(
    "text", ["mr. Somchai Jaidee", "MR. Somchai Jaidee", "น.ส. มาลี ใจดี", "นางสาวมาลี ใจดี", "พล.ต.อ. ก้อง ใจดี"]
)
def test_a_prefix_is_found_by_its_first_letter_however_it_is_written(text):
    by_all = next(match for pattern, _prefix in prefixes._PREFIXES if (match := pattern.match(text)))

    assert prefixes.take_prefixes(text)[1] == text[by_all.end() :]


def test_every_prefix_is_kept_under_its_letter():
    kept = [row for rows in prefixes._BEGINNING.values() for row in rows]

    assert len(kept) == len(prefixes._PREFIXES)
    assert all(rows == [row for row in prefixes._PREFIXES if row in rows] for rows in prefixes._BEGINNING.values())
