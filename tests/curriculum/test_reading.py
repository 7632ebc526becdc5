"""Reading the course: what is wrong is named with its file."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.curriculum.small_course import write_course

from mueang.curriculum.course import Words
from mueang.curriculum.errors import ContentError
from mueang.curriculum.reading import packaged_course, read_course


def test_a_course_is_read_in_the_order_of_its_folders_numbers(tmp_path: Path) -> None:
    course = read_course(write_course(tmp_path))

    assert [strand.key for strand in course.strands] == ["first", "second"]
    assert [module.key for module in course.modules] == ["one", "two"]
    assert course.modules[0].text("en-gb").title == "Module one"
    assert course.modules[0].text("th").title == "หน่วยที่หนึ่ง"


def test_hours_follow_from_the_steps(tmp_path: Path) -> None:
    course = read_course(write_course(tmp_path))

    assert course.modules[0].minutes == 90
    assert course.minutes_by_mode() == {"lecture": 60, "lab": 60, "practice": 60}


def test_words_are_given_in_the_language_asked_for() -> None:
    assert Words("ไทย", "English").in_language("en") == "English"
    assert Words("ไทย", "English").in_language("ms") == "ไทย"


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("course.toml", "licence = ", "course.toml"),
        ("course.toml", 'licence = "x"', "lacks 'completion'"),
        ("1-first/1-one/en.md", "no front matter", "1-one/en.md: begins without front matter"),
        ("1-first/1-one/quiz.toml", '[[items]]\nkey = "a"', "1-one/quiz.toml: lacks 'th'"),
        ("1-first/1-one/module.toml", 'tool = "x"', "1-one/module.toml: lacks 'steps'"),
    ],
)
def test_a_file_that_is_wrong_is_named(tmp_path: Path, name: str, text: str, told: str) -> None:
    folder = write_course(tmp_path)
    (folder / name).write_text(text)

    with pytest.raises(ContentError, match=told):
        read_course(folder)


def test_options_that_lack_in_one_language_are_told(tmp_path: Path) -> None:
    folder = write_course(tmp_path)
    quiz = folder / "1-first/1-one/quiz.toml"
    quiz.write_text(quiz.read_text().replace('options = ["ใช่", "ไม่ใช่"]', 'options = ["ใช่"]', 1))

    with pytest.raises(ContentError, match=r"1-one/quiz\.toml"):
        read_course(folder)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    folder = write_course(tmp_path)
    (folder / "2-second/1-two/th.md").unlink()

    with pytest.raises(ContentError, match=r"1-two/th\.md: is missing"):
        read_course(folder)


def test_the_packaged_course_is_read_once() -> None:
    assert packaged_course() is packaged_course()
