"""What a report says of a file: one sentence a place, and one for all places alike."""

from __future__ import annotations

import re

import pytest
from django.utils.translation import override

from mueang.apps.registers.queries.note_words import _words, note_kind, note_words

LIMPS = re.compile(r"\s[,.;:]|…|“|”|  | $")


@pytest.mark.parametrize("code", sorted(_words()))
def test_the_sentence_for_all_places_alike_is_whole(code):
    with override("en"):
        assert not LIMPS.search(note_kind(code)), note_kind(code)
        assert note_kind(code).endswith(".")


def test_a_sentence_of_one_place_says_what_stood_there():
    with override("en"):
        assert note_words("total_differs", {"said": 2, "counted": 1}).startswith(
            "The file's total says 2, its marks say 1"
        )
    with override("th"):
        assert "ไม่ตรงกับเครื่องหมายที่นับได้" in note_kind("total_differs")


def test_a_code_nobody_wrote_words_for_is_told_as_it_is():
    with override("en"):
        assert note_kind("new_code") == "Left out (new_code)."
