"""Thai text brought to one spelling, and its dictionary order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mueang.methods.thai import arabic_digits, clean, normalise, sort_key, thai_digits


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("\u0e40\u0e40ก่", "แก่"),
        ("ก\u0e48\u0e34น", "กิ่น"),
        ("น\u0e49\u0e4d\u0e32", "น้ำ"),
        ("น\u0e4d\u0e49\u0e32", "น้ำ"),
        ("น\u0e33\u0e49", "น้ำ"),
        ("คำ", "คำ"),
        ("ศักด\u0e4c\u0e34", "ศักดิ์"),
        ("ที\u0e48\u0e48", "ที่"),
        ("ด\u0e35\u0e35", "ดี"),
        (" ก\u200bข\ufeff\u00a0\tค\n", "กข ค"),
        ("Cafe\u0301", "Café"),
    ],
)
def test_what_looks_the_same_becomes_the_same(typed, meant):
    assert clean(typed) == meant


@given(st.text(alphabet=st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B) | st.sampled_from(" \u200bAa1")))
def test_cleaning_twice_changes_nothing_more(text):
    assert clean(clean(text)) == clean(text)
    assert normalise(normalise(text)) == normalise(text)


def test_digits_go_there_and_back():
    assert arabic_digits(thai_digits("เลขที่ 0123456789")) == "เลขที่ 0123456789"


# In the order of the Royal Institute dictionary (and of ICU's Thai collation).
DICTIONARY = [
    "123", "Yala", "ก", "กก", "กฎ", "กรรม", "กลม", "กวาง", "กะ", "กัน", "กา", "ก้า", "กาก", "กำ", "กิน", "กี่", "กุ้ง",
    "กู", "เก", "เก่ง", "เก้ง", "เก็บ", "เกม", "เกลือ", "เกวียน", "เกะ", "เกา", "เก่า", "เก้า", "เกิด", "เกีย", "แก", "แก่", "แก้",
    "แกง", "โก", "โกน", "ใกล้", "ไก", "ไก่", "ขวด", "เขา", "ฤดู", "ลา", "อา", "ไอ", "ฮา",
]  # fmt: skip


def test_words_stand_as_in_the_dictionary():
    shuffled = sorted(DICTIONARY, key=lambda word: word[::-1])

    assert sorted(shuffled, key=sort_key) == DICTIONARY


def test_a_list_of_people_is_ordered_by_given_name_first():
    people = ["สม ใจดี", "สมชาย กล้า", "สม กล้า", "สมชาย"]

    assert sorted(people, key=sort_key) == ["สม กล้า", "สม ใจดี", "สมชาย", "สมชาย กล้า"]


def test_accents_punctuation_and_case_do_not_count_and_other_scripts_come_last():
    assert sort_key("Café.") == sort_key("cafe")
    assert sorted(["中", "ฮา", "a"], key=sort_key) == ["a", "ฮา", "中"]


@given(st.text())
def test_a_key_is_plain_letters_and_digits_for_any_text(text):
    key = sort_key(text)

    assert key.isascii()
    assert all(character.isdigit() or character.islower() for character in key)
