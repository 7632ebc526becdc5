"""Occupations and interest questions: complete, consistent, and in step with the published tables."""

import csv
import doctest
import sys
from collections import Counter
from pathlib import Path

from mueang.apps.catalog.enums import INTERESTS
from mueang.facts import occupations as module
from mueang.facts.occupations import KINDS, occupations, questions
from mueang.methods import riasec
from shared_data import shared_data

ROOT = Path(__file__).resolve().parents[2]


def test_the_example_in_the_docstring_is_true():
    assert doctest.testmod(module).failed == 0


def test_the_six_kinds_stand_in_one_order_everywhere():
    assert KINDS == riasec.KINDS


def test_every_occupation_has_names_six_scores_and_known_interests():
    codes = {interest.code for interest in INTERESTS}

    for one in occupations():
        assert one.name_th
        assert one.name_en
        assert len(one.scores) == len(KINDS)
        assert all(1 <= score <= 7 for score in one.scores)
        assert one.interests
        assert set(one.interests) <= codes
        assert one.esco_uri.startswith("http://data.europa.eu/esco/occupation/")


def test_every_interest_has_occupations_enough_for_a_profile():
    counted = Counter(code for one in occupations() for code in one.interests)

    assert {interest.code for interest in INTERESTS} == set(counted)
    assert min(counted.values()) >= 5


def test_no_occupation_is_listed_twice():
    names = Counter(one.name_th for one in occupations())
    codes = Counter(one.onet_code for one in occupations())

    assert max(names.values()) == 1
    assert max(codes.values()) == 1


def test_every_six_questions_ask_for_each_kind_once():
    asked = questions()

    assert len(asked) == 30
    for start in range(0, 30, 6):
        assert [question.kind for question in asked[start : start + 6]] == list(KINDS)
    assert all(question.text_th and question.text_en for question in asked)


def test_the_table_is_what_packing_the_published_data_gives():
    sys.path.insert(0, str(ROOT / "tools"))
    try:
        from pack_occupations import TARGET, pack
    finally:
        sys.path.pop(0)
    onet, esco = shared_data("onet-interests"), shared_data("esco-en")

    packed = TARGET.read_text(encoding="utf-8")

    assert pack(onet, esco, list(csv.DictReader(packed.splitlines()))) == packed
