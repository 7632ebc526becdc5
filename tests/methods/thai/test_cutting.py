"""Cutting Thai into words: whole clusters, fewest words, and as people cut it."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from mueang.facts.words import meanings, thai_words
from mueang.methods.thai import cut, cut_with_inner, fold, normalise
from shared_data import shared_data

PREFIXES = thai_words().prefixes
THAI = st.text(st.characters(min_codepoint=0x0E01, max_codepoint=0x0E4E), max_size=40)


def test_words_are_cut_as_a_dictionary_has_them() -> None:
    assert cut("เรียนทำขนมไทยกับครูที่เทศบาลนครยะลา 2566", prefixes=PREFIXES) == [
        "เรียน", "ทำ", "ขนมไทย", "กับ", "ครู", "ที่", "เทศบาลนคร", "ยะลา", "2566",
    ]  # fmt: skip


def test_a_name_outside_the_dictionary_stays_in_one_piece() -> None:
    assert cut("ฮฮฮฮ", prefixes=PREFIXES) == ["ฮฮฮฮ"]


@given(THAI)
def test_nothing_is_lost_and_no_letter_is_parted_from_its_vowels(text: str) -> None:
    words = cut(text, prefixes=PREFIXES)

    assert "".join(words) == "".join(re.findall("[\u0e01-\u0e4e]+", normalise(text)))
    assert not [word for word in words[1:] if re.match("[ะ-ฺๅ็-๎]", word)]


@given(THAI, THAI, THAI)
def test_text_that_holds_a_string_holds_it_folded(before: str, held: str, after: str) -> None:
    assert fold(held) in fold(before + held + after)


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_inner_words_are_in_the_dictionary_and_in_the_word() -> None:
    words, inner = cut_with_inner("รถจักรยานยนต์", prefixes=PREFIXES)

    assert words == ["รถจักรยานยนต์"]
    assert {"จักรยาน", "จักรยานยนต์"} <= set(inner)


def test_the_cut_agrees_with_people_as_well_as_the_best_known_dictionary_cutter_does() -> None:
    """newmm of PyThaiNLP 5.4 agrees to 0.7547 on these 1,153 messages."""
    folder = shared_data("wisesight-thai-words")
    right = ours = agreed = 0
    for size in (160, 1000):
        lines = (folder / f"wisesight-{size}-samples-tokenised.label").read_text(encoding="utf-8").splitlines()
        for line in lines:
            for run in re.findall("[\u0e01-\u0e4e|]+", line):
                people = spans([word for word in run.split("|") if word])
                cutter = spans(cut(run.replace("|", ""), prefixes=PREFIXES))
                right, ours, agreed = right + len(people), ours + len(cutter), agreed + len(people & cutter)

    assert 2 * agreed / (right + ours) >= 0.75


def spans(words: list[str]) -> set[tuple[int, int]]:
    found, start = set(), 0
    for word in words:
        found.add((start, start + len(word)))
        start += len(word)
    return found


def test_every_meaning_has_words_in_both_languages() -> None:
    for code, words in meanings().items():
        assert any(word.isascii() for word in words), code
        assert any(not word.isascii() for word in words), code
