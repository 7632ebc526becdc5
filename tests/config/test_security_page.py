"""`docs/operate/security.md`: each requirement once, each named test there, each gap said."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]
PAGE = HOUSE / "docs" / "operate" / "security.md"
# How many requirements OWASP ASVS 5.0.0 has by chapter: levels 1 and 2, and level 3 in chapters 8, 14 and 16.
WANTED = {1: 27, 2: 11, 3: 19, 4: 10, 5: 9, 6: 35, 7: 18, 8: 13, 9: 7, 10: 29, 11: 14, 12: 9, 13: 13, 14: 13}
WANTED |= {15: 13, 16: 17, 17: 7}
_LINE = re.compile(
    r"^\| (\d+\.\d+\.\d+) \| ([123]) \| (held|by design|not used|GAP) \| (.+?) \| (.+) \|$", re.MULTILINE
)
LINES = _LINE.findall(PAGE.read_text(encoding="utf-8"))


def test_every_requirement_stands_in_the_list_once():
    numbers = [number for number, *_rest in LINES]

    assert len(numbers) == len(set(numbers))
    assert Counter(int(number.partition(".")[0]) for number in numbers) == WANTED


def test_what_is_said_to_hold_names_a_test_and_a_gap_says_what_is_missing():
    assert [number for number, _level, state, _said, tests in LINES if state == "held" and "tests/" not in tests] == []
    assert [number for number, _level, state, said, _tests in LINES if state == "GAP" and len(said) < 40] == []


def test_the_counts_on_top_are_those_of_the_list():
    states = Counter(state for _number, _level, state, *_rest in LINES)
    said = (
        f"{states['held']} held, {states['by design']} by design, {states['not used']} not used, {states['GAP']} gaps"
    )

    assert said in PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "path", sorted({path for *_rest, tests in LINES for path in re.findall(r"tests/[\w/]+\.py", tests)})
)
def test_every_named_test_is_there(path):
    named = {name for *_rest, tests in LINES for name in re.findall(rf"{re.escape(path)}::(\w+)", tests)}
    text = (HOUSE / path).read_text(encoding="utf-8")

    assert {name for name in named if f"def {name}(" not in text} == set()
