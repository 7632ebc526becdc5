"""Finding: what was typed is found, whatever was typed; nothing that is typed is an instruction."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mueang.lib.search import Entry, TextIndex, find, names_with, phrases_like, words_like

TEXTS = (
    "สอนทอผ้าไหมลายโบราณที่ชุมชนหน้าถ้ำ",
    "ซ่อมรถจักรยานยนต์ ขั้นพื้นฐาน (Basic motorcycle repair)",
    "ขนมไทย 9 อย่าง: ทองหยิบ ทองหยอด",
    "C++ for beginners & friends",
    "ก๋วยเตี๋ยว เส้นเล็ก",
    "Crafts: weaving baskets",
)
HOSTILE = (
    '"', "'", "(", "a AND b OR NOT c", "name:*", "+-!(){}[]^\"~*?:\\/", "\0", "ทอ\0ผ้า",
    "่", "้้้้้", "์", "ๆ", "เ", "😀",
    "%_", "ก" * 10_000,     "ทอผ้า " * 2_000, "\u202e", "a" * 70_000, "<script>", "../../etc/passwd", "\ud800", "١٢٣",
)  # fmt: skip


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> TextIndex:
    made = TextIndex(tmp_path_factory.mktemp("search") / "index")
    with made.alone():
        made.write(entries(TEXTS), mark={"version": 1}, anew=True)
    return made


def entries(texts: tuple[str, ...]) -> list[Entry]:
    return [Entry(number, (text[:20],), (text,)) for number, text in enumerate(texts, start=1)]


def holders(index: TextIndex, words: str) -> set[int]:
    found = find(index, words, limit=100)
    return {number for number, score in zip(found.ids, found.scores, strict=True) if score >= 2}


@pytest.mark.parametrize("text", TEXTS)
@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_text_that_holds_the_typed_string_is_found(index: TextIndex, text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 4))
    typed = text[start : data.draw(st.integers(start + 4, len(text)))]
    holding = {number for number, each in enumerate(TEXTS, start=1) if typed in each}

    found = find(index, typed, limit=100)

    assert holding <= set(found.ids) or not any(letter.isalnum() for letter in typed)


@pytest.mark.parametrize("typed", HOSTILE)
def test_whatever_is_typed_is_only_text(index: TextIndex, typed: str) -> None:
    found = find(index, typed, limit=100)

    assert set(found.ids) <= set(range(1, len(TEXTS) + 1))
    assert names_with(index, typed, limit=5) is not None
    assert phrases_like(index, typed, limit=3) is not None


def test_only_tone_marks_find_nothing(index: TextIndex) -> None:
    assert find(index, "่้๊๋์", limit=100).ids == ()


@pytest.mark.parametrize(
    ("typed", "number"),
    [("จักรยานยนต", 2), ("จกรยานยนต์", 2), ("motorcycles", 2), ("รถเครื่อง", 2), ("c++", 4),
     ("ก๋วยเตี๋ย", 5), ("กวยเตียว", 5),
     ("basket", 6)],
)  # fmt: skip
def test_slips_plurals_and_other_words_lead_to_the_text(index: TextIndex, typed: str, number: int) -> None:
    assert find(index, typed, limit=100).ids[0] == number


def test_two_letters_are_looked_for_everywhere_and_one_in_names(index: TextIndex) -> None:
    assert holders(index, "ทอ") == {1, 3}
    assert holders(index, "c") == {4, 6}


def test_words_in_another_order_are_found_after_the_string_itself(tmp_path: Path) -> None:
    made = TextIndex(tmp_path / "index")
    with made.alone():
        made.write(entries(("ผ้าไหมสวย ทอเอง", "ทอผ้าไหม")), mark={"version": 1}, anew=True)

    found = find(made, "ทอผ้าไหม", limit=10)

    assert found.ids == (2, 1)
    assert not found.is_guess


def test_a_text_does_not_run_into_the_next(tmp_path: Path) -> None:
    made = TextIndex(tmp_path / "index")
    with made.alone():
        made.write([Entry(1, ("สอนทอ",), ("ผ้าเก่า",))], mark={"version": 1}, anew=True)

    assert 1 not in holders(made, "ทอผ้า")


def test_an_index_that_is_not_there_finds_nothing(tmp_path: Path) -> None:
    nowhere = TextIndex(tmp_path / "none")

    assert find(nowhere, "ทอผ้า", limit=10).ids == ()
    assert names_with(nowhere, "ทอ", limit=10) == []
    assert phrases_like(nowhere, "ทอ", limit=10) == []
    assert nowhere.ids() == set()


@pytest.mark.parametrize(
    ("typed", "meant"), [("หัดถกรรม", "หัตถกรรม"), ("handicrafs", "handicraft"), ("ช่างไฟพ้า", "ช่างไฟฟ้า")]
)
def test_words_like_differ_by_a_letter(typed, meant):
    assert meant in words_like(typed, among=["ช่างไฟฟ้า"], limit=3)


@pytest.mark.parametrize("typed", ["", "ก", "หัตถกรรม", "กขคงจฉชซฌญ", "%_*" * 200])
def test_words_like_are_never_what_was_typed_nor_far_from_it(typed):
    assert typed not in words_like(typed, among=["ช่างไฟฟ้า", ""], limit=3)
    assert "ช่างไฟฟ้า" not in words_like(typed, among=["ช่างไฟฟ้า", ""], limit=3)
