"""What a course must keep before it may be taught."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import NoReverseMatch, reverse
from tests.curriculum.small_course import write_course

from mueang.curriculum.checking import faults
from mueang.curriculum.reading import packaged_course, read_course


def _told(folder: Path) -> str:
    return "\n".join(f"{fault.place}: {fault.reason}" for fault in faults(read_course(folder)))


def test_a_whole_course_has_no_fault(tmp_path: Path) -> None:
    assert _told(write_course(tmp_path)) == ""


def _swap(name: str, old: str, new: str, times: int = -1) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        path = folder / name
        before = path.read_text()
        assert old in before
        path.write_text(before.replace(old, new, times))

    return change


ONE = "1-first/1-one"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_swap("course.toml", "hours = 3", "hours = 45"), "course: 3 hours instead of 45"),
        (_swap("course.toml", '"adequate"', '"brilliant"'), "unknown level brilliant"),
        (_swap("course.toml", '"two"', '"three"'), "no module three for the capstone"),
        (_swap(f"{ONE}/module.toml", "minutes = 30", "minutes = 90", 1), "first: 2.5 hours instead of 1.5"),
        (_swap(f"{ONE}/module.toml", '"lecture"', '"lab"'), "first: no hour of lecture"),
        (_swap(f"{ONE}/module.toml", '"lecture"', '"talk"'), "unknown mode talk"),
        (_swap(f"{ONE}/module.toml", "minutes = 30", "minutes = 10"), "lasts 30 minutes"),
        (_swap(f"{ONE}/en.md", '["Module one"]', '["Module one", "more"]'), "differ in how many outcomes"),
        (_swap(f"{ONE}/en.md", '["Module one"]', '[""]'), "an outcome is empty"),
        (_swap(f"{ONE}/en.md", "# Example", "# Story"), "has sections reading, story"),
        (_swap(f"{ONE}/en.md", "The city looks", "x", 170), "fewer than"),
        (_swap(f"{ONE}/th.md", "เมืองมองหาคนที่ถูกทิ้งไว้ข้างหลัง", "The city looks for them all"), "other language"),
        (
            _swap(
                f"{ONE}/en.md",
                "The city looks",
                "The city looks" + " at every street" * 7,
            ),
            "times as long",
        ),
        (_swap(f"{ONE}/en.md", "[^book]", "", 1), "cites book in one language only"),
        (_swap(f"{ONE}/quiz.toml", 'key = "q4"', 'key = "q3"'), "two questions or criteria are called q3"),
        (_swap(f"{ONE}/quiz.toml", "right = [1]", "right = [3]", 1), "q0: the right answers"),
        (_swap(f"{ONE}/quiz.toml", "right = [1]", "right = []", 1), "q0: the right answers"),
        (_swap(f"{ONE}/quiz.toml", 'kind = "one"', 'kind = "any"', 1), "q0: unknown kind any"),
        (_swap(f"{ONE}/quiz.toml", "เพราะจริง", "", 1), "lacks one language"),
        (_swap(f"{ONE}/rubric.toml", '["one", "two", "three", "four"]', '["one", "two", "three", ""]'), "lacks one"),
        (_swap("sources.toml", "[book]", "[tome]"), "cites book, which sources.toml does not have"),
        (_swap("sources.toml", "[book]", "[tome]"), "sources: tome is never cited"),
        (_swap("terms.toml", "[word]", "[noun]"), "explains word, which terms.toml does not have"),
    ],
)
def test_each_fault_is_told_with_its_place(tmp_path: Path, change: Callable[[Path], None], told: str) -> None:
    folder = write_course(tmp_path)
    change(folder)

    assert told in _told(folder)


def test_too_few_questions_criteria_and_levels_are_told(tmp_path: Path) -> None:
    folder = write_course(tmp_path)
    for name in ("quiz.toml", "rubric.toml"):
        path = folder / ONE / name
        path.write_text(path.read_text().partition("\n\n")[0])
    rubric = folder / ONE / "rubric.toml"
    rubric.write_text(rubric.read_text().replace(', "สี่"', "").replace(', "four"', ""))

    told = _told(folder)
    assert "1 questions, fewer than 5" in told
    assert "1 criteria, fewer than 3" in told
    assert "3 levels instead of 4" in told


def test_two_right_answers_need_another_kind_of_question(tmp_path: Path) -> None:
    folder = write_course(tmp_path)
    quiz = folder / ONE / "quiz.toml"
    three = quiz.read_text().replace('"ไม่ใช่"]', '"ไม่ใช่", "ไม่แน่"]').replace('"No"]', '"No", "Maybe"]')
    quiz.write_text(three.replace("right = [1]", "right = [1, 2]", 1))

    assert "q0: one right answer is meant, 2 are given" in _told(folder)


def test_the_packaged_course_keeps_its_promises() -> None:
    course = packaged_course()

    assert faults(course) == []
    assert course.minutes_by_mode() == {"lecture": 900, "lab": 900, "practice": 900}
    assert {strand.minutes_by_mode().total() for strand in course.strands} == {540}


def test_every_activity_is_done_in_a_room_that_stands() -> None:
    missing = []
    for module in packaged_course().modules:
        try:
            reverse(module.tool, kwargs={"city": "yala"})
        except NoReverseMatch:
            missing.append((module.key, module.tool))
    assert missing == []


def test_lines_of_the_key_features_are_taught_as_to_be_checked() -> None:
    """A single line of the framework may be wrong; whoever names one by its number says so."""
    unmarked = [
        (module.key, language)
        for module in packaged_course().modules
        for language, sentence in (("en", "check against the printed annex"), ("th", "ตรวจเทียบกับภาคผนวกฉบับพิมพ์"))
        if re.search(r"\b\d\.\d\.\d\b", body := " ".join(module.texts[language].sections.values()))  # type: ignore[index]
        and sentence not in body
    ]
    assert unmarked == []
