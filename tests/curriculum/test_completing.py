"""The completion rule, by hand arithmetic."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mueang.curriculum.completing import Learned, Missing, missing_of_course, missing_of_strand
from mueang.curriculum.reading import packaged_course

COURSE = packaged_course()
FULL = {strand.key: 540 for strand in COURSE.strands}


def judged(**changed: str) -> dict[str, dict[str, str]]:
    return {
        one.key: {criterion.key: changed.get(one.key.replace("-", "_"), "adequate") for criterion in one.criteria}
        for one in COURSE.modules
    }


def test_forty_five_hours_and_adequate_work_and_a_passed_capstone_complete_the_course():
    assert missing_of_course(COURSE, Learned(FULL, judged(), capstone_passed=True)) == ()


def test_hours_are_missing_in_all_and_of_each_strand_at_four_fifths():
    short = {**FULL, "drive": 431}

    assert missing_of_course(COURSE, Learned(short, judged(), capstone_passed=True)) == (
        Missing("hours", minutes=109),
        Missing("strand_hours", "drive", 1),
    )
    at_the_line = {**FULL, "drive": 432, "tools": 648}
    assert missing_of_course(COURSE, Learned(at_the_line, judged(), capstone_passed=True)) == ()


def test_hours_of_no_strand_count_for_nothing():
    assert missing_of_course(COURSE, Learned({**FULL, "drive": 500, "": 900}, judged(), capstone_passed=True)) == (
        Missing("hours", minutes=40),
    )


def test_one_criterion_below_adequate_is_too_low_and_one_not_judged_is_said_so():
    levels = judged(left_out="developing")
    levels["local-capital"].popitem()

    missing = missing_of_course(COURSE, Learned(FULL, levels, capstone_passed=True))

    assert missing == (Missing("too_low", "left-out"), Missing("not_judged", "local-capital"))
    assert missing_of_strand(COURSE, COURSE.strands[1], Learned(FULL, levels)) == ()


def test_the_last_strand_waits_for_the_panel():
    last = COURSE.strands[-1]

    assert missing_of_strand(COURSE, last, Learned(FULL, judged())) == (Missing("capstone", "capstone"),)
    assert missing_of_strand(COURSE, last, Learned(FULL, judged(), capstone_passed=True)) == ()


def test_more_of_anything_never_makes_more_missing():
    less, more = Learned({"drive": 10}, {}), Learned({"drive": 500}, judged(drive="developing"))
    assert len(missing_of_course(COURSE, more)) < len(missing_of_course(COURSE, less))


def test_the_rule_is_data():
    lenient = replace(COURSE, completion=replace(COURSE.completion, level="not_yet", hours=1))

    assert missing_of_course(lenient, Learned(FULL, judged(left_out="not_yet"), capstone_passed=True)) == ()


def test_nonsense_is_refused():
    for wrong in (Learned({"drive": -1}, {}), Learned({}, {"left-out": {"sourced": "splendid"}})):
        with pytest.raises(ValueError, match=r"minutes|level"):
            missing_of_course(COURSE, wrong)
